#include "core/dicom/tag.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/dicom/vr.hpp"

namespace overread {
namespace {

struct NamedTag {
  Tag tag;
  std::string_view keyword;
};

constexpr auto kNamedTags = std::to_array<NamedTag>({
#define OVERREAD_TAG(name, group, element, vr, keyword) {{group, element}, keyword},
#include "core/dicom/tag_list.inc"
#undef OVERREAD_TAG
});

static_assert(std::ranges::is_sorted(kNamedTags, {}, &NamedTag::tag));

constexpr std::string_view kHexDigits = "0123456789ABCDEF";

void append_hex(std::string& text, std::uint16_t value) {
  for (int shift = 12; shift >= 0; shift -= 4) {
    text += kHexDigits[static_cast<std::size_t>(value >> shift) & 15U];
  }
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

/// "SOPClassUID" gives "SOP Class UID": a word starts at a capital after a small letter, and at a
/// capital before a small one.
std::string split_into_words(std::string_view keyword) {
  std::string words;
  for (std::size_t i = 0; i < keyword.size(); ++i) {
    const bool after_small = i > 0 && is_lower(keyword[i - 1]);
    const bool before_small = i > 0 && i + 1 < keyword.size() && is_lower(keyword[i + 1]);
    if (is_upper(keyword[i]) && (after_small || before_small)) words += ' ';
    words += keyword[i];
  }
  return words;
}

constexpr auto kVrs = std::to_array<Vr>(
    {Vr::kAE, Vr::kAS, Vr::kAT, Vr::kCS, Vr::kDA, Vr::kDS, Vr::kDT, Vr::kFL, Vr::kFD,
     Vr::kIS, Vr::kLO, Vr::kLT, Vr::kOB, Vr::kOD, Vr::kOF, Vr::kOL, Vr::kOV, Vr::kOW,
     Vr::kPN, Vr::kSH, Vr::kSL, Vr::kSQ, Vr::kSS, Vr::kST, Vr::kSV, Vr::kTM, Vr::kUC,
     Vr::kUI, Vr::kUL, Vr::kUN, Vr::kUR, Vr::kUS, Vr::kUT, Vr::kUV});

}  // namespace

std::string to_string(Tag tag) {
  std::string text = "(";
  append_hex(text, tag.group);
  text += ',';
  append_hex(text, tag.element);
  text += ')';
  return text;
}

std::string describe(Tag tag) {
  // Overlays repeat under other groups, and the first is listed. PS3.5 7.6
  const Tag listed = (tag.group & 0xFF00) == 0x6000 ? Tag{0x6000, tag.element} : tag;
  const auto found = std::ranges::lower_bound(kNamedTags, listed, {}, &NamedTag::tag);
  if (found == kNamedTags.end() || found->tag != listed) return to_string(tag);
  return split_into_words(found->keyword) + ' ' + to_string(tag);
}

std::string to_string(Vr vr) {
  const auto value = static_cast<std::uint16_t>(vr);
  return {static_cast<char>(value >> 8), static_cast<char>(value & 0xFF)};
}

std::optional<Vr> vr_from_characters(std::uint8_t first, std::uint8_t second) {
  const auto vr = static_cast<Vr>(static_cast<std::uint16_t>(first << 8 | second));
  if (std::ranges::find(kVrs, vr) == kVrs.end()) return std::nullopt;
  return vr;
}

VrKind kind_of(Vr vr) {
  switch (vr) {
    case Vr::kSS:
    case Vr::kUS:
    case Vr::kSL:
    case Vr::kUL:
    case Vr::kSV:
    case Vr::kUV:
      return VrKind::kIntegers;
    case Vr::kFL:
    case Vr::kFD:
      return VrKind::kFloats;
    case Vr::kAT:
      return VrKind::kTags;
    case Vr::kSQ:
      return VrKind::kSequence;
    case Vr::kOB:
    case Vr::kOD:
    case Vr::kOF:
    case Vr::kOL:
    case Vr::kOV:
    case Vr::kOW:
    case Vr::kUN:
      return VrKind::kBytes;
    default:
      return VrKind::kText;
  }
}

bool has_long_length(Vr vr) {
  switch (vr) {
    case Vr::kOB:
    case Vr::kOD:
    case Vr::kOF:
    case Vr::kOL:
    case Vr::kOV:
    case Vr::kOW:
    case Vr::kSQ:
    case Vr::kSV:
    case Vr::kUC:
    case Vr::kUN:
    case Vr::kUR:
    case Vr::kUT:
    case Vr::kUV:
      return true;
    default:
      return false;
  }
}

bool is_single_text(Vr vr) {
  return vr == Vr::kLT || vr == Vr::kST || vr == Vr::kUT || vr == Vr::kUR;
}

bool has_character_set(Vr vr) {
  switch (vr) {
    case Vr::kSH:
    case Vr::kLO:
    case Vr::kST:
    case Vr::kLT:
    case Vr::kUC:
    case Vr::kUT:
    case Vr::kPN:
      return true;
    default:
      return false;
  }
}

int word_size(Vr vr) {
  switch (vr) {
    case Vr::kSS:
    case Vr::kUS:
    case Vr::kOW:
    case Vr::kAT:
      return 2;
    case Vr::kSL:
    case Vr::kUL:
    case Vr::kFL:
    case Vr::kOF:
    case Vr::kOL:
      return 4;
    case Vr::kSV:
    case Vr::kUV:
    case Vr::kFD:
    case Vr::kOD:
    case Vr::kOV:
      return 8;
    default:
      return 1;
  }
}

}  // namespace overread
