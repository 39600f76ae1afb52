#include "core/correlate/correlation_plan.h"
#include "core/correlate/gradient.h"
#include "core/correlate/low_rank.h"
#include "train/run/trainer.h"
#include "work.h"

namespace convlens::bench {
namespace {

Work Step(const Problem& problem) {
  TrainingOptions options;
  options.rate = problem.rate;
  const auto trainer = std::make_shared<Trainer>(SharedGrid(problem.x), SharedGrid(problem.g),
                                                 options, TrainingState{problem.k});
  return {[trainer] { trainer->Step(); }, [trainer] { return trainer->state().kernel; }};
}

/// A step as the Trainer makes it, on several threads.
Work Step(const std::shared_ptr<const Problem>& problem, Threads threads) {
  const auto k = std::make_shared<Grid>(problem->k);
  const auto dk = std::make_shared<Grid>(problem->k.shape());
  const auto residual = std::make_shared<Grid>(problem->output());
  const auto run = [=] {
    SquaredErrorAndGradients(Operation::kCorrelation, problem->x, *k, 0, problem->g, *residual, *dk,
                             threads);
    for (int a = 0; a < k->height(); ++a) {
      for (int b = 0; b < k->width(); ++b) k->at(a, b) -= 2 * problem->rate * dk->at(a, b);
    }
  };
  return {run, [k] { return *k; }};
}

/// As the program does it: small kernels directly, larger ones by whatever way the plan takes,
/// which is made anew in each run, with the kernel's spectrum.
Work Forward(const std::shared_ptr<const Problem>& problem, Threads threads) {
  constexpr int64_t kSmallKernel = 100;
  const auto y = std::make_shared<Grid>(problem->output());
  const auto directly = [=] { Correlate(problem->x, problem->k, 0, *y, threads); };
  const auto by_plan = [=] {
    const CorrelationPlan plan =
        PlanCorrelation(Operation::kCorrelation, problem->x.shape(), problem->k);
    CorrelateByPlan(plan, problem->x, 0, *y, threads);
  };
  const bool small = problem->k.count() < kSmallKernel;
  return {small ? std::function<void()>(directly) : by_plan, [y] { return *y; }};
}

Work Prepare(const std::shared_ptr<const Problem>& problem, Threads threads) {
  if (problem->task == Task::kStep && threads.count > 1) return Step(problem, threads);
  if (problem->task == Task::kStep) return Step(*problem);
  if (problem->task == Task::kGradient) {
    const auto dk = std::make_shared<Grid>(problem->k.shape());
    return {[=] { KernelGradient(problem->x, problem->g, *dk, threads); }, [dk] { return *dk; }};
  }
  if (problem->task == Task::kSeparable) {
    const auto y = std::make_shared<Grid>(problem->output());
    const auto k = std::make_shared<LowRankKernel>(FactorKernel(problem->k));
    return {[=] { CorrelateInPasses(problem->x, *k, 0, *y, threads); }, [y] { return *y; }};
  }
  return Forward(problem, threads);
}

}  // namespace

Work PrepareConvLens(std::shared_ptr<const Problem> problem) { return Prepare(problem, {1}); }

/// Where the work is large enough that two threads share it.
Work PrepareConvLensOnTwoThreads(std::shared_ptr<const Problem> problem) {
  constexpr double kEnoughFlops = 6e6;
  if (problem->Flops() < kEnoughFlops) return {};
  return Prepare(problem, {2});
}

}  // namespace convlens::bench
