#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "model/document/document.h"
#include "work/newest_answer.h"

namespace convlens {

/// Finds the rate above which training a document diverges: at once where that is quick, otherwise
/// in the background.
class StableRateFinder {
 public:
  /// `wake` is called from the background thread when a search has ended.
  explicit StableRateFinder(Threading threading, std::function<void()> wake = {});

  /// The rate (see `LargestStableRate`), or 0 while it is not known: ask again. The answer is kept
  /// until something that it depends on changes; the learning rate is not among these. Without
  /// threads only small inputs get an answer.
  double RateFor(const Document& document);

 private:
  struct Question {
    std::vector<SharedGrid> inputs;
    Shape kernel;
    TrainingOptions options;
    bool SameAs(const Question& other) const;
    bool Fits() const;
    int64_t multiply_adds() const;
    double Answer(const std::atomic<bool>& cancelled) const;
  };

  void Ask(const Question& question);

  Threading threading_;
  NewestAnswer<double> answer_;
  std::optional<Question> asked_;
};

}  // namespace convlens
