#pragma once

#include <algorithm>
#include <functional>
#include <vector>

#include "model/document/front.h"

namespace convlens {

// Runs as sessions keep them, beside the present one.

/// At most this many losses are kept of a run, so that a session file stays small.
inline constexpr size_t kKeptLosses = 1024;
/// At most this many runs without a name are kept.
inline constexpr size_t kKeptRuns = 8;

/// What is kept of a run on `trained` that has come to `state`.
RunRecord RecordOf(const Document& trained, const TrainingState& state, const LossSeries& losses,
                   const TrainingHistory& history);

/// Whether `layers` are few and small enough to be kept of a run.
bool MayBeKept(const std::vector<Layer>& layers);

/// What `run` learned in the place of the kernel in front; empty where it does not keep its weights
/// or they had another shape. A run of a single kernel gives that one.
Grid FrontKernel(const RunRecord& run, const Document& document, Front front);

/// Drops the oldest of the runs without a name where there are more than `kKeptRuns`. `record`
/// leads from an element to its `RunRecord`.
template <typename Run, typename Projection = std::identity>
void DropSurplusRuns(std::vector<Run>& runs, Projection record = {}) {
  const auto unnamed = [&record](const Run& run) { return std::invoke(record, run).name.empty(); };
  const auto count = std::count_if(runs.begin(), runs.end(), unnamed);
  for (auto i = static_cast<ptrdiff_t>(kKeptRuns); i < count; ++i) {
    runs.erase(std::find_if(runs.begin(), runs.end(), unnamed));
  }
}

}  // namespace convlens
