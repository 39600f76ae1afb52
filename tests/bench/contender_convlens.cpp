#include "core/correlate.h"
#include "core/gradient.h"
#include "core/low_rank.h"
#include "train/trainer.h"
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

}  // namespace

Work PrepareConvLens(std::shared_ptr<const Problem> problem) {
  if (problem->task == Task::kStep) return Step(*problem);
  if (problem->task == Task::kGradient) {
    const auto dk = std::make_shared<Grid>(problem->k.shape());
    return {[problem, dk] { KernelGradient(problem->x, problem->g, *dk); }, [dk] { return *dk; }};
  }
  const auto y = std::make_shared<Grid>(problem->output());
  if (problem->task == Task::kSeparable) {
    const auto k = std::make_shared<LowRankKernel>(Factor(problem->k));
    return {[problem, k, y] { CorrelateInPasses(problem->x, *k, 0, *y); }, [y] { return *y; }};
  }
  return {[problem, y] { Correlate(problem->x, problem->k, 0, *y); }, [y] { return *y; }};
}

}  // namespace convlens::bench
