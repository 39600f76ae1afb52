#pragma once

#include <functional>
#include <memory>

#include "model/evaluate/evaluation.h"
#include "work/task_thread.h"

namespace convlens {

/// Keeps an Evaluation of the newest Document: at once where that is quick, otherwise in the
/// background, the old one standing until the new one is there. The newest request wins: an older
/// one under way is cancelled, unless it is soon done and so worth showing in between (a drag over
/// a large image would otherwise show nothing until it ends).
class Evaluator {
 public:
  /// Up to this estimate, a request is evaluated before `Request` returns.
  static constexpr double kInlineSeconds = 0.008;
  /// Up to this estimate, a request under way is finished although a newer one waits.
  static constexpr double kPatienceSeconds = 0.4;

  /// `wake` is called from the background thread when a result is ready (to end an idle wait).
  explicit Evaluator(Threading threading, std::function<void()> wake = {});
  ~Evaluator();

  void Request(const Document& document, Front front = {});
  /// For the requests from now on. Changes only roundings.
  void SetMethod(CorrelationMethod method) { method_ = method; }
  CorrelationMethod method() const { return method_; }
  /// Takes over a finished result; true when `evaluation()` changed.
  bool Poll();

  /// Whether a request was given up for want of memory since the last call; the old evaluation
  /// stays.
  bool TakeOutOfMemory();

  /// Never null: at first the evaluation of a default Document.
  const EvaluationPtr& evaluation() const;
  /// Whether a request is still under way, how far, and for how long already.
  bool busy() const;
  float progress() const;
  double busy_seconds() const;
  /// Gives up the request under way; the old evaluation stays.
  void Cancel();

 private:
  void TakeOver(EvaluationPtr evaluation);

  struct Background;
  std::unique_ptr<Background> background_;
  EvaluationPtr evaluation_;
  CorrelationMethod method_ = CorrelationMethod::kAutomatic;
  bool changed_ = false;
};

}  // namespace convlens
