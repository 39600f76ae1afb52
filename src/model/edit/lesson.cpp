#include "model/edit/lesson.h"

#include <algorithm>
#include <cmath>

#include "core/correlate/kernel_algebra.h"
#include "layer/settings/receptive_field.h"

namespace convlens {
namespace {

bool Close(float a, float b, float tolerance) { return std::abs(a - b) <= tolerance; }

bool Close(GridView a, GridView b, float tolerance) {
  if (a.shape() != b.shape()) return false;
  for (int r = 0; r < a.height; ++r) {
    for (int c = 0; c < a.width; ++c) {
      if (!Close(a.at(r, c), b.at(r, c), tolerance)) return false;
    }
  }
  return true;
}

/// Answers one kind of check each. Requires `facts.evaluation`.
class Checker {
 public:
  explicit Checker(const LessonFacts& facts) : facts_(facts), evaluation_(*facts.evaluation) {}

  bool operator()(const OutputReached& check) const {
    const PlaybackExtent extent = evaluation_.extent(facts_.playback.output);
    const bool complete = facts_.playback.terms.value_or(extent.terms) >= extent.terms;
    if (facts_.playback.output > check.index) return true;
    return facts_.playback.output == check.index && complete && check.index < extent.outputs;
  }
  bool operator()(const TermReached& check) const {
    return facts_.playback.output == check.index && facts_.playback.terms &&
           *facts_.playback.terms >= check.terms;
  }
  bool operator()(const OutputEquals& check) const {
    const Grid* output = Output();
    if (output == nullptr || check.cell.row < 0 || check.cell.row >= output->height() ||
        check.cell.col < 0 || check.cell.col >= output->width()) {
      return false;
    }
    return Close((*output)[check.cell], check.value, check.tolerance);
  }
  bool operator()(const OutputShapeIs& check) const {
    return Output() != nullptr && Output()->shape() == check.shape;
  }
  bool operator()(const OutputIsAll& check) const {
    return Output() != nullptr &&
           Close(*Output(), Grid(Output()->shape(), check.value), check.tolerance);
  }
  bool operator()(const OutputDiffersFrom& check) const {
    return Output() != nullptr && !Close(*Output(), check.grid, check.tolerance);
  }
  bool operator()(const KernelEquals& check) const {
    return Close(Kernel(), check.kernel, check.tolerance);
  }
  bool operator()(const KernelPointSymmetric&) const {
    const Grid kernel = Kernel();
    return Close(kernel, kernel_algebra::FlipBoth(kernel), 0) &&
           !Close(kernel, Grid(kernel.shape()), 0);
  }
  bool operator()(const KernelShapeIs& check) const { return Kernel().shape() == check.shape; }
  bool operator()(const InputShapeIs& check) const {
    return evaluation_.document.input.shape().grid == check.shape;
  }
  bool operator()(const OperationIs& check) const {
    return evaluation_.front_layer().settings.operation == check.operation;
  }
  bool operator()(const OutputChannelsAre& check) const {
    return OutputChannels(evaluation_.document, evaluation_.front.layer) == check.count;
  }
  bool operator()(const MatrixShown& check) const { return facts_.matrix == check.view; }
  bool operator()(const TrainingReached& check) const { return facts_.training_step >= check.step; }
  bool operator()(const LossBelow& check) const {
    return !evaluation_.target_problem && evaluation_.loss < check.loss;
  }
  bool operator()(const LossAbove& check) const {
    return !evaluation_.target_problem && evaluation_.loss > check.loss;
  }
  bool operator()(const BiasLearned& check) const {
    return evaluation_.document.training.learn_bias == check.learned;
  }
  bool operator()(const TrainingDiverged&) const { return facts_.training_diverged; }
  bool operator()(const PinnedOutput& check) const {
    return Matches(facts_.pinned_output, check.cell);
  }
  bool operator()(const HoveredOutput& check) const {
    return Matches(facts_.hovered_output, check.cell);
  }
  bool operator()(const HoveredInput& check) const {
    return Matches(facts_.hovered_input, check.cell);
  }
  bool operator()(const FieldSizeIs& check) const {
    const std::vector<LayerSettings> settings = SettingsOf(evaluation_.document.layers);
    return static_cast<int>(settings.size()) == check.layers &&
           evaluation_.outputs.size() == settings.size() &&
           FieldGeometries(settings).back().size == check.size;
  }
  bool operator()(const StackElementIn& check) const {
    return facts_.stack_element && facts_.stack_element->grid == check.grid;
  }

 private:
  Grid Kernel() const { return FrontKernel(evaluation_.document, evaluation_.front); }
  const Grid* Output() const {
    return evaluation_.output.pyramid.empty() ? nullptr : &*evaluation_.output.grid();
  }
  /// Any cell will do where none is asked for.
  static bool Matches(const std::optional<Cell>& fact, const std::optional<Cell>& wanted) {
    return fact && (!wanted || *fact == *wanted);
  }

  const LessonFacts& facts_;
  const Evaluation& evaluation_;
};

bool AllHold(const std::vector<LessonCheck>& checks, const LessonFacts& facts) {
  return std::all_of(checks.begin(), checks.end(),
                     [&](const LessonCheck& check) { return CheckHolds(check, facts); });
}

}  // namespace

bool CheckHolds(const LessonCheck& check, const LessonFacts& facts) {
  return facts.evaluation != nullptr && std::visit(Checker(facts), check);
}

LessonProgress UpdatedProgress(LessonProgress progress, const Lesson& lesson,
                               const LessonFacts& facts) {
  const auto count = static_cast<int>(lesson.steps.size());
  while (progress.steps_done < count &&
         AllHold(lesson.steps[static_cast<size_t>(progress.steps_done)].checks, facts)) {
    ++progress.steps_done;
  }
  if (!lesson.try_it.checks.empty() && AllHold(lesson.try_it.checks, facts)) {
    progress.try_it_done = true;
  }
  return progress;
}

}  // namespace convlens
