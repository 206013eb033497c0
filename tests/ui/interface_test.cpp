#include "ui/interface.hpp"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <set>

#include "core/app/update.hpp"
#include "tests/ui/headless.hpp"
#include "tests/ui/sample_state.hpp"

using namespace overread;
using namespace overread::testing;
using namespace overread::ui;

namespace {

struct Screen {
  const char* name;
  float width, height;
};
constexpr Screen kScreens[] = {{"desk", 1280, 800}, {"wide", 1920, 1080}, {"phone", 390, 844}};

// With OVERREAD_UI_PICTURES set to a folder, what was drawn is kept there to be looked at.
void keep(Headless& screen, const std::string& name) {
  if (const char* folder = std::getenv("OVERREAD_UI_PICTURES")) {
    screen.screenshot().save_png(std::string(folder) + "/" + name + ".png");
  }
}

void check_words_fit(Headless& screen) {
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  CHECK_FALSE(screen.audit().texts.empty());
  for (const DrawnText& drawn : screen.audit().texts) {
    INFO(drawn.text << " at " << drawn.min.x << ", " << drawn.min.y << ", room " << drawn.room
                    << ", wide " << drawn.max.x - drawn.min.x);
    if (drawn.shorten == Shorten::kNever) {
      CHECK_FALSE(drawn.shortened);
      // Nothing stands outside the screen sideways; down, things scroll.
      CHECK(drawn.min.x >= 0);
      CHECK(drawn.max.x <= size.x + 1);
    }
  }
}

void check_controls(Headless& screen) {
  std::set<std::string> ids;
  for (const MirrorElement& element : screen.elements()) {
    INFO(element.id);
    CHECK(ids.insert(element.id).second);
    CHECK((!element.label.empty() || element.role == Role::kText));
    if (element.role == Role::kButton) CHECK(element.max.x > element.min.x);
  }
}

}  // namespace

TEST_CASE("Interface: at 100 % and 200 %, in both languages, no word is cut", "[ui]") {
  for (const Screen& size : kScreens) {
    for (const float text_scale : {1.0f, 2.0f}) {
      for (const Language language : {Language::kEnglish, Language::kRussian}) {
        for (const bool open : {false, true}) {
          State state = open ? reading_state() : empty_state();
          state.language = state.report_language = language;
          Headless screen(std::move(state), size.width, size.height, 1, text_scale);
          screen.settle();
          const std::string name = std::string(size.name) + (open ? "-reading" : "-empty") +
                                   (language == Language::kRussian ? "-ru" : "-en") +
                                   (text_scale > 1 ? "-200" : "");
          INFO(name);
          check_words_fit(screen);
          check_controls(screen);
          keep(screen, name);
        }
      }
    }
  }
}

TEST_CASE("Interface: every tab, with messages and search open, no word is cut", "[ui]") {
  for (const Language language : {Language::kEnglish, Language::kRussian}) {
    const std::string suffix = language == Language::kRussian ? "-ru" : "-en";
    for (const PanelTab tab : {PanelTab::kMeasurements, PanelTab::kReport}) {
      State state = reading_state();
      state.language = state.report_language = language;
      state.tab = tab;
      state.messages_shown = true;
      Headless screen(std::move(state), 1280, 800);
      screen.settle();
      check_words_fit(screen);
      check_controls(screen);
      keep(screen, (tab == PanelTab::kReport ? "report" : "measurements") + suffix);
    }
    State state = reading_state();
    state.language = language;
    Headless screen(std::move(state), 1280, 800);
    screen.settle();
    screen.key(ImGuiKey_K, ImGuiMod_Ctrl);
    screen.settle();
    REQUIRE(screen.element("search.query"));
    check_words_fit(screen);
    keep(screen, "search" + suffix);
  }
}

