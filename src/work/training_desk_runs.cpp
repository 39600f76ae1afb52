#include <algorithm>
#include <utility>

#include "model/document/run_record.h"
#include "model/document/session_budget.h"
#include "work/training_desk.h"

// The runs that the session keeps beside the present one.
namespace convlens {
namespace {

bool Unnamed(const EarlierRun& run) { return run.record.name.empty(); }

}  // namespace

RunRecord TrainingDesk::RecordOfRun() const {
  const TrainingSnapshot& run = snapshot();
  return RecordOf(trained_, run.state, LossesOfRun(), run.history);
}

LossSeries TrainingDesk::LossesOfRun() const {
  LossSeries losses = snapshot().losses;
  const bool known = loss_reached_ && loss_reached_->step == snapshot().state.step;
  if (losses.empty() || !known || losses.points().back().step >= loss_reached_->step) return losses;
  losses.Add(loss_reached_->step, loss_reached_->loss);
  return losses;
}

void TrainingDesk::TakeLossReached() {
  const Evaluation& evaluation = *site_.evaluation();
  // With another operation, loss or target the same kernel has a loss that is not of this run.
  const bool of_run = !evaluation.target_problem && KernelIsTheRuns() &&
                      HasNumbers(evaluation.document, snapshot().state);
  if (of_run) loss_reached_ = LossPoint{snapshot().state.step, evaluation.loss};
}

void TrainingDesk::ForgetRun() {
  if (!snapshot().losses.empty()) {
    earlier_runs_.push_back({RecordOfRun(), snapshot().history});
    DropSurplusRuns(earlier_runs_, &EarlierRun::record);
  }
  loss_reached_.reset();
  Stop();
}

std::vector<RunRecord> TrainingDesk::RunsToSave() const {
  std::vector<RunRecord> runs;
  for (const EarlierRun& run : earlier_runs_) runs.push_back(run.record);
  if (!snapshot().losses.empty()) runs.push_back(RecordOfRun());
  DropSurplusRuns(runs);
  return runs;
}

void TrainingDesk::ShowRuns(const std::vector<RunRecord>& runs) {
  earlier_runs_.clear();
  ++runs_revision_;
  for (const RunRecord& run : runs) earlier_runs_.push_back({run, {}});
}

void TrainingDesk::KeepNamedRuns() {
  std::erase_if(earlier_runs_, [](const EarlierRun& run) { return Unnamed(run); });
  ++runs_revision_;
}

void TrainingDesk::Stop() {
  run_.Stop();
  ++runs_revision_;
}

void TrainingDesk::NameEarlierRun(size_t index, const std::string& name) {
  std::vector<RunRecord> others;
  for (size_t i = 0; i < earlier_runs_.size(); ++i) {
    if (i != index) others.push_back(earlier_runs_[i].record);
  }
  const auto named = std::count_if(earlier_runs_.begin(), earlier_runs_.end(),
                                   [](const EarlierRun& run) { return !Unnamed(run); });
  const bool one_more = !name.empty() && Unnamed(earlier_runs_[index]);
  if (one_more && static_cast<size_t>(named) + kKeptRuns >= kMaxSessionRuns) {
    refusal_ = Message{"A session may have at most {} runs: delete some.",
                       {std::to_string(kMaxSessionRuns)}};
    return;
  }
  const std::string free = name.empty() ? name : FreeRunName(others, name);
  if (std::exchange(earlier_runs_[index].record.name, free) != free) ++run_edits_;
}

void TrainingDesk::DeleteEarlierRun(size_t index) {
  earlier_runs_.erase(earlier_runs_.begin() + static_cast<ptrdiff_t>(index));
  ++run_edits_;
  ++runs_revision_;
}

}  // namespace convlens
