#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/dicom/dataset.hpp"
#include "core/findings/result.hpp"

/// Content items of a structured report, one function a value type. An item is the data set that
/// stands in Content Sequence.
///
/// @dicom PS3.3 C.17.3
namespace overread::sr {

enum class Relationship {
  kRoot,
  kContains,
  kHasObsContext,
  kHasConceptMod,
  kHasProperties,
  kHasAcqContext,
  kInferredFrom,
  kSelectedFrom,
};

/// A code as an item of a code sequence; codes longer than 16 characters go to Long Code Value.
Dataset code_item(const Concept& code);

/// A code of our own for a text of the result contract without one: scheme 99OVERREAD, value made
/// from the text.
Concept private_code(std::string_view meaning);

Dataset container(Relationship relationship, const Concept& name);
Dataset text(Relationship relationship, const Concept& name, std::string_view value);
Dataset code(Relationship relationship, const Concept& name, const Concept& value);
Dataset uid_reference(Relationship relationship, const Concept& name, std::string_view uid);
Dataset person_name(Relationship relationship, const Concept& name, std::string_view value);

/// A number, rounded to tenths of a degree and hundredths of everything else.
///
/// @param unit  As in the result contract; it becomes a UCUM code.
Dataset number(Relationship relationship, const Concept& name, double value, std::string_view unit);

/// What an IMAGE item points to. Frame 0 and segment 0 stand for the whole instance.
struct ImageReference {
  std::string sop_class_uid, sop_instance_uid;
  int frame_number = 0;
  int segment_number = 0;
};
/// @param name  Nothing for an entry of the image library.
Dataset image(Relationship relationship, const Concept* name, const ImageReference& reference);

/// Points in the picture. Graphic Data counts from the top left corner of the first pixel, so half
/// a pixel is added to ours.
///
/// @param graphic_type  "POINT" or "POLYLINE".
/// @dicom PS3.3 C.18.6.1.2
Dataset spatial_coordinates(Relationship relationship, const Concept& name,
                            std::string_view graphic_type,
                            std::span<const Point<Image>> pixel_centers);

/// The parent with these items as its Content Sequence; without it when there are none.
Dataset with_children(Dataset parent, std::vector<Dataset> children);

/// The unit of the result contract as UCUM code, with PS3.16's meaning where it has one.
Concept unit_code(std::string_view unit);

}  // namespace overread::sr