TEST_CASE("Interface: the windows and VOI LUTs of an image are chosen by name", "[ui]") {
  for (const Screen& size : kScreens) {
    State state = reading_state();
    // As one film, with two windows and a table of two entries.
    std::vector<InstanceHeader> headers = {state.instances.front()};
    headers[0].sop_instance_uid = "1.2.3.8.1.1";
    headers[0].series_instance_uid = "1.2.3.8.1";
    headers[0].study_instance_uid = "1.2.3.8";
    headers[0].pixels.windows = {{2048, 3600, "NORMAL"},
                                 {1800, 1200, "A name that is longer than what a menu is wide"}};
    headers[0].pixels.voi_luts = {LookUpTable{.bits = 8, .entries = {0, 255}}};
    update(state, command::AddInstances{headers}, "");
    update(state, command::ShowSeries{state.series.back().key, 0}, "");
    REQUIRE(state.viewports[0].series_key.contains("1.2.3.8.1"));
    Headless screen(std::move(state), size.width, size.height);
    screen.settle();
    const std::string bar = screen.element("top.presets") ? "top" : "phone";
    const auto press = [&](const std::string& id) {
      const MirrorElement* element = screen.element(bar + id);
      INFO(bar + id);
      REQUIRE(element);
      screen.mouse((element->min.x + element->max.x) / 2, (element->min.y + element->max.y) / 2);
      screen.frame();
      screen.button(0, true);
      screen.frame();
      screen.button(0, false);
      screen.frame();
      screen.settle();
    };
    press(".presets");
    check_words_fit(screen);
    keep(screen, std::string(size.name) + "-windows");
    REQUIRE(screen.element(bar + ".preset.own.3"));
    CHECK(screen.element(bar + ".preset.own.1")->label == "NORMAL");
    CHECK(screen.element(bar + ".preset.own.1")->selected == true);
    CHECK(screen.element(bar + ".preset.own.3")->label == "LUT 1");
    CHECK(screen.element(bar + ".preset.own.3")->selected == false);
    press(".preset.own.3");
    CHECK(screen.state().viewports[0].view.voi_lut_number == 1);
    press(".presets");
    CHECK(screen.element(bar + ".preset.own.3")->selected == true);
    press(".preset.own.2");
    CHECK(screen.state().viewports[0].view.voi_lut_number == 0);
    REQUIRE(screen.state().viewports[0].view.window);
    CHECK(screen.state().viewports[0].view.window->width == 1200);
    press(".presets");
    press(".preset.reset");
    CHECK_FALSE(screen.state().viewports[0].view.window);
  }
}

TEST_CASE("Interface: the corners name the image as a report does", "[ui]") {
  for (const Language language : {Language::kEnglish, Language::kRussian}) {
    State state = reading_state();
    state.language = language;
    update(state, command::ShowSeries{state.series.back().key, 0}, "");
    update(state, command::ScrollTo{0, 3}, "");
    Headless screen(std::move(state), 1280, 800);
    screen.settle();
    const MirrorElement* text = screen.element("viewport.1.text");
    REQUIRE(text);
    INFO(text->label);
    const bool russian = language == Language::kRussian;
    CHECK(text->label.contains(russian ? "Снимок 4, Положение 4/4" : "Image 4, Position 4/4"));
  }
}

TEST_CASE("Interface: an icon says its name when the pointer rests on it", "[ui]") {
  Headless screen(reading_state(), 1280, 800);
  screen.settle();
  std::vector<MirrorElement> icons;
  for (const MirrorElement& element : screen.elements()) {
    if (element.icon_only && element.visible && !element.disabled) icons.push_back(element);
  }
  CHECK(icons.size() > 15);
  for (const MirrorElement& icon : icons) {
    INFO(icon.id << " " << icon.label);
    screen.mouse((icon.min.x + icon.max.x) / 2, (icon.min.y + icon.max.y) / 2);
    screen.frame();
    screen.frame();
    const int before = ImGui::GetForegroundDrawList()->VtxBuffer.Size;
    for (int i = 0; i < 40; ++i) screen.frame();
    CHECK(ImGui::GetForegroundDrawList()->VtxBuffer.Size > before);
  }
}

TEST_CASE("Interface: a mirror element does what the button does", "[ui]") {
  Headless screen(reading_state(), 1280, 800);
  screen.settle();
  screen.interface().mirror().activate("top.tool.zoom");
  screen.settle();
  CHECK(screen.state().tool == Tool::kZoom);
  REQUIRE(screen.element("top.tool.zoom"));
  CHECK(screen.element("top.tool.zoom")->selected == true);
  screen.interface().mirror().activate("side.tab.report");
  screen.settle();
  CHECK(screen.state().tab == PanelTab::kReport);
  CHECK(screen.element("report.save-sr"));
}

