#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/dicom/dataset.hpp"
#include "core/findings/result.hpp"
#include "core/objects/sop_reference.hpp"

namespace overread {

/// Points that a content item draws.
struct ContentGraphic {
  std::string graphic_type;  ///< "POINT", "POLYLINE", "CIRCLE", "POLYGON", ...
  /// SCOORD: column and row of each point, in pixels counted from the top left corner of the first
  /// one. SCOORD3D: x, y and z of each point, mm in the patient.
  std::vector<double> data;
  int dimensions = 2;  ///< Numbers a point has: 2 or 3.
  std::string frame_of_reference_uid;

  friend bool operator==(const ContentGraphic&, const ContentGraphic&) = default;
};

/// One content item of a report.
struct ContentItem {
  int depth = 0;             ///< 0 for the root.
  std::string relationship;  ///< "CONTAINS", "HAS OBS CONTEXT", ...; empty for the root.
  std::string value_type;    ///< "CONTAINER", "TEXT", "NUM", ...; empty for an item by reference.
  Concept concept_name;
  /// The value for people: text, code meaning, "23.4 mm", "2024-01-31 14:25:30"; empty for
  /// containers, references and graphics.
  std::string value;
  std::vector<SopReference> references;
  std::optional<ContentGraphic> graphic;
  /// For an item by reference: index of the item meant, −1 when there is none.
  int target = -1;
  bool by_reference = false;
};

/// Who answers for a report.
struct ReportVerifier {
  std::string name;       ///< PN as it is in the file.
  std::string date_time;  ///< DT as it is in the file.
  std::string organization;

  friend bool operator==(const ReportVerifier&, const ReportVerifier&) = default;
};

/// A structured report of any kind.
struct StructuredReport {
  std::string title;  ///< Meaning of the root's concept.
  bool is_complete = false;
  bool is_verified = false;
  std::vector<ReportVerifier> verifiers;
  std::string content_date, content_time;  ///< DA and TM.
  std::vector<ContentItem>
      items;  ///< The root first, each item before its children: reading order.
};

/// Content items beyond these are not read: no report a human could read has them.
inline constexpr std::size_t kMaxContentItems = 100'000;
inline constexpr int kMaxContentDepth = 60;

/// The content tree of a Basic Text, Enhanced, Comprehensive or any other SR, or of a Key Object
/// Selection. Observation context stands where it stands in the file.
///
/// @errors kInvalidAttribute when there is no content tree; kTooLarge beyond kMaxContentItems or
///         kMaxContentDepth.
/// @dicom PS3.3 C.17, C.18
Result<StructuredReport> structured_report(const Dataset& dataset);

}  // namespace overread
