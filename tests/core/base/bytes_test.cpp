#include "core/base/bytes.hpp"

#include <catch_amalgamated.hpp>
#include <cstdint>
#include <limits>

namespace overread {

TEST_CASE("Checked product: stops at the limit and at overflow", "[base]") {
  CHECK(*checked_product({512, 512, 2}, 1 << 20, "a") == 524288U);
  CHECK(*checked_product({}, 10, "a") == 1U);
  CHECK(*checked_product({4, 5}, 20, "a") == 20U);
  const auto over = checked_product({4, 6}, 20, "Rows × Columns");
  REQUIRE(!over.has_value());
  CHECK(over.error().code == ErrorCode::kTooLarge);
  CHECK(over.error().message.find("Rows × Columns") != std::string::npos);
  constexpr std::uint64_t kHuge = std::numeric_limits<std::uint64_t>::max();
  CHECK(!checked_product({kHuge, 2}, std::numeric_limits<std::size_t>::max(), "a").has_value());
}

TEST_CASE("Checked slice: never past the end", "[base]") {
  const Bytes bytes{1, 2, 3, 4};
  const auto middle = checked_slice(bytes, 1, 2, "part");
  REQUIRE(middle.has_value());
  CHECK((*middle)[0] == 2);
  CHECK(middle->size() == 2);
  CHECK(checked_slice(bytes, 4, 0, "part").has_value());
  CHECK(checked_slice(bytes, 3, 2, "part").error().code == ErrorCode::kTruncated);
  CHECK(!checked_slice(bytes, 5, 0, "part").has_value());
  CHECK(!checked_slice(bytes, 1, std::numeric_limits<std::size_t>::max(), "part").has_value());
}

TEST_CASE("Byte reader: both orders, and an error at the end", "[base]") {
  const Bytes bytes{0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07};
  ByteReader little(bytes);
  CHECK(*little.u8() == 0x01);
  CHECK(*little.u16() == 0x0302);
  CHECK(*little.u32() == 0x07060504U);
  CHECK(little.remaining() == 0);
  CHECK(little.u8().error().code == ErrorCode::kTruncated);
  ByteReader big(bytes, ByteReader::Order::kBig);
  CHECK(*big.u32() == 0x01020304U);
  CHECK(*big.u16() == 0x0506);
  CHECK(!big.u16().has_value());
  CHECK(big.offset() == 6);
}

}  // namespace overread