TEST_CASE("Interface: a row that is scrolled out of sight can be pressed", "[ui]") {
  Headless screen(reading_state(), 1280, 320);
  screen.settle();
  const auto hidden = std::ranges::find_if(screen.elements(), [](const MirrorElement& element) {
    return element.id.starts_with("series.") && !element.visible && element.selected != true;
  });
  REQUIRE(hidden != screen.elements().end());
  const std::string id = hidden->id;
  screen.interface().mirror().activate(id);
  screen.settle();
  CHECK(screen.element(id)->selected == true);
}

TEST_CASE("Interface: accepting by key decides the selected finding and undo takes it back",
          "[ui]") {
  Headless screen(reading_state(), 1280, 800);
  screen.settle();
  const auto& findings = screen.state().reading.findings();
  REQUIRE(findings.size() == 3);
  screen.key(ImGuiKey_N);
  screen.settle();
  const std::string selected = screen.state().selected_finding;
  REQUIRE_FALSE(selected.empty());
  screen.key(ImGuiKey_Enter);
  screen.settle();
  CHECK(screen.state().reading.find(selected)->decision == FindingDecision::kAccepted);
  screen.key(ImGuiKey_Z, ImGuiMod_Ctrl);
  screen.settle();
  CHECK(screen.state().reading.find(selected)->decision == FindingDecision::kUndecided);
}

TEST_CASE("Interface: dragging in the picture with the window tool changes the window", "[ui]") {
  Headless screen(reading_state(), 1280, 800);
  screen.settle();
  const MirrorElement* picture = screen.element("viewport.1");
  REQUIRE(picture);
  const float x = (picture->min.x + picture->max.x) / 2 + 90, y = picture->min.y + 120;
  CHECK_FALSE(screen.state().viewports[0].view.window.has_value());
  screen.mouse(x, y);
  screen.frame();
  screen.button(0, true);
  screen.frame();
  screen.frame();
  screen.mouse(x + 40, y);
  screen.frame();
  screen.button(0, false);
  screen.settle();
  REQUIRE(screen.state().viewports[0].view.window.has_value());
  // Right widens; the file's own window is 3600 wide.
  CHECK(screen.state().viewports[0].view.window->width > 3600);
}

TEST_CASE("Interface: overlays of the image can be hidden where there are any", "[ui]") {
  Headless screen(reading_state(), 1280, 800);
  screen.settle();
  CHECK_FALSE(screen.element("top.overlays-shown"));
  screen.key(ImGuiKey_A, ImGuiMod_Shift);
  screen.settle();
  CHECK(screen.state().overlay_planes_shown);

  auto stored = screen.state().frames.find("1.2.3.1.1.1", 1);
  REQUIRE(stored);
  screen.state().frames.insert("1.2.3.1.1.1", 1, stored,
                               {{.columns = 8, .rows = 1, .bits = {0xFF}}});
  screen.settle();
  const MirrorElement* toggle = screen.element("top.overlays-shown");
  REQUIRE(toggle);
  CHECK(toggle->label == "Show overlays and annotations of the image");
  check_words_fit(screen);
  keep(screen, "overlays");
  screen.interface().mirror().activate("top.overlays-shown");
  screen.settle();
  CHECK_FALSE(screen.state().overlay_planes_shown);
  screen.key(ImGuiKey_A, ImGuiMod_Shift);
  screen.settle();
  CHECK(screen.state().overlay_planes_shown);
}

TEST_CASE("Interface: idle frames ask for nothing", "[ui]") {
  Headless screen(reading_state(), 1280, 800);
  screen.settle();
  CHECK(screen.frame().empty());
  CHECK(screen.frame().empty());
  CHECK(screen.interface().wait_seconds() > 60);
}

