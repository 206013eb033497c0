#include "core/findings/concepts.hpp"

#include <array>
#include <catch_amalgamated.hpp>
#include <string>
#include <utility>

namespace overread {
namespace {

// The contract's list of meanings, copied from it by hand.
const std::array<std::pair<Concept, std::string>, 9> kMeasured = {{
    {concepts::cobb_angle(), "Cobb angle"},
    {concepts::laa_950(), "LAA-950"},
    {concepts::pd15(), "PD15"},
    {concepts::lung_volume(), "Lung volume"},
    {concepts::nodule_diameter(), "Nodule diameter"},
    {concepts::nodule_volume(), "Nodule volume"},
    {concepts::agatston_score(), "Agatston score"},
    {concepts::aortic_diameter(), "Aortic diameter"},
    {concepts::vertebral_attenuation(), "Vertebral attenuation"},
}};

TEST_CASE("Concepts: meanings are the contract's, word for word", "[findings][contract 3]") {
  for (const auto& [concept_name, meaning] : kMeasured) CHECK(concept_name.meaning == meaning);
}

TEST_CASE("Concepts: codes checked in PS3.16 context groups", "[findings][PS3.16]") {
  CHECK(concepts::cobb_angle().scheme == "SCT");
  CHECK(concepts::cobb_angle().value == "285285000");
  CHECK(concepts::nodule().value == "27925004");
  CHECK(concepts::agatston_score().scheme == "DCM");
  CHECK(concepts::agatston_score().value == "112058");
}

TEST_CASE("Concepts: code values fit SH, private ones say so", "[findings][PS3.5 6.2]") {
  for (const auto& [concept_name, meaning] : kMeasured) {
    CAPTURE(meaning);
    CHECK(concept_name.value.size() <= 16);
    CHECK((concept_name.scheme == "SCT" || concept_name.scheme == "DCM" ||
           concept_name.scheme.starts_with("99")));
  }
}

}  // namespace
}  // namespace overread
