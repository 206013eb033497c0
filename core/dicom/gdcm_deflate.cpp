#include <gdcmzlib/zlib.h>

#include <algorithm>
#include <array>
#include <limits>

#include "core/dicom/deflate.hpp"

namespace overread {
namespace {

constexpr std::size_t kChunk = 1 << 16;
constexpr int kRawWindowBits = -15;
constexpr int kZlibWindowBits = 15;

uInt next_piece(std::size_t left) {
  return static_cast<uInt>(std::min<std::size_t>(left, std::numeric_limits<uInt>::max() / 2));
}

/// zlib reads through a pointer that is not const and never writes through it.
Bytef* input_of(ByteView bytes) { return const_cast<Bytef*>(bytes.data()); }

Result<Bytes> inflate_with(ByteView deflated, std::size_t limit, int window_bits) {
  z_stream stream{};
  if (inflateInit2(&stream, window_bits) != Z_OK) {
    return fail(ErrorCode::kInternal, "The inflater could not start");
  }
  Bytes out;
  std::array<std::uint8_t, kChunk> chunk;
  std::size_t used = 0;
  int status = Z_OK;
  while (status == Z_OK) {
    if (stream.avail_in == 0 && used < deflated.size()) {
      stream.next_in = input_of(deflated.subspan(used));
      stream.avail_in = next_piece(deflated.size() - used);
      used += stream.avail_in;
    }
    stream.next_out = chunk.data();
    stream.avail_out = static_cast<uInt>(chunk.size());
    status = inflate(&stream, Z_NO_FLUSH);
    const std::size_t produced = chunk.size() - stream.avail_out;
    if (produced > limit - out.size()) {
      inflateEnd(&stream);
      return fail(ErrorCode::kTooLarge,
                  "The deflated data set of " + std::to_string(deflated.size()) +
                      " bytes unpacks to more than " + std::to_string(limit) + " bytes");
    }
    out.insert(out.end(), chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(produced));
    if (status == Z_BUF_ERROR ||
        (status == Z_OK && produced == 0 && used == deflated.size() && stream.avail_in == 0)) {
      inflateEnd(&stream);
      return fail(ErrorCode::kTruncated, "The deflated data set ends before its last block");
    }
  }
  inflateEnd(&stream);
  if (status != Z_STREAM_END) {
    return fail(ErrorCode::kDecodeFailed, "The deflated data set is broken");
  }
  return out;
}

}  // namespace

Result<Bytes> inflate_bytes(ByteView deflated, std::size_t limit) {
  auto raw = inflate_with(deflated, limit, kRawWindowBits);
  if (raw || raw.error().code != ErrorCode::kDecodeFailed) return raw;
  auto with_header = inflate_with(deflated, limit, kZlibWindowBits);
  return with_header ? std::move(with_header) : std::move(raw);
}

Result<Bytes> deflate_bytes(ByteView bytes) {
  z_stream stream{};
  constexpr int kMemoryLevel = 8;
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kRawWindowBits, kMemoryLevel,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    return fail(ErrorCode::kWriteFailed, "The deflater could not start");
  }
  Bytes out;
  std::array<std::uint8_t, kChunk> chunk;
  std::size_t used = 0;
  int status = Z_OK;
  while (status == Z_OK) {
    if (stream.avail_in == 0 && used < bytes.size()) {
      stream.next_in = input_of(bytes.subspan(used));
      stream.avail_in = next_piece(bytes.size() - used);
      used += stream.avail_in;
    }
    stream.next_out = chunk.data();
    stream.avail_out = static_cast<uInt>(chunk.size());
    status = deflate(&stream, used == bytes.size() ? Z_FINISH : Z_NO_FLUSH);
    const auto produced = static_cast<std::ptrdiff_t>(chunk.size() - stream.avail_out);
    out.insert(out.end(), chunk.begin(), chunk.begin() + produced);
  }
  deflateEnd(&stream);
  if (status != Z_STREAM_END) {
    return fail(ErrorCode::kWriteFailed, "The data set could not be deflated");
  }
  if (out.size() % 2 != 0) out.push_back(0);
  return out;
}

}  // namespace overread
