#include "work/task_analysis.h"

#include "train/run/analysis.h"
#include "train/setup/loss_scale.h"

namespace convlens {
namespace {

// Multiply-adds up to which an analysis fits into a frame.
constexpr int64_t kQuickWork = 2'000'000;
constexpr int64_t kQuickParameters = 26;  // 5×5 and a bias: its spectrum takes under a millisecond

int64_t ParametersOf(const AnalysisQuestion& question) {
  return question.kernel.count() + (question.options.learn_bias ? 1 : 0);
}

bool IsQuick(const AnalysisQuestion& question) {
  int64_t work = 0;
  for (const TrainingPair& pair : question.data.pairs) {
    work += 2 * pair.input.shape().count() * question.kernel.count();
  }
  return work <= kQuickWork && ParametersOf(question) <= kQuickParameters;
}

AnalysisPtr Analyse(const AnalysisQuestion& question, const std::atomic<bool>& cancelled) {
  if (ParametersOf(question) > kMostExactParameters) return nullptr;
  if (DataProblem(question.data, question.kernel)) return nullptr;
  const BiasUse bias{question.options.learn_bias, question.bias};
  std::optional<NormalEquations> sums = BuildNormalEquations(
      question.data, question.kernel, question.options.operation, bias, &cancelled);
  if (!sums) return nullptr;
  auto made = std::make_shared<TaskAnalysis>();
  made->sums = std::move(*sums);
  made->spectrum = SpectrumOf(made->sums);
  if (made->spectrum.size() == 0) return nullptr;
  const double scale = LossScale(question.options.loss, made->sums.outputs);
  made->minimum =
      LeastSquares(made->sums, made->spectrum, scale, question.options.optimizer.weight_decay);
  return made;
}

bool SamePair(const TrainingPair& a, const TrainingPair& b) {
  return a.input.SameAs(b.input) && a.target.SameAs(b.target);
}

bool SameData(const TrainingData& a, const TrainingData& b) {
  if (a.pairs.size() != b.pairs.size()) return false;
  for (size_t i = 0; i < a.pairs.size(); ++i) {
    if (!SamePair(a.pairs[i], b.pairs[i])) return false;
  }
  return true;
}

}  // namespace

bool SameQuestion(const AnalysisQuestion& a, const AnalysisQuestion& b) {
  return a.kernel == b.kernel && a.options.loss == b.options.loss &&
         a.options.learn_bias == b.options.learn_bias &&
         (a.options.learn_bias || a.bias == b.bias) && a.options.operation == b.options.operation &&
         a.options.optimizer.weight_decay == b.options.optimizer.weight_decay &&
         SameData(a.data, b.data);
}

AnalysisPtr AnalysisFinder::For(const AnalysisQuestion& question) {
  if (!asked_ || !SameQuestion(*asked_, question)) {
    asked_ = question;
    answer_.Forget();
    answer_.Ask(
        [question](const std::atomic<bool>& cancelled) { return Analyse(question, cancelled); },
        IsQuick(question));
  }
  answer_.Poll();
  return answer_.answer();
}

}  // namespace convlens
