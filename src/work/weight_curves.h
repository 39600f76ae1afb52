#pragma once

#include <vector>

#include "model/document/document.h"
#include "model/document/front.h"
#include "work/training_run.h"

namespace convlens {

/// How the weights in front went over the steps of a run.
struct WeightCurves {
  Shape kernel;  ///< empty where nothing is drawn
  /// One a weight, row by row, and then one of the bias where it is learned; `loss` is its value.
  std::vector<std::vector<LossPoint>> curves;
};

/// The kernel in front of `document`, whose layers the run trains, at every recorded step and now.
/// Nothing without a run, after an edit of the layers' shapes, and where pooling is in front.
WeightCurves WeightCurvesOf(const TrainingSnapshot& run, const Document& document, Front front);

/// The curves that were asked for last: made again only when the run has gone on, or others are
/// meant.
class WeightCurvesOfRun {
 public:
  /// `results` tells one snapshot of a run from another (see `TrainingRun::results`).
  const WeightCurves& For(const TrainingSnapshot& run, uint64_t results, const Document& document,
                          Front front);

 private:
  struct Question {
    TrainingHistory::Record first, last;
    size_t records = 0;
    int64_t step = 0;
    uint64_t results = 0;
    Front front;
    bool with_bias = false;
    bool fits = true;  ///< the layers of the run are those of the document

    bool operator==(const Question&) const = default;
  };

  Question asked_;
  WeightCurves curves_;
};

}  // namespace convlens
