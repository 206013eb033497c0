#pragma once

#include <algorithm>
#include <deque>
#include <map>

#include "core/ai/inference_service.hpp"

namespace overread {

/// A deterministic stand-in: every job takes three steps and ends as it was told to. For tests of
/// what waits for inference; it never leaves tests/.
class FakeInference : public InferenceService {
 public:
  /// What the next jobs submitted come to.
  void answer_with(Result<ServiceOutcome> answer) { answer_ = std::move(answer); }

  Result<JobId> submit(const ServicePackage& package, ServiceInput) override {
    if (package.algorithm.empty()) return fail(ErrorCode::kUnsupported, "No algorithm is named");
    const JobId id = ++last_;
    jobs_.emplace(id, Job{.status = {}, .answer = answer_, .steps = 0});
    queue_.push_back(id);
    return id;
  }

  Result<void> cancel(JobId id) override {
    const auto found = jobs_.find(id);
    if (found == jobs_.end()) return fail(ErrorCode::kNotFound, "No such job");
    InferenceStatus& status = found->second.status;
    const bool open =
        status.state == InferenceState::kPending || status.state == InferenceState::kRunning;
    if (!open) return {};
    status.state = InferenceState::kCancelled;
    std::erase(queue_, id);
    return {};
  }

  Result<InferenceStatus> status(JobId id) const override {
    const auto found = jobs_.find(id);
    if (found == jobs_.end()) return fail(ErrorCode::kNotFound, "No such job");
    return found->second.status;
  }

  bool advance() override {
    if (queue_.empty()) return false;
    Job& job = jobs_.at(queue_.front());
    job.status.state = InferenceState::kRunning;
    job.status.progress = ++job.steps / 3.0;
    if (job.steps < 3) return true;
    queue_.pop_front();
    if (job.answer) {
      job.status.state = InferenceState::kSuccess;
      job.status.progress = 1.0;
      job.status.outcome = *job.answer;
    } else {
      job.status.state = InferenceState::kError;
      job.status.error = job.answer.error();
    }
    return true;
  }

 private:
  struct Job {
    InferenceStatus status;
    Result<ServiceOutcome> answer;
    int steps = 0;
  };
  Result<ServiceOutcome> answer_ = ServiceOutcome{};
  std::map<JobId, Job> jobs_;
  std::deque<JobId> queue_;
  JobId last_ = 0;
};

}  // namespace overread
