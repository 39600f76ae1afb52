#include "work/gradient_checks.h"

#include <algorithm>

namespace convlens {
namespace {

constexpr int64_t kMostWork = 100'000'000;  // multiply-adds of a check
constexpr int64_t kQuickWork = 2'000'000;   // of one that fits into a frame

/// Multiply-adds: the loss twice for each parameter.
int64_t WorkOf(const GradientQuestion& question) {
  const int64_t weights = question.state.kernel.count();
  const int64_t parameters = weights + (question.options.learn_bias ? 1 : 0);
  return 2 * parameters * question.data.outputs() * weights;
}

bool SameTask(const GradientQuestion& a, const GradientQuestion& b) {
  const auto same = [](const TrainingPair& p, const TrainingPair& q) {
    return p.input.SameAs(q.input) && p.target.SameAs(q.target);
  };
  return a.options == b.options && std::equal(a.data.pairs.begin(), a.data.pairs.end(),
                                              b.data.pairs.begin(), b.data.pairs.end(), same);
}

bool SameState(const TrainingState& a, const TrainingState& b) {
  return a.kernel == b.kernel && a.bias == b.bias;
}

}  // namespace

bool GradientChecks::IsFeasible(const GradientQuestion& question) {
  return WorkOf(question) <= kMostWork;
}

GradientCheckPtr GradientChecks::For(const GradientQuestion& question) {
  answer_.Poll();
  const bool same_task = asked_ && SameTask(*asked_, question);
  if (same_task && (answer_.busy() || SameState(asked_->state, question.state))) {
    return answer_.answer();
  }
  if (!same_task) answer_.Forget();
  asked_ = question;
  const auto check = [question](const std::atomic<bool>& cancelled) -> GradientCheckPtr {
    auto checked = CheckGradient(question.data, question.options, question.state, &cancelled);
    if (!checked) return nullptr;
    return std::make_shared<const std::vector<CheckedGradient>>(std::move(*checked));
  };
  answer_.Ask(check, WorkOf(question) <= kQuickWork);
  return answer_.answer();
}

}  // namespace convlens
