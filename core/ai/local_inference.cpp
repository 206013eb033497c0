#include "core/ai/local_inference.hpp"

#include <algorithm>
#include <utility>

namespace overread {

std::string_view inference_state_name(InferenceState state) {
  switch (state) {
    case InferenceState::kPending:
      return "pending";
    case InferenceState::kRunning:
      return "running";
    case InferenceState::kSuccess:
      return "success";
    case InferenceState::kError:
      return "error";
    case InferenceState::kCancelled:
      return "cancelled";
  }
  return "error";
}

Result<InferenceService::JobId> LocalInference::submit(const ServicePackage& package,
                                                       ServiceInput input) {
  OVERREAD_TRY(auto run, make_service_run(package, std::move(input)));
  const JobId id = ++last_;
  Job job;
  job.package = package;
  job.run = std::move(run);
  jobs_.emplace(id, std::move(job));
  queue_.push_back(id);
  return id;
}

Result<void> LocalInference::cancel(JobId id) {
  const auto found = jobs_.find(id);
  if (found == jobs_.end()) {
    return fail(ErrorCode::kNotFound, "There is no job " + std::to_string(id));
  }
  Job& job = found->second;
  job.cancel_asked = true;
  if (job.status.state == InferenceState::kPending) {
    job.status.state = InferenceState::kCancelled;
    job.run.reset();
    std::erase(queue_, id);
  }
  return {};
}

Result<InferenceStatus> LocalInference::status(JobId id) const {
  const auto found = jobs_.find(id);
  if (found == jobs_.end()) {
    return fail(ErrorCode::kNotFound, "There is no job " + std::to_string(id));
  }
  return found->second.status;
}

Result<ServiceOutcome> LocalInference::perform(JobId id, Job& job) {
  const Progress progress = [this, id, &job](double share) {
    job.status.progress = std::max(job.status.progress, std::min(share, 1.0));
    if (watcher_) watcher_(id, job.status.progress);
    return !job.cancel_asked;
  };
  OVERREAD_TRY(auto begun, job.run->begin(progress));
  if (auto* outcome = std::get_if<ServiceOutcome>(&begun)) return std::move(*outcome);
  if (!runner_) {
    return fail(ErrorCode::kUnsupported,
                "Service " + job.package.id + " needs a network, and none can be run here");
  }
  if (job.cancel_asked) return ServiceOutcome{};
  OVERREAD_TRY(const auto outputs, runner_(job.package, std::get<std::vector<Tensor>>(begun)));
  return job.run->finish(outputs, progress);
}

bool LocalInference::advance() {
  if (queue_.empty()) return false;
  const JobId id = queue_.front();
  queue_.pop_front();
  Job& job = jobs_.at(id);
  job.status.state = InferenceState::kRunning;
  Result<ServiceOutcome> outcome = perform(id, job);
  job.run.reset();  // Frames are heavy; the outcome is all that stays.
  if (job.cancel_asked) {
    job.status.state = InferenceState::kCancelled;
  } else if (outcome) {
    job.status.state = InferenceState::kSuccess;
    job.status.progress = 1.0;
    job.status.outcome = *std::move(outcome);
  } else {
    job.status.state = InferenceState::kError;
    job.status.error = std::move(outcome).error();
  }
  return true;
}

}  // namespace overread
