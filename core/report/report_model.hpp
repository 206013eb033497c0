#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/findings/result.hpp"
#include "core/findings/terms.hpp"
#include "core/image/instance_header.hpp"

namespace overread {

/// What the reader made of a service's finding.
enum class FindingState { kUndecided, kAccepted, kEdited, kRejected };

/// One finding with the service it comes from and what the reader decided.
struct ReportFinding {
  std::string id;  ///< Unique in the report, the same from one export to the next.
  ServiceIdentity service;
  Finding finding;
  /// What the service had proposed, where the reader changed it.
  std::optional<Finding> proposed;
  FindingState state = FindingState::kUndecided;
};

/// One run of a service, for the disclosure that stands under every report.
struct ReportRun {
  ServiceIdentity service;
  std::string name;  ///< In the report's language; empty: the service's id.
  std::string series_instance_uid;
  ResultStatus status = ResultStatus::kNoFindings;
  std::optional<Reason> reason;
  std::string backend;
  double duration_ms = 0.0;
  std::optional<double> probability, threshold;
  std::vector<Measurement> measurements;  ///< Of the series as a whole, outside any finding.
  std::vector<Grade> grades;
};

/// A segmentation written beside the report, which mask regions point to by `name`.
struct ReportMask {
  std::string name;
  std::string series_instance_uid, sop_instance_uid;
  /// Series the mask was drawn on.
  std::string source_series_instance_uid;
};

/// Which findings enter. A reader's report holds what the reader accepted or edited; a service's
/// own result holds all it found, and says that nobody has read it.
enum class ReportScope { kReaderAccepted, kServiceOutput };

/// Everything a report says, before it becomes text or DICOM.
struct ReportModel {
  ReportScope scope = ReportScope::kReaderAccepted;
  Language language = Language::kEnglish;
  /// The instances read, all of one study.
  std::vector<InstanceHeader> instances;
  std::vector<ReportFinding> findings;
  std::vector<ReportRun> runs;
  std::vector<ReportMask> masks;
  std::string reader_name;       ///< PN form; empty when nobody gave a name.
  std::string content_date;      ///< DA, "20260131", from the caller's clock.
  std::string content_time;      ///< TM, "142530".
  std::string software_version;  ///< Of the application.
  /// Makes the report's UIDs: another seed, another instance of the same report.
  std::string uid_seed;
};

/// The findings that enter the report, in its order.
std::vector<ReportFinding> reported_findings(const ReportModel& model);

/// One service's result as a report of its own, all findings undecided.
///
/// @param instances  Headers of the series it ran on.
ReportModel report_of_result(const ServiceResult& result,
                             std::span<const InstanceHeader> instances);

/// The header with this SOP Instance UID, nullptr when the report has none.
const InstanceHeader* find_instance(const ReportModel& model, std::string_view sop_instance_uid);

/// A UID of this report: the same seed and role give the same one.
std::string report_uid(std::string_view uid_seed, std::string_view role);

}  // namespace overread
