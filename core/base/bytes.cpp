#include "core/base/bytes.hpp"

#include <format>

namespace overread {

Result<std::size_t> checked_product(std::initializer_list<std::uint64_t> factors, std::size_t limit,
                                    std::string_view what) {
  std::uint64_t product = 1;
  for (const std::uint64_t factor : factors) {
    std::uint64_t next = 0;
    if (__builtin_mul_overflow(product, factor, &next) || next > limit) {
      return fail(ErrorCode::kTooLarge, std::format("{} is over the limit of {}", what, limit));
    }
    product = next;
  }
  return static_cast<std::size_t>(product);
}

Result<ByteView> checked_slice(ByteView bytes, std::size_t offset, std::size_t count,
                               std::string_view what) {
  if (offset > bytes.size() || count > bytes.size() - offset) {
    return fail(ErrorCode::kTruncated,
                std::format("{} needs {} bytes at offset {}, but the data ends at {}", what, count,
                            offset, bytes.size()));
  }
  return bytes.subspan(offset, count);
}

Result<ByteView> ByteReader::take(std::size_t count) {
  OVERREAD_TRY(const ByteView view, checked_slice(bytes_, offset_, count, "read"));
  offset_ += count;
  return view;
}

Result<std::uint8_t> ByteReader::u8() {
  OVERREAD_TRY(const ByteView view, take(1));
  return view[0];
}

Result<std::uint16_t> ByteReader::u16() {
  OVERREAD_TRY(const ByteView view, take(2));
  const bool big = order_ == Order::kBig;
  return static_cast<std::uint16_t>(view[big ? 1 : 0] | (view[big ? 0 : 1] << 8));
}

Result<std::uint32_t> ByteReader::u32() {
  OVERREAD_TRY(const ByteView view, take(4));
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const std::size_t byte = order_ == Order::kBig ? 3 - i : i;
    value |= static_cast<std::uint32_t>(view[byte]) << (8 * i);
  }
  return value;
}

}  // namespace overread