TEST_CASE("Interface: all layouts draw their viewports with an accent line on the active one",
          "[ui]") {
  for (const ViewLayout layout :
       {ViewLayout::kTwoColumns, ViewLayout::kTwoRows, ViewLayout::kFour}) {
    State state = reading_state();
    state.layout = layout;
    Headless screen(std::move(state), 1920, 1080);
    screen.settle();
    for (int i = 1; i <= viewport_count(layout); ++i) {
      CHECK(screen.element("viewport." + std::to_string(i)));
    }
    check_words_fit(screen);
    keep(screen, "layout-" + std::to_string(static_cast<int>(layout)));
  }
}

TEST_CASE("Interface: the light and the high-contrast theme draw without holes", "[ui]") {
  for (const ThemeName theme : {ThemeName::kLight, ThemeName::kHighContrast}) {
    State state = reading_state();
    state.theme = theme;
    Headless screen(std::move(state), 1280, 800);
    screen.settle();
    check_words_fit(screen);
    keep(screen, theme == ThemeName::kLight ? "theme-light" : "theme-contrast");
  }
}

TEST_CASE("Interface: reports, segments and documents are read without a word cut", "[ui]") {
  for (const Screen& size : {kScreens[0], kScreens[2]}) {
    for (const float text_scale : {1.0f, 2.0f}) {
      for (const Language language : {Language::kEnglish, Language::kRussian}) {
        for (const char* uid : {"1.2.3.2.9.1", "1.2.3.2.9.2", "1.2.3.2.9.3"}) {
          State state = objects_state();
          state.language = language;
          update(state, command::ShowObject{uid, 0}, "");
          Headless screen(std::move(state), size.width, size.height, 1, text_scale);
          screen.settle();
          const std::string name = std::string("object-") + (uid + 8) + "-" + size.name +
                                   (language == Language::kRussian ? "-ru" : "-en") +
                                   (text_scale > 1 ? "-200" : "");
          INFO(name);
          check_words_fit(screen);
          check_controls(screen);
          CHECK(screen.frame().empty());
          keep(screen, name);
        }
      }
    }
  }
}

TEST_CASE("Interface: a video, and the card of one that is not played, without a word cut",
          "[ui]") {
  for (const Screen& size : {kScreens[0], kScreens[2]}) {
    for (const float text_scale : {1.0f, 2.0f}) {
      for (const Language language : {Language::kEnglish, Language::kRussian}) {
        for (const bool plays : {true, false}) {
          State state = video_state();
          state.language = language;
          if (!plays) {
            update(state, command::VideoFailed{"1.2.3.2.9.7", false, {ErrorCode::kUnsupported, ""}},
                   "");
          }
          Headless screen(std::move(state), size.width, size.height, 1, text_scale);
          screen.settle();
          const std::string name = std::string(plays ? "video-" : "video-card-") + size.name +
                                   (language == Language::kRussian ? "-ru" : "-en") +
                                   (text_scale > 1 ? "-200" : "");
          INFO(name);
          check_words_fit(screen);
          check_controls(screen);
          CHECK((screen.element("viewport.1.video.play") != nullptr) == plays);
          CHECK((screen.element("viewport.1.object.save-document") != nullptr) == !plays);
          CHECK(screen.frame().empty());
          keep(screen, name);
        }
      }
    }
  }
}

TEST_CASE("Interface: a video is played, sought and stepped through by its mirror", "[ui]") {
  Headless screen(video_state(), 1280, 800);
  screen.settle();
  const auto emitted = [&](auto act) {
    act(screen.interface().mirror());
    std::vector<Command> commands = screen.frame();
    for (const Command& command : screen.frame()) commands.push_back(command);
    return commands;
  };
  const auto press = [&](const char* id) {
    return emitted([&](Mirror& mirror) { mirror.activate(id); });
  };
  auto commands = press("viewport.1.video.play");
  REQUIRE(commands.size() == 1);
  CHECK(std::get<command::PlayVideo>(commands[0]).playing);
  commands = press("viewport.1.video.forward");
  REQUIRE(commands.size() == 1);
  CHECK(std::get<command::StepVideo>(commands[0]).frames == 1);
  commands = emitted([](Mirror& mirror) { mirror.set_number("viewport.1.video.seek", 30.5); });
  REQUIRE(commands.size() == 1);
  CHECK(std::get<command::SeekVideo>(commands[0]).time_s == 30.5);
  commands = press("viewport.1.video.save");
  REQUIRE(commands.size() == 1);
  CHECK(std::holds_alternative<command::SaveVideo>(commands[0]));
}

