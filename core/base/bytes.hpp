#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"

namespace overread {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// The product of sizes taken from a file, or kTooLarge when it passes `limit`.
///
/// @param what  The thing being sized, for the message: "Rows × Columns × Samples per Pixel".
Result<std::size_t> checked_product(std::initializer_list<std::uint64_t> factors, std::size_t limit,
                                    std::string_view what);

/// `count` bytes from `offset`, or kTruncated naming `what`.
Result<ByteView> checked_slice(ByteView bytes, std::size_t offset, std::size_t count,
                               std::string_view what);

/// Reads little- or big-endian numbers from a view, never past its end.
class ByteReader {
 public:
  enum class Order { kLittle, kBig };
  explicit ByteReader(ByteView bytes, Order order = Order::kLittle)
      : bytes_(bytes), order_(order) {}

  std::size_t offset() const { return offset_; }
  std::size_t remaining() const { return bytes_.size() - offset_; }
  Result<std::uint8_t> u8();
  Result<std::uint16_t> u16();
  Result<std::uint32_t> u32();
  Result<ByteView> take(std::size_t count);

 private:
  ByteView bytes_;
  std::size_t offset_ = 0;
  Order order_;
};

}  // namespace overread
