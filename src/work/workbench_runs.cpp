#include <algorithm>
#include <cmath>
#include <utility>

#include "work/workbench.h"

// The runs that the session keeps beside the present one.
namespace convlens {
namespace {

bool Unnamed(const RunRecord& run) { return run.name.empty(); }
bool Unnamed(const EarlierRun& run) { return Unnamed(run.record); }

/// Drops the oldest of the runs without a name where there are more than may stay.
template <typename Run>
void DropSurplus(std::vector<Run>& runs) {
  const auto unnamed = [](const Run& run) { return Unnamed(run); };
  const auto count = std::count_if(runs.begin(), runs.end(), unnamed);
  for (auto i = static_cast<ptrdiff_t>(Workbench::kKeptRuns); i < count; ++i) {
    runs.erase(std::find_if(runs.begin(), runs.end(), unnamed));
  }
}

/// Its loss over the held-out pair, where there is one, as it was recorded.
LossSeries HeldOutLosses(const TrainingHistory& history) {
  LossSeries losses;
  for (const TrainingHistory::Record& record : history.records()) {
    if (!std::isnan(record->held_out_loss)) losses.Add(record->step, record->held_out_loss);
  }
  return losses;
}

}  // namespace

RunRecord Workbench::RecordOfRun() const {
  const TrainingSnapshot& run = training();
  RunRecord record;
  record.options = OptionsOf(trained_);
  record.seed = trained_.training.seed;
  record.steps = run.state.step;
  record.losses = run.losses.AtMost(kKeptLosses);
  record.held_out_losses = HeldOutLosses(run.history).AtMost(kKeptLosses);
  record.kernel = run.state.kernel;
  record.bias = run.state.bias;
  return record;
}

void Workbench::ForgetRun() {
  if (!training().losses.empty()) {
    earlier_runs_.push_back({RecordOfRun(), training().history});
    DropSurplus(earlier_runs_);
  }
  training_.Stop();
}

std::vector<RunRecord> Workbench::RunsToSave() const {
  std::vector<RunRecord> runs;
  for (const EarlierRun& run : earlier_runs_) runs.push_back(run.record);
  if (!training().losses.empty()) runs.push_back(RecordOfRun());
  DropSurplus(runs);
  return runs;
}

void Workbench::ShowRuns(const std::vector<RunRecord>& runs) {
  earlier_runs_.clear();
  for (const RunRecord& run : runs) earlier_runs_.push_back({run, {}});
}

void Workbench::KeepNamedRuns() {
  std::erase_if(earlier_runs_, [](const EarlierRun& run) { return Unnamed(run); });
}

void Workbench::NameEarlierRun(size_t index, const std::string& name) {
  std::vector<RunRecord> others;
  for (size_t i = 0; i < earlier_runs_.size(); ++i) {
    if (i != index) others.push_back(earlier_runs_[i].record);
  }
  const std::string free = name.empty() ? name : FreeRunName(others, name);
  if (std::exchange(earlier_runs_[index].record.name, free) != free) ++run_edits_;
}

void Workbench::DeleteEarlierRun(size_t index) {
  earlier_runs_.erase(earlier_runs_.begin() + static_cast<ptrdiff_t>(index));
  ++run_edits_;
}

}  // namespace convlens