TEST_CASE("Interface: a report's link opens its image beside it", "[ui]") {
  State state = objects_state();
  update(state, command::ShowObject{"1.2.3.2.9.1", 0}, "");
  Headless screen(std::move(state), 1280, 800);
  screen.settle();
  screen.interface().mirror().activate("viewport.1.object.line.4.open");
  screen.settle();
  CHECK(screen.state().layout == ViewLayout::kTwoColumns);
  CHECK(screen.state().viewports[0].object_uid == "1.2.3.2.9.1");
  CHECK(screen.state().viewports[1].index == 1);
  keep(screen, "object-link");
}

TEST_CASE("Interface: a wrapped PDF opens from its card, another document is only saved", "[ui]") {
  const std::string card_id = "viewport.1.object";
  State state = objects_state();
  update(state, command::ShowObject{"1.2.3.2.9.3", 0}, "");
  Headless screen(std::move(state), 1280, 800);
  screen.settle();
  const MirrorElement* open = screen.element(card_id + ".open-document");
  const MirrorElement* save = screen.element(card_id + ".save-document");
  REQUIRE(open);
  REQUIRE(save);
  CHECK(open->label == "Open the document");
  CHECK(open->max.y <= save->min.y);
  screen.interface().mirror().activate(card_id + ".open-document");
  std::vector<command::OpenDocument> opened;
  for (int i = 0; i < 3; ++i) {
    for (const Command& command : screen.frame()) {
      if (const auto* match = std::get_if<command::OpenDocument>(&command)) {
        opened.push_back(*match);
      }
    }
  }
  REQUIRE(opened.size() == 1);
  CHECK(opened[0].sop_instance_uid == "1.2.3.2.9.3");

  ObjectCard model;
  model.document = WrappedDocument{"model/stl", "Implant", 4096};
  update(
      screen.state(),
      command::ObjectRead{"1.2.3.2.9.3", std::make_shared<const ObjectContent>(std::move(model))},
      "");
  screen.settle();
  CHECK_FALSE(screen.element(card_id + ".open-document"));
  CHECK(screen.element(card_id + ".save-document"));
}

TEST_CASE("Interface: a segment is switched in the legend and in its object's list", "[ui]") {
  State state = objects_state();
  update(state, command::ShowReference{"1.2.3.2.1.2", 1}, "");
  Headless screen(std::move(state), 1280, 800);
  screen.settle();
  keep(screen, "object-segments");
  const std::string id = "viewport.1.legend.1.2.3.2.9.2.1";
  REQUIRE(screen.element(id));
  CHECK(screen.element(id)->pressed == true);
  screen.interface().mirror().activate(id);
  screen.settle();
  CHECK(screen.element(id)->pressed == false);
  update(screen.state(), command::ShowObject{"1.2.3.2.9.2", 0}, "");
  screen.settle();
  screen.interface().mirror().activate("viewport.1.object.part.1.shown");
  screen.settle();
  CHECK(find_object(screen.state(), "1.2.3.2.9.2")->hidden_parts.empty());
}

TEST_CASE("Interface: a presentation state is named in the picture, and no word is cut", "[ui]") {
  for (const Screen& size : kScreens) {
    for (const float text_scale : {1.0f, 2.0f}) {
      for (const Language language : {Language::kEnglish, Language::kRussian}) {
        for (const bool on : {false, true}) {
          State state = presented_state();
          state.language = language;
          if (on) update(state, command::ShowPresentation{0, "1.2.3.1.9.1"}, "");
          Headless screen(std::move(state), size.width, size.height, 1, text_scale);
          screen.settle();
          const std::string name = std::string("presentation-") + (on ? "on-" : "off-") +
                                   size.name + (language == Language::kRussian ? "-ru" : "-en") +
                                   (text_scale > 1 ? "-200" : "");
          INFO(name);
          check_words_fit(screen);
          check_controls(screen);
          CHECK(screen.frame().empty());
          const MirrorElement* choice = screen.element("viewport.1.presentation");
          REQUIRE(choice);
          CHECK(choice->pressed == on);
          CHECK(choice->label.starts_with("BONES") == on);
          CHECK((screen.element("viewport.1.annotations") != nullptr) == on);
          keep(screen, name);
        }
      }
    }
  }
}

