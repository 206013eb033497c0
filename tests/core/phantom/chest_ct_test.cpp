#include "core/phantom/chest_ct.hpp"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <set>

#include "core/dicom/file.hpp"
#include "core/image/frame.hpp"
#include "core/image/instance_header.hpp"
#include "core/image/series.hpp"
#include "core/image/volume.hpp"
#include "core/phantom/agatston.hpp"
#include "core/phantom/chest_ct_tree.hpp"

using namespace overread;

namespace {

/// FNV-1a over the stored values: any changed bit changes it.
std::uint64_t checksum(const std::vector<std::uint16_t>& values) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const std::uint16_t value : values) {
    for (const int byte : {value & 0xFF, value >> 8}) {
      hash = (hash ^ static_cast<std::uint64_t>(byte)) * 0x100000001B3ULL;
    }
  }
  return hash;
}

/// Written down once from a native build; WebAssembly must come to the same. A change of the
/// phantom's look changes it, and says so in the commit.
constexpr std::uint64_t kSeed7 = 0xA448905D2B423B59ULL;

double value_of(const Truth& truth, std::string_view meaning, std::string_view laterality) {
  for (const Measurement& one : truth.measurements) {
    if (one.concept_name.meaning == meaning && one.laterality == laterality) return one.value;
  }
  FAIL("no measurement " << meaning << " " << laterality);
  return 0.0;
}

ChestCtOptions tiny() {
  ChestCtOptions options;
  options.columns = 96;
  options.slices = 24;
  return options;
}

}  // namespace

TEST_CASE("Chest CT phantom: the same seed gives the same bits on every platform",
          "[phantom][chest-ct]") {
  CHECK(checksum(render_chest_ct(7, tiny()).stored) == kSeed7);
  CHECK(checksum(render_chest_ct(8, tiny()).stored) != kSeed7);
}

TEST_CASE("Chest CT phantom: truth agrees with itself", "[phantom][chest-ct]") {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const Truth truth = render_chest_ct(seed, small_chest_ct()).truth;
    INFO("seed " << seed);
    CHECK(truth.kind == "chest-ct");
    const double right = value_of(truth, "Lung volume", "right");
    const double left = value_of(truth, "Lung volume", "left");
    CHECK_THAT(value_of(truth, "Lung volume", "both"),
               Catch::Matchers::WithinRel(right + left, 1e-9));
    // An adult: 2 to 8 liters, the left lung smaller.
    CHECK(right + left > 3000.0);
    CHECK(right + left < 7000.0);
    CHECK(left / right > 0.6);
    CHECK(left / right < 1.1);
    const double both = value_of(truth, "LAA-950", "both");
    CHECK(both <=
          std::max(value_of(truth, "LAA-950", "right"), value_of(truth, "LAA-950", "left")));
    CHECK(both >=
          std::min(value_of(truth, "LAA-950", "right"), value_of(truth, "LAA-950", "left")));
    // PD15 lies below -950 HU exactly when more than 15 % of the lung do.
    CHECK((value_of(truth, "PD15", "both") < -950.0) == (both >= 15.0));
    const bool finding = std::ranges::any_of(
        truth.findings, [](const Finding& one) { return one.concept_name.meaning == "Emphysema"; });
    CHECK(finding == (both >= 5.0));
    for (const Finding& one : truth.findings) {
      if (one.concept_name.meaning != "Nodule") continue;
      const double d = one.measurements.at(0).value;
      CHECK_THAT(one.measurements.at(1).value,
                 Catch::Matchers::WithinRel(0.5235987755982988 * d * d * d, 1e-9));
      CHECK((one.laterality == "left" || one.laterality == "right"));
    }
  }
}

TEST_CASE("Chest CT phantom: LAA-950 follows what is asked for", "[phantom][chest-ct]") {
  double last = -1.0;
  for (const double wanted : {0.0, 5.0, 10.0, 20.0, 40.0}) {
    ChestCtOptions options = small_chest_ct();
    options.emphysema_percent = wanted;
    const double found = value_of(render_chest_ct(5, options).truth, "LAA-950", "both");
    INFO(wanted << " % asked for, " << found << " % made");
    CHECK(found > last);
    CHECK_THAT(found, Catch::Matchers::WithinAbs(wanted, 2.0 + 0.3 * wanted));
    last = found;
  }
}

