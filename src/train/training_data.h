#pragma once

#include <optional>
#include <vector>

#include "core/grid.h"

namespace convlens {

/// An input and what the layer is to make of it.
struct TrainingPair {
  SharedGrid input;   ///< [nh×nw]
  SharedGrid target;  ///< [(nh−kh+1)×(nw−kw+1)]

  bool operator==(const TrainingPair&) const = default;
};

/// What a kernel learns from: every step sees all pairs (a full batch), which may differ in size.
struct TrainingData {
  std::vector<TrainingPair> pairs;
  std::optional<TrainingPair> held_out{};  ///< only looked at, never learned from

  /// Output elements of all pairs.
  int64_t outputs() const;
};

/// What keeps a kernel of shape `kernel` from learning from `data`, as a sentence: no pair, a
/// kernel that does not fit, a target of another shape, a value that is not finite.
std::optional<Message> DataProblem(const TrainingData& data, Shape kernel);

}  // namespace convlens
