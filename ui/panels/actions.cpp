#include <algorithm>

#include "ui/panels/panels.hpp"

namespace overread::ui {
namespace {

void choose_finding(Context& ui, const InterfaceModel& model, int step) {
  const auto& cards = model.findings.cards;
  if (cards.empty()) return;
  const auto found = std::find_if(cards.begin(), cards.end(),
                                  [](const FindingCard& card) { return card.selected; });
  const int count = static_cast<int>(cards.size());
  int index =
      found == cards.end() ? (step > 0 ? -1 : count) : static_cast<int>(found - cards.begin());
  index = ((index + step) % count + count) % count;
  ui.emit(command::SelectFinding{cards[static_cast<std::size_t>(index)].id});
}

const FindingCard* selected(const InterfaceModel& model) {
  for (const FindingCard& card : model.findings.cards) {
    if (card.selected) return &card;
  }
  return nullptr;
}

ThemeName next(ThemeName theme) {
  return static_cast<ThemeName>((static_cast<int>(theme) + 1) % 3);
}

bool decide(Context& ui, const InterfaceModel& model, Action action) {
  const FindingCard* card = selected(model);
  switch (action) {
    case Action::kNextFinding:
      choose_finding(ui, model, 1);
      return true;
    case Action::kPreviousFinding:
      choose_finding(ui, model, -1);
      return true;
    case Action::kAccept:
      if (card && card->decision == FindingDecision::kUndecided) {
        ui.emit(command::AcceptFinding{card->id});
      }
      return true;
    case Action::kReject:
      if (card && card->decision == FindingDecision::kUndecided) {
        ui.emit(command::RejectFinding{card->id});
      }
      return true;
    case Action::kReopen:
      if (card && card->decision != FindingDecision::kUndecided) {
        ui.emit(command::ReopenFinding{card->id});
      }
      return true;
    case Action::kUndo:
      if (model.findings.can_undo) ui.emit(command::UndoReading{});
      return true;
    case Action::kRedo:
      if (model.findings.can_redo) ui.emit(command::RedoReading{});
      return true;
    case Action::kRunAll:
      for (const ServiceRow& row : model.findings.services) {
        if (row.status == ServiceRowStatus::kReady || row.status == ServiceRowStatus::kCancelled) {
          ui.emit(command::RunService{row.id, row.series_key});
        }
      }
      return true;
    case Action::kSaveReport:
      if (model.report.can_export) ui.emit(command::Export{ExportKind::kStructuredReport});
      return true;
    default:
      return false;
  }
}

bool look(Context& ui, const InterfaceModel& model, Action action) {
  const int viewport = model.active_viewport;
  const int last = model.active().count - 1;
  switch (action) {
    case Action::kRotateRight:
      ui.emit(command::RotateBy{viewport, 1});
      return true;
    case Action::kRotateLeft:
      ui.emit(command::RotateBy{viewport, 3});
      return true;
    case Action::kFlipHorizontal:
      ui.emit(command::FlipHorizontally{viewport});
      return true;
    case Action::kFlipVertical:
      ui.emit(command::FlipVertically{viewport});
      return true;
    case Action::kInvert:
      ui.emit(command::InvertGrays{viewport});
      return true;
    case Action::kResetView:
      ui.emit(command::ResetView{viewport});
      return true;
    case Action::kWindowReset:
      ui.emit(command::ResetWindow{viewport});
      return true;
    case Action::kNextImage:
      ui.emit(command::ScrollBy{viewport, 1});
      return true;
    case Action::kPreviousImage:
      ui.emit(command::ScrollBy{viewport, -1});
      return true;
    case Action::kTenForward:
      ui.emit(command::ScrollBy{viewport, 10});
      return true;
    case Action::kTenBack:
      ui.emit(command::ScrollBy{viewport, -10});
      return true;
    case Action::kFirstImage:
      ui.emit(command::ScrollTo{viewport, 0});
      return true;
    case Action::kLastImage:
      ui.emit(command::ScrollTo{viewport, std::max(0, last)});
      return true;
    case Action::kPlayVideo:
      if (const auto& video = model.active().video) {
        ui.emit(command::PlayVideo{video->sop_instance_uid, !video->playing});
      }
      return true;
    default:
      return false;
  }
}

bool arrange(Context& ui, const InterfaceModel& model, Ephemeral& open, Action action) {
  switch (action) {
    case Action::kToolWindow:
      ui.emit(command::ChooseTool{Tool::kWindow});
      return true;
    case Action::kToolPan:
      ui.emit(command::ChooseTool{Tool::kPan});
      return true;
    case Action::kToolZoom:
      ui.emit(command::ChooseTool{Tool::kZoom});
      return true;
    case Action::kToolScroll:
      ui.emit(command::ChooseTool{Tool::kScroll});
      return true;
    case Action::kToolEdit:
      ui.emit(command::ChooseTool{Tool::kEdit});
      return true;
    case Action::kLayoutOne:
      ui.emit(command::SetLayout{ViewLayout::kOne});
      return true;
    case Action::kLayoutColumns:
      ui.emit(command::SetLayout{ViewLayout::kTwoColumns});
      return true;
    case Action::kLayoutRows:
      ui.emit(command::SetLayout{ViewLayout::kTwoRows});
      return true;
    case Action::kLayoutFour:
      ui.emit(command::SetLayout{ViewLayout::kFour});
      return true;
    case Action::kToggleFindings:
      ui.emit(command::ShowFindingsInPicture{!model.findings_in_picture});
      return true;
    case Action::kToggleOverlayPlanes:
      if (is_offered(model, action)) {
        ui.emit(command::ShowOverlayPlanes{!model.overlay_planes_shown});
      }
      return true;
    case Action::kToggleText:
      ui.emit(command::ShowPictureText{!model.picture_text});
      return true;
    case Action::kToggleStudyList:
      ui.emit(command::ShowStudyList{!model.study_list_shown});
      return true;
    case Action::kToggleSidePanel:
      ui.emit(command::ShowSidePanel{!model.side_panel_shown});
      return true;
    case Action::kSearch:
      open.search_open = !open.search_open;
      open.search_opened_now = open.search_open;
      open.query.clear();
      open.search_row = 0;
      return true;
    default:
      return false;
  }
}

}  // namespace

bool is_offered(const InterfaceModel& model, Action action) {
  if (action == Action::kPlayVideo) return model.active().video.has_value();
  return action != Action::kToggleOverlayPlanes || model.active().has_overlay_planes;
}

void perform(Context& ui, const InterfaceModel& model, Ephemeral& open, Action action) {
  if (decide(ui, model, action) || look(ui, model, action) || arrange(ui, model, open, action)) {
    return;
  }
  switch (action) {
    case Action::kLanguage:
      ui.emit(command::ChooseLanguage{ui.language == Language::kEnglish ? Language::kRussian
                                                                        : Language::kEnglish});
      break;
    case Action::kTheme:
      ui.emit(command::ChooseTheme{next(model.theme)});
      break;
    case Action::kMessages:
      ui.emit(command::ShowMessages{!model.messages_shown});
      break;
    case Action::kTabFindings:
      ui.emit(command::ChooseTab{PanelTab::kFindings});
      break;
    case Action::kTabMeasurements:
      ui.emit(command::ChooseTab{PanelTab::kMeasurements});
      break;
    case Action::kTabReport:
      ui.emit(command::ChooseTab{PanelTab::kReport});
      break;
    case Action::kOpenFiles:
      ui.emit(command::OpenFiles{});
      break;
    case Action::kOpenFolder:
      ui.emit(command::OpenFolder{});
      break;
    default:
      break;
  }
}

}  // namespace overread::ui
