#include "ui/draw.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace overread::ui {
namespace {

constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

void note(Context& ui, std::string_view text, ImVec2 min, ImVec2 max, float room, Shorten shorten,
          bool shortened) {
  if (!ui.audit) return;
  ui.audit->texts.push_back({std::string(text), min, max, room, shorten, shortened});
}

ImVec2 size_of(const StyledFont& font, std::string_view text, float wrap) {
  return font.font->CalcTextSizeA(font.size, FLT_MAX, wrap, text.data(), text.data() + text.size());
}

// Cuts whole UTF-8 characters until text and ellipsis fit.
std::string shortened_to(const StyledFont& font, std::string_view text, float room) {
  std::size_t end = text.size();
  while (end > 0) {
    --end;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
    std::string candidate(text.substr(0, end));
    candidate += kEllipsis;
    if (size_of(font, candidate, 0).x <= room) return candidate;
  }
  return std::string(kEllipsis);
}

constexpr float kLeading = 1.14f;

std::size_t next_character(std::string_view text, std::size_t at) {
  ++at;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0u) == 0x80u) ++at;
  return at;
}

// Lines break at spaces only: "0,90 mm" and "(7FE0,0010)" stay whole. A word that is wider than the
// line is cut where it must be.
void break_paragraph(const StyledFont& font, std::string_view text, float width,
                     std::vector<std::string_view>& lines) {
  while (true) {
    std::size_t fits = 0, at = 0;
    while (at < text.size()) {
      const std::size_t end = std::min(text.find(' ', at + 1), text.size());
      if (size_of(font, text.substr(0, end), 0).x > width + 0.5f) break;
      fits = at = end;
    }
    if (fits == 0 && !text.empty()) {
      while (fits < text.size()) {
        const std::size_t end = next_character(text, fits);
        if (fits > 0 && size_of(font, text.substr(0, end), 0).x > width + 0.5f) break;
        fits = end;
      }
    }
    lines.push_back(text.substr(0, fits));
    text.remove_prefix(fits);
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    if (text.empty()) return;
  }
}

}  // namespace

ImVec2 measure(const Context& ui, std::string_view text, TextStyle style) {
  return size_of(font_of(ui.type, style, ui.scale), text, 0);
}

bool text_in(Context& ui, ImRect box, std::string_view text, const TextOptions& options) {
  const StyledFont font = font_of(ui.type, options.style, ui.scale);
  const ImVec2 size = size_of(font, text, 0);
  const bool too_long = size.x > box.GetWidth() + 0.5f;
  std::string shown;
  ImVec2 shown_size = size;
  if (too_long && options.shorten == Shorten::kData) {
    shown = shortened_to(font, text, box.GetWidth());
    shown_size = size_of(font, shown, 0);
  }
  const std::string_view drawn = shown.empty() ? text : std::string_view(shown);
  float x = box.Min.x;
  if (options.align == Align::kCenter) x += (box.GetWidth() - shown_size.x) / 2;
  if (options.align == Align::kEnd) x += box.GetWidth() - shown_size.x;
  const ImVec2 at(ImFloor(x), ImFloor(box.Min.y + (box.GetHeight() - font.size) / 2));
  note(ui, text, at, {at.x + size.x, at.y + size.y}, box.GetWidth(), options.shorten, too_long);
  ImGui::GetWindowDrawList()->AddText(font.font, font.size, at,
                                      options.color ? options.color : ui.theme.text, drawn.data(),
                                      drawn.data() + drawn.size());
  return too_long;
}

std::string shortened(const Context& ui, std::string_view text, TextStyle style, float room) {
  const StyledFont font = font_of(ui.type, style, ui.scale);
  if (size_of(font, text, 0).x <= room) return std::string(text);
  return shortened_to(font, text, room);
}

std::vector<std::string_view> broken_lines(const Context& ui, std::string_view text,
                                           TextStyle style, float width) {
  const StyledFont font = font_of(ui.type, style, ui.scale);
  std::vector<std::string_view> lines;
  while (true) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    break_paragraph(font, text.substr(0, end), width, lines);
    if (end == text.size()) return lines;
    text.remove_prefix(end + 1);
  }
}

float leading_of(const Context& ui, TextStyle style) {
  return ImFloor(font_of(ui.type, style, ui.scale).size * kLeading + 0.5f);
}

float wrapped_height(const Context& ui, std::string_view text, TextStyle style, float width) {
  return leading_of(ui, style) * static_cast<float>(broken_lines(ui, text, style, width).size());
}

float wrapped_text(Context& ui, ImVec2 at, float width, std::string_view text,
                   const TextOptions& options) {
  const float leading = leading_of(ui, options.style);
  float y = at.y;
  for (const std::string_view line : broken_lines(ui, text, options.style, width)) {
    text_in(ui, {{at.x, y}, {at.x + width, y + leading}}, line, options);
    y += leading;
  }
  return y - at.y;
}

void icon_at(Context& ui, ImVec2 center, const char* icon, ImU32 color, float size) {
  const float edge = ui.px(size);
  ImFont* font = ui.type.icons;
  const ImVec2 extent = font->CalcTextSizeA(edge, FLT_MAX, 0, icon);
  const ImVec2 at(ImFloor(center.x - extent.x / 2 + 0.5f), ImFloor(center.y - edge / 2 + 0.5f));
  ImGui::GetWindowDrawList()->AddText(font, edge, at, color, icon);
}

void fill(ImRect box, ImU32 color, float radius) {
  ImGui::GetWindowDrawList()->AddRectFilled(box.Min, box.Max, color, radius);
}

void outline(ImRect box, ImU32 color, float radius, float thickness) {
  ImGui::GetWindowDrawList()->AddRect(box.Min, box.Max, color, radius, 0, thickness);
}

void horizontal_line(float x0, float x1, float y, ImU32 color) {
  ImGui::GetWindowDrawList()->AddRectFilled({x0, y}, {x1, y + 1}, color);
}

void vertical_line(float x, float y0, float y1, ImU32 color) {
  ImGui::GetWindowDrawList()->AddRectFilled({x, y0}, {x + 1, y1}, color);
}

void soft_shadow(ImDrawList* list, ImRect box, ImU32 color, float radius) {
  for (int step = 0; step < 6; ++step) {
    const float grow = static_cast<float>(6 - step) * 2;
    list->AddRectFilled({box.Min.x - grow, box.Min.y - grow + 4},
                        {box.Max.x + grow, box.Max.y + grow + 4}, faded(color, 0.12f),
                        radius + grow);
  }
}

void text_over_picture(Context& ui, ImDrawList* list, ImVec2 at, std::string_view text,
                       TextStyle style, ImU32 color) {
  const StyledFont font = font_of(ui.type, style, ui.scale);
  const ImVec2 p(ImFloor(at.x), ImFloor(at.y));
  const ImVec2 size = size_of(font, text, 0);
  note(ui, text, p, {p.x + size.x, p.y + size.y}, size.x, Shorten::kNever, false);
  const char* begin = text.data();
  const char* end = begin + text.size();
  const ImU32 shadow = faded(ui.theme.image_shadow, 0.6f);
  for (const ImVec2 offset :
       {ImVec2(-1, 0), ImVec2(1, 0), ImVec2(0, -1), ImVec2(0, 1), ImVec2(1, 1), ImVec2(-1, -1),
        ImVec2(1, -1), ImVec2(-1, 1), ImVec2(0, 2)}) {
    list->AddText(font.font, font.size, {p.x + offset.x, p.y + offset.y}, shadow, begin, end);
  }
  list->AddText(font.font, font.size, p, color, begin, end);
}

}  // namespace overread::ui
