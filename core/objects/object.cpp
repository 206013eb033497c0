#include "core/objects/object.hpp"

#include <string_view>
#include <utility>

#include "core/dicom/tags.hpp"
#include "core/dicom/transfer_syntax.hpp"

namespace overread {
namespace {

// PS3.4 B.5
constexpr std::string_view kStructuredReports = "1.2.840.10008.5.1.4.1.1.88.";
constexpr std::string_view kKeyObjectSelection = "1.2.840.10008.5.1.4.1.1.88.59";
constexpr std::string_view kSegmentationStorage = "1.2.840.10008.5.1.4.1.1.66.4";
constexpr std::string_view kLabelMapSegmentation = "1.2.840.10008.5.1.4.1.1.66.7";
constexpr std::string_view kRtStructureSet = "1.2.840.10008.5.1.4.1.1.481.3";

/// @return kPicture for all that has no reader here.
ObjectKind kind_of_class(std::string_view uid) {
  if (uid == kKeyObjectSelection) return ObjectKind::kKeyObjects;
  if (uid.starts_with(kStructuredReports)) return ObjectKind::kStructuredReport;
  if (uid == kSegmentationStorage || uid == kLabelMapSegmentation) {
    return ObjectKind::kSegmentation;
  }
  if (uid == kRtStructureSet) return ObjectKind::kStructureSet;
  if (presentation_kind(uid)) return ObjectKind::kPresentationState;
  return ObjectKind::kPicture;
}

template <class T>
Result<ObjectContent> as_content(Result<T> value) {
  if (!value) return std::unexpected(std::move(value).error());
  return ObjectContent(std::move(*value));
}

Result<KeyObjectDocument> key_object_document(const Dataset& dataset) {
  KeyObjectDocument document;
  OVERREAD_TRY(document.report, structured_report(dataset));
  document.selection = key_objects(document.report);
  return document;
}

}  // namespace

ObjectKind object_kind(const InstanceHeader& header) {
  const ObjectKind kind = kind_of_class(header.sop_class_uid);
  if (kind != ObjectKind::kPicture) return kind;
  // Without a syntax there is no reason to doubt the pixels.
  const bool unread =
      !header.transfer_syntax_uid.empty() &&
      transfer_syntax(header.transfer_syntax_uid).compression == Compression::kUnsupported;
  if (header.has_image() && video_codec(header.transfer_syntax_uid)) return ObjectKind::kVideo;
  return header.has_image() && !unread ? ObjectKind::kPicture : ObjectKind::kOther;
}

Result<ObjectContent> read_object(const DicomFile& file, const FrameSource& decode) {
  switch (kind_of_class(file.dataset.text(tags::kSopClassUid))) {
    case ObjectKind::kStructuredReport:
      return as_content(structured_report(file.dataset));
    case ObjectKind::kKeyObjects:
      return as_content(key_object_document(file.dataset));
    case ObjectKind::kSegmentation:
      return as_content(segmentation_object(file, decode));
    case ObjectKind::kStructureSet:
      return as_content(structure_set(file.dataset));
    case ObjectKind::kPresentationState:
      return as_content(presentation_state(file.dataset));
    case ObjectKind::kPicture:
    case ObjectKind::kVideo:
    case ObjectKind::kOther:
      break;
  }
  const bool has_pixels = file.dataset.integer(tags::kRows).value_or(0) > 0;
  if (has_pixels && video_codec(file.transfer_syntax_uid)) return as_content(video_object(file));
  return ObjectContent(object_card(file));
}

}  // namespace overread
