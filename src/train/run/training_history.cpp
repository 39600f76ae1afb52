#include "train/run/training_history.h"

#include <algorithm>

namespace convlens {

int64_t RecordedStep::cells() const {
  int64_t cells = kernel.count();
  for (const Layer& layer : layers) cells += ParameterCount(layer);
  return cells;
}

size_t TrainingHistory::Capacity() const {
  const int64_t cells = std::max<int64_t>(1, records_.front()->cells());
  return static_cast<size_t>(
      std::clamp<int64_t>(kMostCells / cells, 2, static_cast<int64_t>(kCapacity)));
}

bool TrainingHistory::Wants(int64_t step) const {
  if (records_.empty()) return true;
  return step > records_.back()->step && (step - records_.front()->step) % spacing_ == 0;
}

void TrainingHistory::Add(RecordedStep record) {
  if (!Wants(record.step)) return;
  if (!records_.empty() && records_.size() >= Capacity()) Thin();
  if (!Wants(record.step)) return;
  records_.push_back(std::make_shared<const RecordedStep>(std::move(record)));
}

void TrainingHistory::Thin() {
  spacing_ *= 2;
  std::erase_if(records_, [this, first = records_.front()->step](const Record& record) {
    return (record->step - first) % spacing_ != 0;
  });
}

TrainingHistory::Record TrainingHistory::At(int64_t step) const {
  if (records_.empty()) return nullptr;
  const auto after =
      std::upper_bound(records_.begin(), records_.end(), step,
                       [](int64_t value, const Record& record) { return value < record->step; });
  return after == records_.begin() ? records_.front() : *(after - 1);
}

std::string FreeRunName(const std::vector<RunRecord>& runs, const std::string& wanted) {
  const auto taken = [&](const std::string& name) {
    return std::any_of(runs.begin(), runs.end(),
                       [&](const RunRecord& run) { return run.name == name; });
  };
  std::string name = wanted;
  for (int number = 2; taken(name); ++number) {
    name = wanted;
    name.append(" ").append(std::to_string(number));
  }
  return name;
}

}  // namespace convlens