TEST_CASE("Interface: a presentation state is put on, changed for another and taken off", "[ui]") {
  Headless screen(presented_state(), 1280, 800);
  screen.settle();
  screen.interface().mirror().activate("object.1.2.3.1.9.1");
  screen.settle();
  CHECK(screen.state().viewports[0].presentation_uid == "1.2.3.1.9.1");
  const std::string id = "viewport.1.presentation";
  screen.interface().mirror().activate(id);
  screen.settle();
  REQUIRE(screen.element(id + ".1.2.3.1.9.2"));
  CHECK(screen.element(id + ".1.2.3.1.9.1")->selected == true);
  check_words_fit(screen);
  keep(screen, "presentation-menu");
  screen.interface().mirror().activate(id + ".1.2.3.1.9.2");
  screen.settle();
  CHECK(screen.element(id)->label == "INVERTED");
  // What is not the image's own is named even when all other text is hidden.
  update(screen.state(), command::ShowPictureText{false}, "");
  screen.settle();
  CHECK(screen.element(id));
  screen.interface().mirror().activate(id);
  screen.settle();
  screen.interface().mirror().activate(id + ".none");
  screen.settle();
  CHECK(screen.state().viewports[0].presentation_uid.empty());
  CHECK_FALSE(screen.element(id));
}

TEST_CASE("Interface: a map has its color scale with values and unit, hidden texts or not",
          "[ui]") {
  for (const Screen& size : kScreens) {
    for (const float text_scale : {1.0f, 2.0f}) {
      for (const Language language : {Language::kEnglish, Language::kRussian}) {
        State state = mapped_state();
        state.language = language;
        Headless screen(std::move(state), size.width, size.height, 1, text_scale);
        screen.settle();
        const std::string name = std::string("map-") + size.name +
                                 (language == Language::kRussian ? "-ru" : "-en") +
                                 (text_scale > 1 ? "-200" : "");
        INFO(name);
        check_words_fit(screen);
        check_controls(screen);
        const MirrorElement* scale = screen.element("viewport.1.color-scale");
        REQUIRE(scale);
        const bool russian = language == Language::kRussian;
        CHECK(scale->text == (russian ? "Apparent Diffusion Coefficient, mm2/s: 0, 0,0005, 0,001, "
                                        "0,0015, 0,002, 0,0025, 0,003"
                                      : "Apparent Diffusion Coefficient, mm2/s: 0, 0.0005, 0.001, "
                                        "0.0015, 0.002, 0.0025, 0.003"));
        keep(screen, name);
      }
    }
  }
  Headless screen(mapped_state(), 1280, 800);
  update(screen.state(), command::ShowPictureText{false}, "");
  screen.settle();
  CHECK(screen.element("viewport.1.color-scale"));
  update(screen.state(), command::CloseStudy{"1.2.3.7"}, "");
  screen.settle();
  CHECK_FALSE(screen.element("viewport.1.color-scale"));
}

TEST_CASE("Interface: a line of more points than a draw list counts is drawn in pieces", "[ui]") {
  State state = presented_state();
  PresentationState content;
  content.images = {{"", "1.2.3.1.1.1", {}, {}}};
  GraphicObject line{.type = GraphicType::kPolyline};
  for (int i = 0; i < 40'000; ++i) line.points.push_back({i % 400 + 0.5, 0.01 * i});
  content.annotations = {{.layer = "A", .graphics = {line}}};
  update(
      state,
      command::ObjectRead{"1.2.3.1.9.2", std::make_shared<const ObjectContent>(std::move(content))},
      "");
  update(state, command::ShowPresentation{0, "1.2.3.1.9.2"}, "");
  Headless screen(std::move(state), 1280, 800);
  screen.settle();
  // No command of a draw list may reach past its vertices: the screenshot would read them.
  const Screenshot shot = screen.screenshot();
  CHECK(shot.width == 1280);
  keep(screen, "presentation-long-line");
}
