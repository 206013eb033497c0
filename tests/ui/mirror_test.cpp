#include "ui/mirror.hpp"

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

using namespace overread::ui;

TEST_CASE("Mirror: a frame is handed out once, and again only when it changed", "[mirror]") {
  Mirror mirror;
  const auto draw = [&](const char* label) {
    mirror.begin_frame();
    mirror.add({.id = "a", .role = Role::kButton, .label = label, .min = {1, 2}, .max = {11, 22}});
  };
  draw("One");
  const auto first = mirror.take_change("en");
  REQUIRE(first);
  const auto json = nlohmann::json::parse(*first, nullptr, false);
  REQUIRE(json.is_object());
  CHECK(json["language"] == "en");
  CHECK(json["elements"].size() == 1);
  CHECK(json["elements"][0]["role"] == "button");
  CHECK(json["elements"][0]["rect"] == nlohmann::json::array({1, 2, 10, 20}));
  CHECK_FALSE(json["elements"][0].contains("visible"));
  draw("One");
  CHECK_FALSE(mirror.take_change("en"));
  draw("Two");
  CHECK(mirror.take_change("en"));
  draw("Two");
  CHECK(mirror.take_change("ru"));
}

TEST_CASE("Mirror: an activation is taken once, by the frame after it", "[mirror]") {
  Mirror mirror;
  mirror.activate("a");
  CHECK(mirror.has_pending());
  CHECK_FALSE(mirror.take_activation("a"));  // The frame has not begun.
  mirror.begin_frame();
  CHECK_FALSE(mirror.take_activation("b"));
  CHECK(mirror.take_activation("a"));
  CHECK_FALSE(mirror.take_activation("a"));
  mirror.activate("gone");
  mirror.begin_frame();
  mirror.begin_frame();
  CHECK_FALSE(mirror.take_activation("gone"));
}
