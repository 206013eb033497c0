#include "core/report/content_item.hpp"

#include <array>
#include <cmath>
#include <utility>

#include "core/dicom/tags.hpp"

namespace overread::sr {
namespace {

constexpr std::size_t kLongestCodeValue = 16;  // SH, PS3.5 6.2
constexpr std::size_t kLongestMeaning = 64;    // LO, PS3.5 6.2

std::string_view relationship_text(Relationship relationship) {
  switch (relationship) {
    case Relationship::kRoot:
      return "";
    case Relationship::kContains:
      return "CONTAINS";
    case Relationship::kHasObsContext:
      return "HAS OBS CONTEXT";
    case Relationship::kHasConceptMod:
      return "HAS CONCEPT MOD";
    case Relationship::kHasProperties:
      return "HAS PROPERTIES";
    case Relationship::kHasAcqContext:
      return "HAS ACQ CONTEXT";
    case Relationship::kInferredFrom:
      return "INFERRED FROM";
    case Relationship::kSelectedFrom:
      return "SELECTED FROM";
  }
  return "";
}

/// The first characters, never half of one.
std::string_view shortened(std::string_view text, std::size_t longest) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
    if (begins && ++characters > longest) return text.substr(0, i);
  }
  return text;
}

/// No more digits than a measuring method has any use for: tenths of a degree, hundredths else.
double rounded(double value, std::string_view unit) {
  const double steps = unit == "deg" ? 10.0 : 100.0;
  return std::round(value * steps) / steps;
}

Dataset item(Relationship relationship, std::string_view value_type, const Concept* name) {
  Dataset dataset;
  if (relationship != Relationship::kRoot) {
    dataset.set_text(tags::kRelationshipType, Vr::kCS, relationship_text(relationship));
  }
  dataset.set_text(tags::kValueType, Vr::kCS, value_type);
  if (name != nullptr) dataset.set_sequence(tags::kConceptNameCodeSequence, {code_item(*name)});
  return dataset;
}

}  // namespace

Dataset code_item(const Concept& code) {
  Dataset dataset;
  if (code.value.size() <= kLongestCodeValue) {
    dataset.set_text(tags::kCodeValue, Vr::kSH, code.value);
  } else {
    dataset.set_text(tags::kLongCodeValue, Vr::kUC, code.value);
  }
  dataset.set_text(tags::kCodingSchemeDesignator, Vr::kSH, code.scheme);
  dataset.set_text(tags::kCodeMeaning, Vr::kLO, shortened(code.meaning, kLongestMeaning));
  return dataset;
}

Concept private_code(std::string_view meaning) {
  std::string value;
  for (const char c : meaning) {
    const bool digit = c >= '0' && c <= '9';
    const bool lower = c >= 'a' && c <= 'z';
    const bool upper = c >= 'A' && c <= 'Z';
    if (digit || lower || upper) {
      value += upper ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (!value.empty() && value.back() != '-') {
      value += '-';
    }
  }
  while (!value.empty() && value.back() == '-') value.pop_back();
  if (value.empty()) value = "unnamed";
  return {"99OVERREAD", value, meaning.empty() ? std::string("Unnamed") : std::string(meaning)};
}

Dataset container(Relationship relationship, const Concept& name) {
  Dataset dataset = item(relationship, "CONTAINER", &name);
  dataset.set_text(tags::kContinuityOfContent, Vr::kCS, "SEPARATE");
  return dataset;
}

Dataset text(Relationship relationship, const Concept& name, std::string_view value) {
  Dataset dataset = item(relationship, "TEXT", &name);
  dataset.set_text(tags::kTextValue, Vr::kUT, value);
  return dataset;
}

Dataset code(Relationship relationship, const Concept& name, const Concept& value) {
  Dataset dataset = item(relationship, "CODE", &name);
  dataset.set_sequence(tags::kConceptCodeSequence, {code_item(value)});
  return dataset;
}

Dataset uid_reference(Relationship relationship, const Concept& name, std::string_view uid) {
  Dataset dataset = item(relationship, "UIDREF", &name);
  dataset.set_text(tags::kUid, Vr::kUI, uid);
  return dataset;
}

Dataset person_name(Relationship relationship, const Concept& name, std::string_view value) {
  Dataset dataset = item(relationship, "PNAME", &name);
  dataset.set_text(tags::kPersonName, Vr::kPN, value);
  return dataset;
}

Dataset number(Relationship relationship, const Concept& name, double value,
               std::string_view unit) {
  Dataset measured;
  measured.set_number(tags::kNumericValue, Vr::kDS, rounded(value, unit));
  measured.set_sequence(tags::kMeasurementUnitsCodeSequence, {code_item(unit_code(unit))});
  Dataset dataset = item(relationship, "NUM", &name);
  dataset.set_sequence(tags::kMeasuredValueSequence, {std::move(measured)});
  return dataset;
}

Dataset image(Relationship relationship, const Concept* name, const ImageReference& reference) {
  Dataset target;
  target.set_text(tags::kReferencedSopClassUid, Vr::kUI, reference.sop_class_uid);
  target.set_text(tags::kReferencedSopInstanceUid, Vr::kUI, reference.sop_instance_uid);
  if (reference.frame_number > 0) {
    target.set_number(tags::kReferencedFrameNumber, Vr::kIS, reference.frame_number);
  }
  if (reference.segment_number > 0) {
    target.set_number(tags::kReferencedSegmentNumber, Vr::kUS, reference.segment_number);
  }
  Dataset dataset = item(relationship, "IMAGE", name);
  dataset.set_sequence(tags::kReferencedSopSequence, {std::move(target)});
  return dataset;
}

Dataset spatial_coordinates(Relationship relationship, const Concept& name,
                            std::string_view graphic_type,
                            std::span<const Point<Image>> pixel_centers) {
  constexpr double kCornerFromCenter = 0.5;
  std::vector<double> data;
  for (const Point<Image>& point : pixel_centers) {
    data.push_back(point.x() + kCornerFromCenter);
    data.push_back(point.y() + kCornerFromCenter);
  }
  Dataset dataset = item(relationship, "SCOORD", &name);
  dataset.set_text(tags::kGraphicType, Vr::kCS, graphic_type);
  dataset.set_numbers(tags::kGraphicData, Vr::kFL, data);
  return dataset;
}

Dataset with_children(Dataset parent, std::vector<Dataset> children) {
  if (!children.empty()) parent.set_sequence(tags::kContentSequence, std::move(children));
  return parent;
}

Concept unit_code(std::string_view unit) {
  // Contract's spelling, UCUM, meaning. PS3.16 CID 82 and 7181.
  static constexpr std::array<std::array<std::string_view, 3>, 9> kUnits = {{
      {"deg", "deg", "degree"},
      {"mm", "mm", "millimeter"},
      {"mm3", "mm3", "cubic millimeter"},
      {"mL", "mL", "milliliter"},
      {"%", "%", "percent"},
      {"HU", "[hnsf'U]", "Hounsfield unit"},
      {"", "1", "no units"},
      {"1", "1", "no units"},
      {"{score}", "{score}", "score"},
  }};
  for (const auto& [contract, ucum, meaning] : kUnits) {
    if (contract == unit) return {"UCUM", std::string(ucum), std::string(meaning)};
  }
  return {"UCUM", std::string(unit), std::string(unit)};
}

}  // namespace overread::sr
