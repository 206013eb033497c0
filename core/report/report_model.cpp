#include "core/report/report_model.hpp"

#include <algorithm>

#include "core/base/uid.hpp"

namespace overread {

std::vector<ReportFinding> reported_findings(const ReportModel& model) {
  std::vector<ReportFinding> reported;
  for (const ReportFinding& finding : model.findings) {
    const bool accepted =
        finding.state == FindingState::kAccepted || finding.state == FindingState::kEdited;
    if (accepted || model.scope == ReportScope::kServiceOutput) reported.push_back(finding);
  }
  return reported;
}

ReportModel report_of_result(const ServiceResult& result,
                             std::span<const InstanceHeader> instances) {
  ReportModel model;
  model.scope = ReportScope::kServiceOutput;
  model.instances.assign(instances.begin(), instances.end());
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    model.findings.push_back({.id = result.service.id + "-" + std::to_string(i + 1),
                              .service = result.service,
                              .finding = result.findings[i],
                              .proposed = std::nullopt,
                              .state = FindingState::kUndecided});
  }
  model.runs.push_back({.service = result.service,
                        .name = {},
                        .series_instance_uid = result.input.series_instance_uid,
                        .status = result.status,
                        .reason = result.reason,
                        .backend = result.backend,
                        .duration_ms = result.duration_ms,
                        .probability = result.probability,
                        .threshold = result.threshold,
                        .measurements = result.measurements,
                        .grades = result.grades});
  return model;
}

const InstanceHeader* find_instance(const ReportModel& model, std::string_view sop_instance_uid) {
  const auto found =
      std::ranges::find(model.instances, sop_instance_uid, &InstanceHeader::sop_instance_uid);
  return found == model.instances.end() ? nullptr : &*found;
}

std::string report_uid(std::string_view uid_seed, std::string_view role) {
  return uid_from_text("overread-report/" + std::string(uid_seed) + "/" + std::string(role));
}

}  // namespace overread
