#include <array>
#include <catch_amalgamated.hpp>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/image/json_object_writer.hpp"

namespace overread {
namespace {

std::string written(const auto& value) {
  return JsonObjectWriter::text_of([&](JsonObjectWriter& write) { write("v", value); });
}

TEST_CASE("An object's members are written as RFC 8259 has them", "[image][json]") {
  CHECK(JsonObjectWriter::text_of([](JsonObjectWriter&) {}) == "{}");
  CHECK(written(std::string("CT")) == R"({"v":"CT"})");
  CHECK(written(std::string()) == R"({"v":""})");
  CHECK(written(std::string("a \"b\" \\ \n\x01")) == R"({"v":"a \"b\" \\ \n\u0001"})");
  CHECK(written(std::string("Пётр")) == "{\"v\":\"Пётр\"}");
  CHECK(written(std::string("M\xFCller")) == "{\"v\":\"M\uFFFDller\"}");
  CHECK(written(true) == R"({"v":true})");
  CHECK(written(false) == R"({"v":false})");
  CHECK(written(std::numeric_limits<std::int64_t>::min()) == R"({"v":-9223372036854775808})");
  CHECK(written(std::uint16_t{65535}) == R"({"v":65535})");
  CHECK(written(0.1) == R"({"v":0.1})");
  CHECK(written(-1000.0) == R"({"v":-1000.0})");
  CHECK(written(std::numeric_limits<double>::quiet_NaN()) == R"({"v":null})");
  CHECK(written(std::numeric_limits<double>::infinity()) == R"({"v":null})");
  CHECK(written(std::array{1.5, -2.0}) == R"({"v":[1.5,-2.0]})");
  CHECK(written(std::vector<std::uint32_t>{7, 4294967295}) == R"({"v":[7,4294967295]})");
  CHECK(written(std::optional<double>(2.5)) == R"({"v":2.5})");
  CHECK(written(std::optional<double>()) == "{}");
}

TEST_CASE("Objects stand in objects, and lists of them", "[image][json]") {
  const auto text = JsonObjectWriter::text_of([](JsonObjectWriter& write) {
    write("a", std::optional<int>());
    write("b", 1);
    write.object("c", [](JsonObjectWriter& item) { item("d", 2); });
    write.object("e", [](JsonObjectWriter&) {});
    write.objects("f", std::vector{3, 4}, [](JsonObjectWriter& item, int n) {
      item("g", n);
      item("h", n == 3);
    });
    write.objects("i", std::vector<int>(), [](JsonObjectWriter&, int) {});
  });
  CHECK(text == R"({"b":1,"c":{"d":2},"e":{},"f":[{"g":3,"h":true},{"g":4,"h":false}],"i":[]})");
}

}  // namespace
}  // namespace overread
