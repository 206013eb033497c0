#include "core/image/overlay_plane.hpp"

#include <catch_amalgamated.hpp>
#include <string>

#include "core/dicom/tags.hpp"

namespace overread {
namespace {

/// What one group says, in the attributes of group 6000.
struct GivenPlane {
  std::uint16_t group = 0x6000;
  int rows = 3, columns = 3;
  int bits_allocated = 1, bit_position = 0;
  std::vector<double> origin{1, 1};
  std::optional<int> frames{}, first_frame{};
  std::optional<Bytes> data{};
};

Tag in_group(std::uint16_t group, Tag listed) { return {group, listed.element}; }

void add(Dataset& d, const GivenPlane& given) {
  const auto tag = [&](Tag listed) { return in_group(given.group, listed); };
  d.set_number(tag(tags::kOverlayRows), Vr::kUS, given.rows);
  d.set_number(tag(tags::kOverlayColumns), Vr::kUS, given.columns);
  d.set_text(tag(tags::kOverlayType), Vr::kCS, "G");
  d.set_numbers(tag(tags::kOverlayOrigin), Vr::kSS, given.origin);
  d.set_number(tag(tags::kOverlayBitsAllocated), Vr::kUS, given.bits_allocated);
  d.set_number(tag(tags::kOverlayBitPosition), Vr::kUS, given.bit_position);
  if (given.frames) d.set_number(tag(tags::kNumberOfFramesInOverlay), Vr::kIS, *given.frames);
  if (given.first_frame) d.set_number(tag(tags::kImageFrameOrigin), Vr::kUS, *given.first_frame);
  if (given.data) d.set_bytes(tag(tags::kOverlayData), Vr::kOW, *given.data);
}

Dataset with_plane(const GivenPlane& given) {
  Dataset d;
  add(d, given);
  return d;
}

/// Rows of "*" and "." from a plane, with "/" between them.
std::string drawn(const OverlayPlane& plane) {
  std::string rows;
  for (int row = 0; row < plane.rows; ++row) {
    if (row > 0) rows += '/';
    for (int column = 0; column < plane.columns; ++column) {
      rows += plane.is_set(column, row) ? '*' : '.';
    }
  }
  return rows;
}

OverlayPlane only_plane(const Dataset& dataset, int frame_number = 1) {
  const FrameOverlays overlays = frame_overlays(dataset, frame_number);
  INFO((overlays.problems.empty() ? "" : overlays.problems.front().message));
  REQUIRE(overlays.problems.empty());
  REQUIRE(overlays.planes.size() == 1);
  return overlays.planes.front();
}

Error only_problem(const Dataset& dataset, int frame_number = 1,
                   const DecodedFrame* words = nullptr) {
  const FrameOverlays overlays = frame_overlays(dataset, frame_number, words);
  CHECK(overlays.planes.empty());
  REQUIRE(overlays.problems.size() == 1);
  return overlays.problems.front();
}

TEST_CASE("Overlay bits go from the lowest of the first byte on, row by row without gaps",
          "[image][overlay][PS3.5 8.1.2]") {
  // *.*/.*./*.* is 1 0 1 0 1 0 1 0 | 1, and seven bits that belong to no pixel.
  const OverlayPlane plane = only_plane(with_plane({.data = Bytes{0x55, 0xFF}}));
  CHECK(drawn(plane) == "*.*/.*./*.*");
  CHECK(plane.bits == Bytes{0x55, 0x01});
  CHECK_FALSE(plane.is_set(-1, 0));
  CHECK_FALSE(plane.is_set(3, 0));
  CHECK_FALSE(plane.is_set(0, 3));
  // Five columns: the second row begins inside the first byte.
  CHECK(drawn(only_plane(with_plane(
            {.rows = 2, .columns = 5, .data = Bytes{0b01100001, 0b00000010}}))) == "*..../**..*");
}

TEST_CASE("Overlay Origin 1\\1 is the first pixel; less is above and to the left",
          "[image][overlay][PS3.3 C.9.2]") {
  // Row first.
  const auto [origin, top, left] = GENERATE(table<std::vector<double>, int, int>(
      {{{1, 1}, 0, 0}, {{704, 409}, 703, 408}, {{0, 0}, -1, -1}, {{-25, 3}, -26, 2}}));
  const OverlayPlane plane = only_plane(with_plane({.origin = origin, .data = Bytes{0, 0}}));
  CHECK(plane.top == top);
  CHECK(plane.left == left);
}

TEST_CASE("Overlay planes keep the order of their groups, their label and their use",
          "[image][overlay][PS3.3 C.9.2.1.1]") {
  Dataset d;
  add(d, {.group = 0x601E, .data = Bytes{1, 0}});
  add(d, {.group = 0x6002, .data = Bytes{2, 0}});
  d.set_text(in_group(0x6002, tags::kOverlayType), Vr::kCS, "R");
  d.set_text(in_group(0x6002, tags::kOverlayLabel), Vr::kLO, "ROI 1");
  d.set_text(in_group(0x601E, tags::kOverlayDescription), Vr::kLO, "Marks");
  // No overlay groups: odd, and beyond the sixteenth.
  add(d, {.group = 0x6001, .data = Bytes{4, 0}});
  add(d, {.group = 0x6020, .data = Bytes{8, 0}});
  const FrameOverlays overlays = frame_overlays(d, 1);
  CHECK(overlays.problems.empty());
  REQUIRE(overlays.planes.size() == 2);
  CHECK(overlays.planes[0].use == OverlayUse::kRegion);
  CHECK(overlays.planes[0].label == "ROI 1");
  CHECK(overlays.planes[0].bits == Bytes{2, 0});
  CHECK(overlays.planes[1].use == OverlayUse::kGraphics);
  CHECK(overlays.planes[1].description == "Marks");
}

TEST_CASE("An overlay that a bitmap shutter names is a shutter",
          "[image][overlay][PS3.3 C.7.6.15]") {
  Dataset d = with_plane({.group = 0x6004, .data = Bytes{1, 0}});
  d.set_number(tags::kShutterOverlayGroup, Vr::kUS, 0x6004);
  CHECK(only_plane(d).use == OverlayUse::kGraphics);
  d.set_text(tags::kShutterShape, Vr::kCS, "BITMAP");
  CHECK(only_plane(d).use == OverlayUse::kShutter);
  d.set_number(tags::kShutterOverlayGroup, Vr::kUS, 0x6000);
  CHECK(only_plane(d).use == OverlayUse::kGraphics);
}

TEST_CASE("Frames of an overlay follow each other without a gap, from Image Frame Origin on",
          "[image][overlay][PS3.3 C.9.3]") {
  // Nine zeros; 1 0 1 0 1 0 1 0 1 from bit 9 on; nine ones from bit 18 on.
  const Bytes data{0x00, 0xAA, 0xFE, 0x07};
  GivenPlane given{.frames = 3, .data = data};
  CHECK(drawn(only_plane(with_plane(given), 1)) == ".../.../...");
  CHECK(drawn(only_plane(with_plane(given), 2)) == "*.*/.*./*.*");
  CHECK(drawn(only_plane(with_plane(given), 3)) == "***/***/***");
  CHECK(frame_overlays(with_plane(given), 4).planes.empty());
  given.first_frame = 5;
  CHECK(frame_overlays(with_plane(given), 4).planes.empty());
  CHECK(drawn(only_plane(with_plane(given), 6)) == "*.*/.*./*.*");
  CHECK(frame_overlays(with_plane(given), 8).planes.empty());
  CHECK(frame_overlays(with_plane(given), 8).problems.empty());
}

TEST_CASE("An overlay without a number of frames lies over every frame", "[image][overlay]") {
  const Dataset d = with_plane({.data = Bytes{0x55, 0x01}});
  CHECK(drawn(only_plane(d, 1)) == "*.*/.*./*.*");
  CHECK(drawn(only_plane(d, 70)) == "*.*/.*./*.*");
}

TEST_CASE("A hostile overlay is refused by name before anything is allocated for it",
          "[image][overlay][hostile]") {
  CHECK(only_problem(with_plane({.rows = 65535, .columns = 65535, .data = Bytes{1, 2}})).code ==
        ErrorCode::kTruncated);
  CHECK(only_problem(with_plane({.data = Bytes{0x55}})).message ==
        "Overlay Data (6000,3000) has 1 bytes, 3 × 3 pixels need 2, which leaves none for frame 1 "
        "of the overlay");
  CHECK(only_problem(with_plane({.group = 0x6002, .rows = 0, .data = Bytes{1, 2}})).message ==
        "Overlay Rows (6002,0010) is 0, must be 1–65535");
  CHECK(only_problem(with_plane({.columns = 70000, .data = Bytes{1, 2}})).message ==
        "Overlay Columns (6000,0011) is 70000, must be 1–65535");
  CHECK(only_problem(with_plane({.frames = -2, .data = Bytes{1, 2}})).code ==
        ErrorCode::kInvalidAttribute);
  CHECK(only_problem(with_plane({.frames = 2147483647, .data = Bytes{1, 2}}), 2147483647).code ==
        ErrorCode::kTruncated);
  CHECK(only_problem(with_plane({.frames = 2, .first_frame = 0, .data = Bytes{1, 2}})).code ==
        ErrorCode::kInvalidAttribute);
  CHECK(only_problem(with_plane({})).message == "Overlay Data (6000,3000) is missing");
  CHECK(only_problem(with_plane({.data = Bytes{}})).code == ErrorCode::kTruncated);
}

TEST_CASE("A broken plane leaves the others", "[image][overlay]") {
  Dataset d = with_plane({.data = Bytes{}});
  add(d, {.group = 0x6002, .data = Bytes{0x55, 0x01}});
  const FrameOverlays overlays = frame_overlays(d, 1);
  CHECK(overlays.problems.size() == 1);
  REQUIRE(overlays.planes.size() == 1);
  CHECK(drawn(overlays.planes[0]) == "*.*/.*./*.*");
}

DecodedFrame words_of(std::initializer_list<unsigned> words, int columns, int rows) {
  DecodedFrame frame;
  frame.rows = rows;
  frame.columns = columns;
  frame.sample_type = SampleType::kUint16;
  for (const unsigned word : words) {
    frame.pixels.push_back(static_cast<std::uint8_t>(word));
    frame.pixels.push_back(static_cast<std::uint8_t>(word >> 8));
  }
  return frame;
}

TEST_CASE("A retired overlay is one bit of every word of the pixels",
          "[image][overlay][PS3.3-2004 C.9.2]") {
  Dataset d = with_plane({.rows = 2, .columns = 3, .bits_allocated = 16, .bit_position = 12});
  d.set_number(tags::kBitsStored, Vr::kUS, 12);
  d.set_number(tags::kHighBit, Vr::kUS, 11);
  CHECK(has_overlays_in_pixels(d));
  const DecodedFrame words = words_of({0x1000, 0x0FFF, 0xF123, 0x0000, 0x1FFF, 0xE000}, 3, 2);
  const FrameOverlays overlays = frame_overlays(d, 1, &words);
  REQUIRE(overlays.planes.size() == 1);
  CHECK(drawn(overlays.planes[0]) == "*.*/.*.");
  CHECK(overlays.planes[0].left == 0);

  d.set_number(tags::kOverlayBitPosition, Vr::kUS, 3);
  CHECK(only_problem(d, 1, &words).message ==
        "Overlay Bit Position (6000,0102) is 3, must not be a bit of the value, 0–11");
  d.set_number(tags::kOverlayBitPosition, Vr::kUS, 16);
  CHECK(only_problem(d, 1, &words).message ==
        "Overlay Bit Position (6000,0102) is 16, must be 0–15");
  CHECK(only_problem(d).code == ErrorCode::kUnsupported);
}

TEST_CASE("A value in the upper bits leaves the lower ones to retired overlays",
          "[image][overlay]") {
  Dataset d = with_plane({.rows = 1, .columns = 2, .bits_allocated = 16, .bit_position = 3});
  d.set_number(tags::kBitsStored, Vr::kUS, 12);
  d.set_number(tags::kHighBit, Vr::kUS, 15);
  const DecodedFrame words = words_of({0xFFF7, 0x0008}, 2, 1);
  const FrameOverlays overlays = frame_overlays(d, 1, &words);
  REQUIRE(overlays.planes.size() == 1);
  CHECK(drawn(overlays.planes[0]) == ".*");
}

TEST_CASE("Overlay Data of its own is read as such, whatever Overlay Bits Allocated says",
          "[image][overlay]") {
  const Dataset d = with_plane({.bits_allocated = 16, .data = Bytes{0x55, 0x01}});
  CHECK_FALSE(has_overlays_in_pixels(d));
  CHECK(drawn(only_plane(d)) == "*.*/.*./*.*");
}

}  // namespace
}  // namespace overread
