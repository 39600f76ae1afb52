#include "layer/compute/backward.h"
#include "layer/compute/forward.h"
#include "layer_work.h"
#include "model/evaluate/evaluation_job.h"
#include "train/run/trainer.h"

namespace convlens::bench {
namespace {

/// Evaluates a stack as the program does after each edit of its input: with the evaluation before
/// it at hand, and with the memory of the one before that.
class Evaluations {
 public:
  Evaluations(const LayerProblem& problem, Threads threads, CorrelationMethod method)
      : threads_(threads), method_(method) {
    document_.layers = problem.layers;
    inputs_[0] = problem.x;
    for (const SharedGrid& channel : problem.x.channels) {
      inputs_[1].channels.emplace_back(Grid(channel));  // another grid as far as anybody knows
    }
  }
  void Run() {
    document_.input = inputs_[count_++ % 2];
    EvaluationJob job(document_, last_, {}, method_);
    job.Use(threads_, std::exchange(spare_, {}));
    while (!job.Step()) continue;
    const EvaluationPtr now = job.result();
    if (last_) spare_ = LeftBy(*last_, *now);
    last_ = now;
  }
  Grid Output() const { return Flat(last_->outputs.back()); }

 private:
  Threads threads_;
  CorrelationMethod method_;
  Document document_;
  Tensor inputs_[2];
  EvaluationPtr last_;
  SpareGrids spare_;
  size_t count_ = 0;
};

Work Step(const LayerProblem& problem, Threads threads) {
  TrainingOptions options;
  options.rate = problem.rate;
  options.learn_bias = true;
  TrainingState state;
  state.layers = problem.layers;
  const auto trainer = std::make_shared<Trainer>(TrainingData{{{problem.x, problem.given}}, {}},
                                                 options, std::move(state));
  trainer->UseThreads(threads);
  return {[trainer] { trainer->Step(); }, [trainer] { return Flat(trainer->state().layers); }};
}

Work Gradient(const LayerProblemPtr& problem, Threads threads) {
  const auto y = std::make_shared<Tensor>(Forward(problem->layers[0], problem->x));
  const auto made = std::make_shared<LayerGradients>();
  const auto run = [=] {
    *made = Backward(problem->layers[0], problem->x, *y, problem->given, true, threads);
  };
  return {run, [made] { return Joined(Flat(made->input), Flat(Tensor(made->weights.matrix()))); }};
}

}  // namespace

Work PrepareLayersByConvLens(const LayerProblemPtr& problem, Threads threads,
                             CorrelationMethod method) {
  if (problem->task == LayerTask::kStackStep) return Step(*problem, threads);
  if (problem->task == LayerTask::kGradient) return Gradient(problem, threads);
  if (problem->task == LayerTask::kStack) {
    const auto evaluations = std::make_shared<Evaluations>(*problem, threads, method);
    return {[evaluations] { evaluations->Run(); }, [evaluations] { return evaluations->Output(); }};
  }
  // With the weights prepared by the first call, as in the program and by the peers.
  const auto y = std::make_shared<Tensor>();
  const auto kept = std::make_shared<PreparedWeightsPtr>();
  const auto run = [=] {
    *y = Forward(problem->layers[0], problem->x, threads, ManyChannelsOf(method), kept.get());
  };
  return {run, [y] { return Flat(*y); }};
}

}  // namespace convlens::bench
