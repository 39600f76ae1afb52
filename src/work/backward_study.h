#pragma once

#include <optional>

#include "model/evaluate/backward_pass.h"

namespace convlens {

/// The backward pass of an evaluation: made again only when the grids or the loss that it follows
/// from change.
class BackwardStudy {
 public:
  /// Larger inputs are too small on a screen for their numbers to be read.
  static constexpr int64_t kMostCells = 1600;

  /// Null where there is none: without an error or a kernel, for anything but a plain layer, and
  /// for an input of more than `kMostCells`. Holds until the next call.
  const BackwardPass* For(const Evaluation& evaluation);

 private:
  SharedGrid input_, kernel_, error_;
  TrainingOptions options_;
  std::optional<BackwardPass> pass_;
};

}  // namespace convlens
