#include "core/dicom/fragment_ranges.hpp"

#include <catch_amalgamated.hpp>
#include <string>

#include "tests/support/elements.hpp"

namespace overread {
namespace {

using testing::joined;
using testing::long_element;

constexpr std::string_view kH264 = "1.2.840.10008.1.2.4.102";
constexpr std::uint64_t kLarge = std::uint64_t{1} << 40;

/// The bytes that ranges name.
Bytes taken(const Bytes& file, const std::vector<FileRange>& ranges) {
  Bytes out;
  for (const FileRange& range : ranges) {
    const auto begin = file.begin() + static_cast<std::ptrdiff_t>(range.offset);
    out.insert(out.end(), begin, begin + static_cast<std::ptrdiff_t>(range.size));
  }
  return out;
}

Bytes item_claiming(std::uint32_t length) {
  Bytes out{0xFE, 0xFF, 0x00, 0xE0};
  testing::append_u32(out, length);
  return out;
}

TEST_CASE("Fragments of a file: the offset table is left out, the others follow each other",
          "[dicom][PS3.5 A.4]") {
  const Bytes file =
      testing::encapsulated_file(kH264, {}, {{9, 9, 9, 9}, {1, 2}, {}, {3, 4, 5, 6}});
  const auto first = first_fragment_offset(file, file.size());
  REQUIRE(first);
  const auto found = fragment_ranges(ByteView(file).subspan(static_cast<std::size_t>(*first)),
                                     *first, file.size());
  REQUIRE(found);
  CHECK_FALSE(found->next);
  CHECK(found->fragments.size() == 2);
  CHECK(taken(file, found->fragments) == Bytes{1, 2, 3, 4, 5, 6});
}

TEST_CASE("Fragments of a file: no more of it is needed than where the headers are", "[dicom]") {
  // 24 bytes: an item of 4, an item of 4. Only 8 of them are seen at a time.
  const Bytes items = joined({testing::item({1, 2, 3, 4}), testing::item({5, 6, 7, 8})});
  const auto one = fragment_ranges(ByteView(items).first(8), 100, 124);
  REQUIRE(one);
  CHECK(one->fragments == std::vector<FileRange>{{108, 4}});
  CHECK(one->next == 112);
  const auto two = fragment_ranges(ByteView(items).subspan(12, 8), 112, 124);
  REQUIRE(two);
  CHECK(two->fragments == std::vector<FileRange>{{120, 4}});
  // Without a delimiter the file's end is the end.
  CHECK_FALSE(two->next);
  // A fragment of the largest size an item can have: 2^32 - 2.
  const auto large = fragment_ranges(item_claiming(0xFFFFFFFE), kLarge, 2 * kLarge);
  REQUIRE(large);
  CHECK(large->fragments == std::vector<FileRange>{{kLarge + 8, 0xFFFFFFFE}});
  CHECK(large->next == kLarge + 8 + 0xFFFFFFFE);
}

TEST_CASE("Fragments of a file: the Extended Offset Table before Pixel Data is passed over",
          "[dicom][PS3.3 C.7.6.3.1.8]") {
  const Bytes items = joined({testing::item({}), testing::item({1, 2})});
  const Bytes file = testing::part10(
      kH264,
      joined({testing::image_attributes({}), long_element({0x7FE0, 0x0001}, "OV", Bytes(8, 0)),
              long_element({0x7FE0, 0x0010}, "OB", items, 0xFFFFFFFF)}));
  const auto first = first_fragment_offset(file, file.size());
  REQUIRE(first);
  CHECK(*first == file.size() - 10);
}

TEST_CASE("Fragments of a file: what does not fit is refused with its numbers", "[dicom]") {
  struct Hostile {
    Bytes items;
    std::string_view message;
  };
  for (const Hostile& each : {
           Hostile{item_claiming(5), "has length 5, but only 4 bytes are left"},
           Hostile{item_claiming(0xFFFFFFFF), "has length 4294967295, but only 4 bytes are left"},
       }) {
    Bytes items = each.items;
    testing::append(items, {1, 2, 3, 4});
    const auto found = fragment_ranges(items, 0, items.size());
    REQUIRE_FALSE(found);
    CHECK(found.error().code == ErrorCode::kTruncated);
    CHECK(found.error().message.contains(each.message));
  }
  const auto cut = fragment_ranges(Bytes{0xFE, 0xFF, 0x00}, 0, 3);
  REQUIRE_FALSE(cut);
  CHECK(cut.error().code == ErrorCode::kTruncated);
  // A window that shows nothing would be asked for again and again.
  CHECK_FALSE(fragment_ranges(Bytes{}, 0, 100));
  const auto other = fragment_ranges(testing::text_element({0x0010, 0x0010}, "PN", "A^B^"), 0, 12);
  REQUIRE_FALSE(other);
  CHECK(other.error().code == ErrorCode::kInvalidAttribute);
  CHECK(other.error().message.contains("(0010,0010)"));
}

TEST_CASE("The first fragment: a table past the end and pixels without fragments are refused",
          "[dicom]") {
  const auto with_table = [](std::uint32_t length) {
    return testing::part10(
        kH264, joined({testing::image_attributes({}),
                       long_element({0x7FE0, 0x0010}, "OB", item_claiming(length), 0xFFFFFFFF)}));
  };
  const Bytes file = with_table(4);
  const auto past = first_fragment_offset(file, file.size());
  REQUIRE_FALSE(past);
  CHECK(past.error().code == ErrorCode::kTruncated);
  // The same begin of a longer file.
  const auto longer = first_fragment_offset(file, file.size() + 4);
  REQUIRE(longer);
  CHECK(*longer == file.size() + 4);

  const Bytes native =
      testing::part10(kH264, joined({testing::image_attributes({}),
                                     long_element({0x7FE0, 0x0010}, "OB", Bytes{1, 2, 3, 4})}));
  CHECK(first_fragment_offset(native, native.size()).error().code == ErrorCode::kInvalidAttribute);
  const Bytes none = testing::part10(kH264, testing::image_attributes({}));
  const auto missing = first_fragment_offset(none, none.size());
  REQUIRE_FALSE(missing);
  CHECK(missing.error().message.contains("is missing"));
  const Bytes plain = testing::native_file({}, Bytes{0, 0, 0, 0});
  CHECK_FALSE(first_fragment_offset(plain, plain.size()));
  CHECK_FALSE(first_fragment_offset(Bytes{}, 0));
}

}  // namespace
}  // namespace overread
