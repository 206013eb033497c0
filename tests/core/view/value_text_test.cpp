#include "core/view/value_text.hpp"

#include <array>
#include <catch_amalgamated.hpp>
#include <limits>

namespace overread {
namespace {

TEST_CASE("A value has the digits that its resolution needs", "[view][text]") {
  struct Row {
    double value, resolution;
    const char* text;
  };
  for (const auto& [value, resolution, text] :
       std::to_array<Row>({{40, 0.1, "40"},
                           {-600, 0.1, "−600"},
                           {128.46, 0.1, "128.5"},
                           {0.00125, 0.0001, "0.0013"},
                           {0.00125, 0.0005, "0.0013"},
                           {0.001, 0.0005, "0.001"},
                           {-0.00004, 0.001, "0"},
                           {0, 1e-12, "0"},
                           {1.26e-9, 1e-10, "1.3e−9"},
                           {2e-9, 5e-10, "2e−9"},
                           {-1234567890123.0, 1e10, "−1.23e12"},
                           {123456789, 1, "123456789"}})) {
    INFO(value << " at " << resolution);
    CHECK(value_text(value, resolution, DecimalMark::kPoint) == text);
  }
  CHECK(value_text(0.5, 0.1, DecimalMark::kComma) == "0,5");
  CHECK(value_text(1.26e-9, 1e-10, DecimalMark::kComma) == "1,3e−9");
}

TEST_CASE("Four digits tell a value, whole ones all", "[view][text]") {
  const auto text = [](double value) { return significant_text(value, DecimalMark::kPoint); };
  CHECK(text(0.920127809) == "0.9201");
  CHECK(text(12.3456) == "12.35");
  CHECK(text(123456.7) == "123457");
  CHECK(text(-0.00123456) == "−0.001235");
  CHECK(text(3) == "3");
  CHECK(text(0) == "0");
  CHECK(text(1.23456e-8) == "1.235e−8");
  CHECK(text(std::numeric_limits<double>::quiet_NaN()) == "nan");
}

}  // namespace
}  // namespace overread
