#include "core/app/object_overlay.hpp"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <map>

#include "core/app/update.hpp"
#include "core/objects/object.hpp"
#include "tests/reference/shared_files.hpp"
#include "tests/support/files.hpp"

/// Real segmentations and structure sets over real slices, against object_overlay_reference.tsv,
/// which make_object_overlay_reference.py wrote with pydicom and numpy.
namespace overread {
namespace {

using Catch::Matchers::WithinAbs;

struct Marked {
  double count = 0.0, columns = 0.0, rows = 0.0;

  void add(double column, double row) {
    count += 1.0;
    columns += column;
    rows += row;
  }
};

struct Opened {
  InstanceHeader header;
  Bytes bytes;
};

Opened open_file(const std::string& name) {
  Opened opened;
  opened.bytes = shared_data::bytes(shared_data::path("objects/" + name));
  const auto file = read_dicom_file(opened.bytes, {.with_pixel_data = false});
  REQUIRE(file);
  auto header = instance_header(file->dataset, file->transfer_syntax_uid);
  REQUIRE(header);
  opened.header = *header;
  return opened;
}

/// What is drawn on a slice when it and the object are open.
ObjectOverlay overlay_of(const std::string& slice, const std::string& object) {
  State state;
  const Opened image = open_file(slice);
  const Opened other = open_file(object);
  update(state, command::AddInstances{{image.header, other.header}}, "");
  const auto file = read_dicom_file(other.bytes);
  REQUIRE(file);
  auto content = read_object(*file, [&](int number) { return decode_frame(other.bytes, number); });
  REQUIRE(content);
  update(state,
         command::ObjectRead{other.header.sop_instance_uid,
                             std::make_shared<const ObjectContent>(std::move(*content))},
         "");
  return object_overlay(state, image.header, 1, {});
}

/// Pixels of a mask that belong to any label.
Marked marked_pixels(const LabelMask& mask) {
  Marked marked;
  for (std::size_t i = 0; i < mask.values.size(); ++i) {
    if (mask.values[i] == 0) continue;
    const auto columns = static_cast<std::size_t>(mask.columns);
    marked.add(static_cast<double>(i % columns), static_cast<double>(i / columns));
  }
  return marked;
}

std::map<std::string, Marked> marked_points(const ObjectOverlay& overlay) {
  std::map<std::string, Marked> marked;
  for (const ObjectOverlay::Line& line : overlay.lines) {
    Marked& own = marked[std::to_string(overlay.parts[line.part].number)];
    for (const Point<Image>& point : line.points) own.add(point.x(), point.y());
  }
  return marked;
}

/// Rows of the table by slice and object.
std::map<std::pair<std::string, std::string>, std::map<std::string, Marked>> expected_marks() {
  const testing::Table table = testing::load_table(std::string(OVERREAD_SOURCE_DIR) +
                                                   "/tests/reference/object_overlay_reference.tsv");
  std::map<std::pair<std::string, std::string>, std::map<std::string, Marked>> expected;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    expected[{table.cell(row, "slice"), table.cell(row, "object")}][table.cell(row, "number")] = {
        std::stod(table.cell(row, "count")), std::stod(table.cell(row, "columns")),
        std::stod(table.cell(row, "rows"))};
  }
  return expected;
}

void compare(const Marked& found, const Marked& expected) {
  CHECK(found.count == expected.count);
  CHECK_THAT(found.columns, WithinAbs(expected.columns, 0.01));
  CHECK_THAT(found.rows, WithinAbs(expected.rows, 0.01));
}

TEST_CASE("Objects lie on the pixels of real slices that pydicom and numpy find",
          "[reference][objects]") {
  if (!shared_data::present()) SKIP("no shared test data");
  const auto expected = expected_marks();
  REQUIRE(expected.size() == 4);
  for (const auto& [files, marks] : expected) {
    INFO(files.first << " " << files.second);
    const ObjectOverlay overlay = overlay_of(files.first, files.second);
    const auto all = marks.find("all");
    if (all == marks.end()) {
      const auto found = marked_points(overlay);
      REQUIRE(found.size() == marks.size());
      for (const auto& [number, mark] : marks) compare(found.at(number), mark);
      continue;
    }
    // Where segments overlap one hides the other: together they cover what they cover, and one
    // switched on by itself is whole.
    REQUIRE(overlay.mask);
    compare(marked_pixels(*overlay.mask), all->second);
    REQUIRE(overlay.parts.size() == marks.size() - 1);
    for (const ObjectOverlay::Part& part : overlay.parts) {
      CHECK(marks.contains(std::to_string(part.number)));
    }
  }
}

TEST_CASE("A segment of a real slice that is shown alone has all its pixels",
          "[reference][objects]") {
  if (!shared_data::present()) SKIP("no shared test data");
  for (const auto& [files, marks] : expected_marks()) {
    if (!marks.contains("all")) continue;
    const Opened other = open_file(files.second);
    const auto file = read_dicom_file(other.bytes);
    REQUIRE(file);
    auto content =
        read_object(*file, [&](int number) { return decode_frame(other.bytes, number); });
    REQUIRE(content);
    const auto shared = std::make_shared<const ObjectContent>(std::move(*content));
    const Opened image = open_file(files.first);
    for (const auto& [number, mark] : marks) {
      if (number == "all") continue;
      INFO(files.first << " segment " << number);
      State state;
      update(state, command::AddInstances{{image.header, other.header}}, "");
      update(state, command::ObjectRead{other.header.sop_instance_uid, shared}, "");
      for (const auto& [each, ignored] : marks) {
        if (each == "all" || each == number) continue;
        update(state,
               command::ShowObjectPart{other.header.sop_instance_uid, std::stoi(each), false}, "");
      }
      const ObjectOverlay overlay = object_overlay(state, image.header, 1, {});
      REQUIRE(overlay.mask);
      compare(marked_pixels(*overlay.mask), mark);
    }
  }
}

}  // namespace
}  // namespace overread
