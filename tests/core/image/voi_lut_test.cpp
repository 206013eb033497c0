#include "core/image/voi_lut.hpp"

#include <catch_amalgamated.hpp>
#include <cmath>

#include "core/image/presentation_lut.hpp"

namespace overread {
namespace {

using Catch::Matchers::WithinAbs;

struct Row {
  float value;
  double expected;  ///< In [0, 1].
};

void check(const VoiStage& stage, std::initializer_list<Row> rows, double tolerance = 1e-6) {
  for (const Row& row : rows) {
    INFO("value " << row.value);
    CHECK_THAT(apply_voi(row.value, stage), WithinAbs(row.expected, tolerance));
  }
}

TEST_CASE("VOI LINEAR: center 40, width 400 runs from -160 to 239", "[voi][PS3.3 C.11.2.1.2.1]") {
  // Black up to c - 0.5 - (w - 1) / 2 = -160, white above c - 0.5 + (w - 1) / 2 = 239, between them
  // (x - 39.5) / 399 + 0.5: at 40, 0.5 / 399 + 0.5.
  check(voi_stage({.center = 40, .width = 400}, VoiFunction::kLinear), {{-161, 0},
                                                                        {-160, 0},
                                                                        {-159, 1.0 / 399},
                                                                        {0, 160.0 / 399},
                                                                        {39.5, 0.5},
                                                                        {40, 0.5 + 0.5 / 399},
                                                                        {238, 398.0 / 399},
                                                                        {239, 1},
                                                                        {240, 1},
                                                                        {30000, 1}});
}

TEST_CASE("VOI LINEAR: the standard's examples of 8-bit output", "[voi][PS3.3 C.11.2.1.2.1]") {
  // "Window Center 2^(n-1) and Window Width 2^n selects the range of input values from 0 to 2^n-1":
  // with n = 8 that is the identity.
  const VoiStage stage = voi_stage({.center = 128, .width = 256}, VoiFunction::kLinear);
  for (int value = 0; value < 256; ++value) {
    CHECK(display_level(apply_voi(static_cast<float>(value), stage)) == value);
  }
}

TEST_CASE("VOI LINEAR: width 1 is a threshold at center - 0.5", "[voi][PS3.3 C.11.2.1.2.1]") {
  // "Window Center of 0 and Window Width of 1: threshold at -0.5".
  check(voi_stage({.center = 100, .width = 1}, VoiFunction::kLinear),
        {{99, 0}, {99.5, 0}, {99.75, 1}, {100, 1}, {101, 1}});
}

TEST_CASE("VOI LINEAR_EXACT: black at c - w/2, white at c + w/2", "[voi][PS3.3 C.11.2.1.3.2]") {
  check(voi_stage({.center = 40, .width = 400}, VoiFunction::kLinearExact),
        {{-161, 0}, {-160, 0}, {-60, 0.25}, {40, 0.5}, {140, 0.75}, {240, 1}, {241, 1}});
  // Widths below 1 are allowed here.
  check(voi_stage({.center = 0.5, .width = 0.5}, VoiFunction::kLinearExact),
        {{0.25, 0}, {0.375, 0.25}, {0.5, 0.5}, {0.75, 1}});
}

TEST_CASE("VOI SIGMOID: half at the center, 1/(1+e^-2) half a width above",
          "[voi][PS3.3 C.11.2.1.3.1]") {
  const double above = 1.0 / (1.0 + std::exp(-2.0));
  check(voi_stage({.center = 40, .width = 400}, VoiFunction::kSigmoid),
        {{40, 0.5},
         {240, above},
         {-160, 1 - above},
         {440, 1.0 / (1.0 + std::exp(-4.0))},
         {-32768, 0},
         {32767, 1}});
}

TEST_CASE("A VOI LUT scales its entries by its bits", "[voi][PS3.3 C.11.2.1.1]") {
  const LookUpTable table{.first_mapped = -2, .bits = 10, .entries = {0, 1023, 341, 682}};
  check(voi_stage(table), {{-3, 0},
                           {-2, 0},
                           {-1, 1},
                           {0, 1.0 / 3},
                           {1, 2.0 / 3},
                           {2, 2.0 / 3},
                           {-1.4F, 1},
                           {-0.6F, 1},
                           {-0.5F, 1.0 / 3},
                           {0.49F, 1.0 / 3}});
}

TEST_CASE("Presentation: identity and inverse", "[presentation][PS3.3 C.11.6]") {
  CHECK(apply_presentation_lut(0.25F, Polarity::kNormal) == 0.25F);
  CHECK(apply_presentation_lut(0.25F, Polarity::kInverted) == 0.75F);
}

TEST_CASE("Display levels: halves go up", "[presentation]") {
  CHECK(display_level(0.0F) == 0);
  CHECK(display_level(1.0F) == 255);
  CHECK(display_level(0.5F) == 128);     // 127.5
  CHECK(display_level(0.4990F) == 127);  // 127.245
  CHECK(display_level(254.49F / 255.0F) == 254);
}

}  // namespace
}  // namespace overread