TEST_CASE("Chest CT phantom: the files form one straight CT volume", "[phantom][chest-ct]") {
  const auto phantom = make_chest_ct(7, tiny());
  REQUIRE(phantom);
  REQUIRE(phantom->files.size() == 24);
  CHECK(phantom->files.front().name == "ct-001.dcm");
  std::vector<InstanceHeader> headers;
  std::map<std::string, Frame> frames;
  for (const ChestCtFile& file : phantom->files) {
    const auto read = read_dicom_file(file.bytes);
    REQUIRE(read);
    CHECK(read->transfer_syntax_uid == "1.2.840.10008.1.2.1");
    auto header = instance_header(read->dataset, read->transfer_syntax_uid);
    REQUIRE(header);
    CHECK(header->bits_stored == 12);
    CHECK(header->body_part_examined == "CHEST");
    auto decoded = decode_frame(file.bytes);
    REQUIRE(decoded);
    frames[header->sop_instance_uid] = {std::make_shared<const DecodedFrame>(*std::move(decoded)),
                                        header->pixels};
    headers.push_back(*std::move(header));
  }
  const std::vector<Series> series = group_into_series(std::move(headers));
  REQUIRE(series.size() == 1);
  CHECK(series[0].warnings.empty());
  std::vector<Frame> sorted;
  for (const SeriesFrame& frame : series[0].frames) {
    sorted.push_back(
        frames.at(series[0].instances[static_cast<std::size_t>(frame.instance)].sop_instance_uid));
  }
  const auto volume = build_volume(series[0], sorted);
  REQUIRE(volume);
  CHECK_THAT(volume->spacing_mm()[2], Catch::Matchers::WithinAbs(12.5, 1e-6));
  CHECK_THAT(volume->spacing_mm()[0], Catch::Matchers::WithinAbs(358.4 / 96, 1e-6));
  // Values come back as they were rendered: HU = stored - 1024, feet first.
  const ChestCt ct = render_chest_ct(7, tiny());
  REQUIRE(volume->values.size() == ct.stored.size());
  const bool head_last = volume->patient_from_voxel.matrix()[2][2] > 0.0;
  REQUIRE(head_last);
  bool equal = true;
  for (std::size_t i = 0; i < ct.stored.size(); ++i) {
    equal = equal && volume->values[i] == static_cast<int>(ct.stored[i]) - 1024;
  }
  CHECK(equal);
  // Truth names exactly the instances there are.
  std::set<std::string> uids;
  for (const auto& [uid, frame] : frames) uids.insert(uid);
  CHECK(uids == std::set<std::string>(phantom->truth.input.sop_instance_uids.begin(),
                                      phantom->truth.input.sop_instance_uids.end()));
}

TEST_CASE("Chest CT phantom: nodules lie in the lung, whole, and trees stay thin to the ends",
          "[phantom][chest-ct]") {
  int nodules = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    chest_ct::Anatomy anatomy(seed);
    chest_ct::place_nodules(anatomy);
    for (const chest_ct::Nodule& nodule : anatomy.nodules) {
      ++nodules;
      CHECK(anatomy.lung_at(nodule.center));
      CHECK((nodule.center.x < 0.0) == (nodule.side == chest_ct::Side::kRight));
      CHECK(nodule.diameter_mm >= 5.0);
    }
  }
  CHECK(nodules > 5);
  const chest_ct::Anatomy anatomy(3);
  const chest_ct::Trees trees = chest_ct::grow_trees(anatomy);
  CHECK(trees.vessels.size() > 5000);
  for (const chest_ct::Tube& tube : trees.vessels) {
    CHECK(tube.radius_to <= tube.radius_from);
    CHECK(tube.radius_to > 0.2);
    CHECK(tube.radius_from <= 8.5);
  }
}
