#include <algorithm>

#include "core/app/handlers.hpp"
#include "core/app/memory_budget.hpp"

namespace overread {
namespace {

// A flood of broken files must not become a flood of memory.
constexpr std::size_t kMessageLimit = 500;

std::string preference(Language language) { return language == Language::kRussian ? "ru" : "en"; }

std::string preference(ThemeName theme) {
  switch (theme) {
    case ThemeName::kDark:
      return "dark";
    case ThemeName::kLight:
      return "light";
    case ThemeName::kHighContrast:
      return "high-contrast";
  }
  return "dark";
}

}  // namespace

void post_message(State& state, MessageLevel level, std::string subject, std::string text) {
  state.messages.push_back({state.next_id++, level, std::move(subject), std::move(text)});
  if (state.messages.size() > kMessageLimit) state.messages.pop_front();
}

void handle(Update& u, const command::ReportCapabilities& c) { u.state.capabilities = c; }
void handle(Update& u, const command::ReportNetwork& c) { u.state.online = c.online; }
void handle(Update& u, const command::ReportMemory& c) {
  u.state.memory = c;
  u.state.frames.set_budget(frames_budget(c));
}
void handle(Update& u, const command::ChooseTool& c) { u.state.tool = c.tool; }
void handle(Update& u, const command::ShowFindingsInPicture& c) {
  u.state.findings_in_picture = c.shown;
}
void handle(Update& u, const command::ShowOverlayPlanes& c) {
  u.state.overlay_planes_shown = c.shown;
}
void handle(Update& u, const command::SetOverlayOpacity& c) {
  u.state.overlay_opacity = std::clamp(c.opacity, 0.0, 1.0);
}
void handle(Update& u, const command::ShowPictureText& c) { u.state.picture_text = c.shown; }
void handle(Update& u, const command::ChooseTab& c) {
  u.state.tab = c.tab;
  u.state.side_panel_shown = true;
}
void handle(Update& u, const command::ShowStudyList& c) { u.state.study_list_shown = c.shown; }
void handle(Update& u, const command::ShowSidePanel& c) { u.state.side_panel_shown = c.shown; }

void handle(Update& u, const command::ChooseLanguage& c) {
  u.state.language = c.language;
  u.state.report_language = c.language;
  u.ask(effect::SavePreference{"language", preference(c.language)});
}
void handle(Update& u, const command::ChooseReportLanguage& c) {
  u.state.report_language = c.language;
}
void handle(Update& u, const command::ChooseTheme& c) {
  u.state.theme = c.theme;
  u.ask(effect::SavePreference{"theme", preference(c.theme)});
}

void handle(Update& u, const command::DismissMessage& c) {
  std::erase_if(u.state.messages, [&](const Message& message) { return message.id == c.id; });
}
void handle(Update& u, const command::DismissAllMessages&) {
  u.state.messages.clear();
  u.state.messages_shown = false;
}
void handle(Update& u, const command::ShowMessages& c) { u.state.messages_shown = c.shown; }

}  // namespace overread
