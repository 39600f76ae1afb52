#pragma once

#include <optional>
#include <vector>

#include "layer/settings/tensor.h"

namespace convlens {

/// An input and what the layers should make of it. A plain kernel has one channel of each, [nh×nw]
/// and [(nh−kh+1)×(nw−kw+1)].
struct TrainingPair {
  Tensor input;
  Tensor target;  ///< shape of the last layer's output

  bool operator==(const TrainingPair&) const = default;
};

/// What is learned from: every step sees all pairs (a full batch), which may differ in size.
struct TrainingData {
  std::vector<TrainingPair> pairs;
  std::optional<TrainingPair> held_out{};  ///< only looked at, never learned from

  /// Output elements of all pairs, in all channels.
  int64_t outputs() const;
};

/// What keeps a kernel of shape `kernel` from learning from `data`, as a message: no pair, a
/// kernel that does not fit, a target of another shape, a value that is not finite.
std::optional<Message> DataProblem(const TrainingData& data, Shape kernel);

}  // namespace convlens
