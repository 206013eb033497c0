#include <algorithm>
#include <format>

#include "core/app/handlers.hpp"
#include "core/app/memory_budget.hpp"
#include "core/app/shown.hpp"

namespace overread {
namespace {

ServiceRunState* run_by_id(State& state, const std::string& run_id) {
  const auto found = std::ranges::find(state.runs, run_id, &ServiceRunState::run_id);
  return found == state.runs.end() ? nullptr : &*found;
}

bool finished(RunStatus status) {
  return status == RunStatus::kSuccess || status == RunStatus::kError ||
         status == RunStatus::kCancelled;
}

/// The same service on the same series always gets the same name, so that a journal finds its
/// findings again; on a series that has grown it gets another, for what was decided on the old
/// findings is not decided on the new ones.
std::string run_id_of(const command::ServiceOffer& service, const LoadedSeries& series) {
  return std::format("{}-{}@{}#{}", service.id, service.version, series.key,
                     series.series.frames.size());
}

bool fits(const command::ServiceOffer& service, const LoadedSeries& series) {
  if (!service.broken.empty()) return false;
  const std::string& modality = series.series.instances.front().modality;
  return service.modalities.empty() || std::ranges::contains(service.modalities, modality);
}

/// Why a service cannot read a series on this device, or nothing.
std::optional<Reason> lack_of_memory(const State& state, const Series& series) {
  constexpr double kMegabyte = 1e6;
  const auto budget = service_budget(state.memory);
  const double forecast = service_forecast(series);
  if (!budget || forecast <= *budget) return std::nullopt;
  return Reason{
      "not-enough-memory",
      std::format("Reading the series takes about {:.0f} MB, at most {:.0f} MB can be used here",
                  forecast / kMegabyte, *budget / kMegabyte)};
}

void start(Update& u, const command::ServiceOffer& service, const LoadedSeries& series) {
  const std::string run_id = run_id_of(service, series);
  u.state.reading.withdraw(run_id);
  std::erase_if(u.state.runs, [&](const ServiceRunState& run) { return run.run_id == run_id; });
  u.state.runs.push_back({.run_id = run_id, .service_id = service.id, .series_key = series.key});
  if (auto reason = lack_of_memory(u.state, series.series)) {
    ServiceRunState& run = u.state.runs.back();
    run.status = RunStatus::kSuccess;
    run.result = ServiceResult{
        .service = {.id = service.id,
                    .version = service.version,
                    .model_sha256 = service.model_sha256,
                    .evidence = service.evidence},
        .input = {.study_instance_uid = series.series.instances.front().study_instance_uid,
                  .series_instance_uid = series.series.instances.front().series_instance_uid,
                  .sop_instance_uids = sop_instance_uids(series.series)},
        .status = ResultStatus::kRefused,
        .reason = std::move(reason)};
    return;
  }
  u.ask(effect::RunService{run_id, service.id, sop_instance_uids(series.series)});
}

}  // namespace

void start_fitting_services(Update& u) {
  // A series still arriving would be read in part; one still decoding is what the reader looks at.
  if (!u.state.tasks.empty()) return;
  for (int viewport = 0; viewport < viewport_count(u.state.layout); ++viewport) {
    const Shown shown = shown_in(u.state, viewport);
    if (!shown.frame || slot_at(u.state, viewport).outstanding > 0) continue;
    for (const command::ServiceOffer& service : u.state.services) {
      if (!fits(service, *shown.series)) continue;
      if (find_run(u.state, run_id_of(service, *shown.series)) != nullptr) continue;
      start(u, service, *shown.series);
    }
  }
}

void handle(Update& u, const command::OfferServices& c) {
  u.state.services = c.services;
  for (const command::ServiceOffer& service : c.services) {
    if (!service.broken.empty()) {
      post_message(u.state, MessageLevel::kError, service.id, service.broken);
    }
  }
  start_fitting_services(u);
}

void handle(Update& u, const command::RunService& c) {
  const auto service =
      std::ranges::find(u.state.services, c.service_id, &command::ServiceOffer::id);
  const LoadedSeries* series = find_series(u.state, c.series_key);
  if (service == u.state.services.end() || series == nullptr) return;
  if (!service->broken.empty()) return;
  const ServiceRunState* earlier = find_run(u.state, run_id_of(*service, *series));
  if (earlier != nullptr && !finished(earlier->status)) return;
  start(u, *service, *series);
}

void handle(Update& u, const command::CancelRun& c) {
  ServiceRunState* run = run_by_id(u.state, c.run_id);
  if (run == nullptr || finished(run->status)) return;
  run->status = RunStatus::kCancelled;
  u.ask(effect::CancelRun{c.run_id});
}

void handle(Update& u, const command::ReportRun& c) {
  ServiceRunState* run = run_by_id(u.state, c.run_id);
  if (run == nullptr || finished(run->status)) return;
  run->status = RunStatus::kRunning;
  run->step = c.step;
  run->fraction = std::clamp(c.fraction, 0.0, 1.0);
}

void handle(Update& u, const command::FinishRun& c) {
  ServiceRunState* run = run_by_id(u.state, c.run_id);
  if (run == nullptr || finished(run->status)) return;
  run->status = RunStatus::kSuccess;
  run->fraction = 1.0;
  run->result = c.result;
  run->mask = c.mask;

  const LoadedSeries* series = find_series(u.state, run->series_key);
  const double aspect = series == nullptr ? 1.0 : series->series.instances.front().pixel_aspect();
  std::vector<ReadFinding> findings;
  for (std::size_t i = 0; i < c.result.findings.size(); ++i) {
    ReadFinding finding;
    finding.id = std::format("{}/{}", run->run_id, i + 1);
    finding.run_id = run->run_id;
    finding.service = c.result.service;
    finding.proposed = c.result.findings[i];
    finding.current = c.result.findings[i];
    finding.pixel_aspect = aspect;
    findings.push_back(std::move(finding));
  }
  u.state.reading.propose(std::move(findings));
}

void handle(Update& u, const command::FailRun& c) {
  ServiceRunState* run = run_by_id(u.state, c.run_id);
  if (run == nullptr || finished(run->status)) return;
  run->status = RunStatus::kError;
  run->error = c.error.message;
  const auto service =
      std::ranges::find(u.state.services, run->service_id, &command::ServiceOffer::id);
  post_message(
      u.state, MessageLevel::kError,
      service == u.state.services.end() ? run->service_id : service->name(u.state.language),
      c.error.message);
}

}  // namespace overread
