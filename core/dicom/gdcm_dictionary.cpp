#include <gdcmDicts.h>
#include <gdcmGlobal.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/dicom/dictionary.hpp"
#include "core/dicom/tags.hpp"
#include "core/dicom/vr.hpp"

namespace overread {
namespace {

/// Repeating groups stand in the dictionary under their first group.
///
/// @dicom PS3.5 7.6
Tag first_of_repeating_group(Tag tag) {
  const int block = tag.group & 0xFF00;
  if (block == 0x6000 || block == 0x5000) return {static_cast<std::uint16_t>(block), tag.element};
  return tag;
}

bool is_overlay_data(Tag tag) { return first_of_repeating_group(tag) == tags::kOverlayData; }

struct YoungerAttribute {
  std::uint32_t tag;
  Vr vr;
};

constexpr auto kYoungerAttributes = std::to_array<YoungerAttribute>({
#include "core/dicom/younger_attributes.inc"
});
static_assert(std::ranges::is_sorted(kYoungerAttributes, {}, &YoungerAttribute::tag));

Vr younger_vr(Tag tag) {
  const std::uint32_t wanted = std::uint32_t{tag.group} << 16 | tag.element;
  const auto* found =
      std::ranges::lower_bound(kYoungerAttributes, wanted, {}, &YoungerAttribute::tag);
  return found != kYoungerAttributes.end() && found->tag == wanted ? found->vr : Vr::kUN;
}

/// LUT Descriptor's first and third values are never negative, and GDCM's tables give all three
/// one VR: unsigned keeps those two right.
bool is_descriptor(Tag tag) { return tag == tags::kLutDescriptor; }

}  // namespace

Vr dictionary_vr(Tag tag, int pixel_representation) {
  if (tag.element == 0) return Vr::kUL;
  if (tag.is_private()) {
    return tag.element >= 0x10 && tag.element <= 0xFF ? Vr::kLO : Vr::kUN;
  }
  if (is_overlay_data(tag) || tag == tags::kPixelData) return Vr::kOW;
  const Tag known = first_of_repeating_group(tag);
  const gdcm::DictEntry& entry =
      gdcm::Global::GetInstance().GetDicts().GetPublicDict().GetDictEntry(
          gdcm::Tag(known.group, known.element));
  switch (static_cast<gdcm::VR::VRType>(entry.GetVR())) {
    case gdcm::VR::US_SS:
      return pixel_representation == 1 && !is_descriptor(tag) ? Vr::kSS : Vr::kUS;
    case gdcm::VR::US_SS_OW:
      return pixel_representation == 1 && !is_descriptor(tag) ? Vr::kSS : Vr::kUS;
    case gdcm::VR::US_OW:
    case gdcm::VR::OB_OW:
      return Vr::kOW;
    case gdcm::VR::INVALID:
    case gdcm::VR::VR_END:
      return younger_vr(tag);
    default:
      break;
  }
  const char* characters = gdcm::VR::GetVRString(entry.GetVR());
  if (characters == nullptr || characters[0] == '\0') return younger_vr(tag);
  const auto vr = vr_from_characters(static_cast<std::uint8_t>(characters[0]),
                                     static_cast<std::uint8_t>(characters[1]));
  return vr && *vr != Vr::kUN ? *vr : younger_vr(tag);
}

}  // namespace overread
