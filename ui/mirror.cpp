#include "ui/mirror.hpp"

#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

namespace overread::ui {
namespace {

void set_if(nlohmann::ordered_json& out, const char* key, const std::optional<bool>& value) {
  if (value) out[key] = *value;
}
void set_if(nlohmann::ordered_json& out, const char* key, const std::optional<double>& value) {
  if (value) out[key] = *value;
}

nlohmann::ordered_json to_json(const MirrorElement& element) {
  nlohmann::ordered_json out;
  out["id"] = element.id;
  out["role"] = role_name(element.role);
  out["label"] = element.label;
  if (!element.shortcut.empty()) out["shortcut"] = element.shortcut;
  if (!element.text.empty()) out["text"] = element.text;
  out["rect"] = {std::lround(element.min.x), std::lround(element.min.y),
                 std::lround(element.max.x - element.min.x),
                 std::lround(element.max.y - element.min.y)};
  if (!element.visible) out["visible"] = false;
  if (element.disabled) out["disabled"] = true;
  set_if(out, "pressed", element.pressed);
  set_if(out, "selected", element.selected);
  set_if(out, "expanded", element.expanded);
  set_if(out, "value", element.value);
  set_if(out, "min", element.lowest);
  set_if(out, "max", element.highest);
  return out;
}

}  // namespace

std::string_view role_name(Role role) {
  switch (role) {
    case Role::kButton:
      return "button";
    case Role::kTab:
      return "tab";
    case Role::kRadio:
      return "radio";
    case Role::kSlider:
      return "slider";
    case Role::kTextBox:
      return "textbox";
    case Role::kListItem:
      return "listitem";
    case Role::kMenuItem:
      return "menuitem";
    case Role::kProgress:
      return "progressbar";
    case Role::kImage:
      return "img";
    case Role::kHeading:
      return "heading";
    case Role::kText:
      return "text";
    case Role::kStatus:
      return "status";
  }
  return "text";
}

void Mirror::begin_frame() {
  elements_.clear();
  // An activation lives one whole frame: a widget that is not drawn then is gone.
  activations_ = std::exchange(fresh_activations_, {});
}

void Mirror::add(MirrorElement element) { elements_.push_back(std::move(element)); }

std::optional<std::string> Mirror::take_change(std::string_view language) {
  nlohmann::ordered_json root;
  root["language"] = language;
  auto& list = root["elements"] = nlohmann::ordered_json::array();
  for (const MirrorElement& element : elements_) list.push_back(to_json(element));
  std::string json = root.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  if (json == last_json_) return std::nullopt;
  last_json_ = json;
  return json;
}

void Mirror::activate(std::string id) { fresh_activations_.insert(std::move(id)); }
void Mirror::set_number(std::string id, double value) { numbers_[std::move(id)] = value; }
void Mirror::set_text(std::string id, std::string value) {
  texts_[std::move(id)] = std::move(value);
}
void Mirror::set_focus(std::string id) { focus_ = std::move(id); }

bool Mirror::take_activation(std::string_view id) {
  const auto found = activations_.find(id);
  if (found == activations_.end()) return false;
  activations_.erase(found);
  return true;
}

std::optional<double> Mirror::take_number(std::string_view id) {
  const auto found = numbers_.find(id);
  if (found == numbers_.end()) return std::nullopt;
  const double value = found->second;
  numbers_.erase(found);
  return value;
}

std::optional<std::string> Mirror::take_text(std::string_view id) {
  const auto found = texts_.find(id);
  if (found == texts_.end()) return std::nullopt;
  std::string value = std::move(found->second);
  texts_.erase(found);
  return value;
}

bool Mirror::has_pending() const {
  return !fresh_activations_.empty() || !numbers_.empty() || !texts_.empty();
}

}  // namespace overread::ui
