#include <cmath>
#include <limits>

#include "train/run/held_out_losses.h"
#include "train/run/parameters.h"
#include "work/training_desk.h"

// What is found out about the training: each answer is kept until its question changes.
namespace convlens {

// What learns of a plain layer, as the document has it.
TrainingState TrainingDesk::PlainState() const {
  return {FrontKernel(document(), {}), FrontBias(document(), {})};
}

std::optional<AnalysisQuestion> TrainingDesk::PresentTask() {
  if (!Analysis() || !analysis_.asked()) return std::nullopt;
  AnalysisQuestion task = *analysis_.asked();
  task.options = Options();  // an analysis does not ask for all of them
  return task;
}

SampledSurfacePtr TrainingDesk::Surface(const ParameterPlane& plane, const PlaneWindow& window) {
  std::optional<AnalysisQuestion> task = PresentTask();
  if (!task || !SurfaceFinder::IsFeasible(*Analysis(), window)) return nullptr;
  return surface_.For({std::move(*task), plane, window});
}

double TrainingDesk::LossOf(std::span<const double> parameters) {
  const std::optional<AnalysisQuestion> task = PresentTask();
  if (!task) return std::numeric_limits<double>::quiet_NaN();
  return LossAt(task->data, task->kernel, task->options, task->bias, parameters);
}

std::vector<double> TrainingDesk::SurfaceBase() const {
  const bool with_bias = document().training.learn_bias;
  const bool lost = snapshot().status == TrainingStatus::kDiverged && KernelIsTheRuns();
  if (!lost || snapshot().history.empty()) return ParametersOf(PlainState(), with_bias);
  const RecordedStep& start = *snapshot().history.records().front();
  return ParametersOf({start.kernel, start.bias}, with_bias);
}

const DescentStudy* TrainingDesk::Descent() {
  const TrainingOptions options = Options();
  AnalysisPtr analysis = Analysis();
  if (!analysis || options.error != ErrorMeasure::kSquared) return nullptr;
  DescentQuestion question{std::move(analysis), options,
                           ParametersOf(PlainState(), options.learn_bias), nullptr, 0};
  if (KernelIsTheRuns()) question.start = StartAtConstantRate(snapshot().history);
  if (question.start) question.steps = snapshot().state.step - question.start->step;
  return &descent_.For(std::move(question));
}

GradientQuestion TrainingDesk::PresentGradient() const {
  const EvaluationPtr present = site_.evaluation();
  return {{{{present->input.grid(), present->target.grid()}}}, Options(), PlainState()};
}

bool TrainingDesk::CanCheckGradient() const {
  const EvaluationPtr present = site_.evaluation();
  const Layer* plain = PlainLayer(document());
  if (plain == nullptr || present->target.pyramid.empty()) return false;
  const Shape fitting = ValidOutputShape(present->input.shape(), plain->settings.window);
  return present->target.shape() == fitting && GradientChecks::IsFeasible(PresentGradient());
}

GradientCheckPtr TrainingDesk::GradientCheck() { return gradient_checks_.For(PresentGradient()); }

std::vector<LossPoint> TrainingDesk::HeldOutLossesOfRun() const {
  const TrainingSnapshot& run = snapshot();
  std::vector<LossPoint> losses = HeldOutLosses(run.history);
  if (losses.empty() || std::isnan(run.held_out_loss)) return losses;
  // Where steps are many, a part of them was recorded.
  if (losses.back().step < run.state.step) losses.push_back({run.state.step, run.held_out_loss});
  return losses;
}

}  // namespace convlens
