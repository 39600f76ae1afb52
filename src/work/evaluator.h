#pragma once

#include <functional>
#include <memory>

#include "model/evaluation.h"
#include "work/task_thread.h"

namespace convlens {

/// Keeps an Evaluation of the newest Document: at once where that is quick, otherwise in the
/// background, the old one standing until the new one is there. The newest request wins; an older
/// one under way is cancelled.
class Evaluator {
 public:
  /// Up to this estimate, a request is evaluated before `Request` returns.
  static constexpr double kInlineSeconds = 0.008;

  /// `wake` is called from the background thread when a result is ready (to end an idle wait).
  explicit Evaluator(Threading threading, std::function<void()> wake = {});
  ~Evaluator();

  void Request(const Document& document);
  /// Takes over a finished result; true when `evaluation()` changed.
  bool Poll();

  /// Never null: at first the evaluation of a default Document.
  const EvaluationPtr& evaluation() const;
  /// Whether a request is still under way, how far, and for how long already.
  bool busy() const;
  float progress() const;
  double busy_seconds() const;
  /// Gives up the request under way; the old evaluation stays.
  void Cancel();

 private:
  struct Shared;
  std::unique_ptr<Shared> shared_;
};

}  // namespace convlens
