#pragma once

#include <variant>

#include "core/base/result.hpp"
#include "core/dicom/file.hpp"
#include "core/image/instance_header.hpp"
#include "core/objects/key_objects.hpp"
#include "core/objects/object_card.hpp"
#include "core/objects/presentation_state.hpp"
#include "core/objects/segmentation.hpp"
#include "core/objects/structure_set.hpp"
#include "core/objects/structured_report.hpp"
#include "core/objects/video.hpp"

namespace overread {

/// What an instance is to a reader: something to look at, or one of the other things in a study.
enum class ObjectKind {
  kPicture,
  kStructuredReport,
  kKeyObjects,
  kSegmentation,
  kStructureSet,
  kPresentationState,
  kVideo,
  kOther,  ///< A document, a waveform, a plan, ...; also pixels in a syntax that is not read.
};

ObjectKind object_kind(const InstanceHeader& header);

/// What is in an object that is no picture. Key objects come with the whole document.
struct KeyObjectDocument {
  KeyObjects selection;
  StructuredReport report;
};
using ObjectContent = std::variant<ObjectCard, StructuredReport, KeyObjectDocument, Segmentation,
                                   StructureSet, PresentationState, Video>;

/// Reads an object by its SOP Class.
///
/// @param file    Read with its Pixel Data.
/// @param decode  See segmentation_object().
/// @errors Those of the object's own reader.
Result<ObjectContent> read_object(const DicomFile& file, const FrameSource& decode);

}  // namespace overread
