#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>

#include "core/app/presentation.hpp"
#include "core/dicom/file.hpp"
#include "core/objects/presented_frame.hpp"
#include "core/view/slice_renderer.hpp"
#include "tests/reference/shared_files.hpp"

namespace overread {
namespace {

/// Levels on a half, and DCMTK's steps in whole numbers between the stages.
constexpr int kLevelTolerance = 1;

struct ExpectedLevel {
  std::string state, file;
  int frame = 1, columns = 0, rows = 0, column = 0, row = 0, level = 0;
};

std::string reference_folder() { return std::string(OVERREAD_SOURCE_DIR) + "/tests/reference/"; }

std::vector<ExpectedLevel> expected_levels() {
  std::ifstream in(reference_folder() + "presentation_reference.tsv");
  std::string line;
  std::getline(in, line);
  std::vector<ExpectedLevel> all;
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    ExpectedLevel e;
    fields >> e.state >> e.file >> e.frame >> e.columns >> e.rows >> e.column >> e.row >> e.level;
    all.push_back(e);
  }
  return all;
}

PresentationState state_named(const std::string& name) {
  const Bytes bytes =
      shared_data::bytes(reference_folder() + "presentation_states/" + name + ".dcm");
  const auto file = read_dicom_file(bytes);
  REQUIRE(file);
  auto state = presentation_state(file->dataset);
  INFO(name << (state ? "" : ": " + state.error().message));
  REQUIRE(state);
  return std::move(*state);
}

/// The image under the state, turned and mirrored, one device pixel for each of its pixels.
Picture presented_picture(const ExpectedLevel& e) {
  const PresentationState state = state_named(e.state);
  const Bytes bytes = shared_data::bytes(shared_data::path(e.file));
  const auto file = read_dicom_file(bytes, {.with_pixel_data = false});
  REQUIRE(file);
  const auto header = instance_header(file->dataset, file->transfer_syntax_uid);
  REQUIRE(header);
  CHECK(refers_to(state, header->sop_instance_uid, e.frame));
  auto decoded = decode_frame(bytes, e.frame);
  REQUIRE(decoded);
  const auto own = make_frame(std::make_shared<const DecodedFrame>(std::move(*decoded)),
                              header->pixel_transform(e.frame));
  REQUIRE(own);
  const Frame frame = presented_frame(state, *own, header->sop_instance_uid, e.frame, 1.0);
  const auto image = prepare_slice(frame);
  REQUIRE(image);
  ViewportState view = presented_view(state, *header, e.frame);
  REQUIRE(view.area);
  view.interpolation = Interpolation::kNearest;
  const ViewGeometry geometry{.columns = header->columns,
                              .rows = header->rows,
                              .viewport_width = e.columns,
                              .viewport_height = e.rows};
  CHECK(viewport_scale(view, geometry) == Catch::Approx(1.0));
  return render_slice(*image, view, geometry, presentation_of(frame, view));
}

TEST_CASE("Presentation states: real images come out as DCMTK renders them",
          "[reference][presentation]") {
  if (!shared_data::present()) SKIP("no shared test data");
  std::string name;
  Picture picture;
  std::map<std::string, int> compared;
  for (const ExpectedLevel& e : expected_levels()) {
    if (e.state != name) picture = presented_picture(e);
    name = e.state;
    INFO(e.state << " at (" << e.column << ", " << e.row << ")");
    const auto at = static_cast<std::size_t>(e.row * picture.columns + e.column) * 4;
    CHECK(std::abs(picture.rgba[at] - e.level) <= kLevelTolerance);
    ++compared[e.state];
  }
  CHECK(compared.size() == 20);
}

}  // namespace
}  // namespace overread
