#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/document/session.h"
#include "model/evaluate/evaluation.h"
#include "model/evaluate/stack_maps.h"
#include "train/run/loss_series.h"

namespace convlens {

/// A text of a lesson in both languages of the interface.
struct LessonText {
  std::string english;
  std::string chinese;
};

/// What is looked at to see whether a step is done.
struct LessonFacts {
  const Evaluation* evaluation = nullptr;
  Playback playback;
  int64_t training_step = 0;
  bool training_diverged = false;
  std::optional<Cell> pinned_output;
  std::optional<Cell> hovered_output;
  std::optional<Cell> hovered_input;
  MatrixView matrix = MatrixView::kNone;      ///< which stands under the figure
  std::optional<StackElement> stack_element;  ///< pointed at, or pinned, in the stack's figure
};

/// One condition; a step is done once all of its conditions have held at the same time.
struct OutputReached {
  int64_t index;
};  ///< playback stands on this element, sum complete
struct TermReached {
  int64_t index;
  int terms;
};  ///< stepped into element `index` this far
struct OutputEquals {
  Cell cell;
  float value;
  float tolerance;
};
struct OutputShapeIs {
  Shape shape;
};
struct OutputIsAll {
  float value;
  float tolerance;
};
struct OutputDiffersFrom {
  Grid grid;
  float tolerance;
};
struct KernelEquals {
  Grid kernel;
  float tolerance;
};
struct KernelPointSymmetric {};  ///< unchanged by a turn of 180°, and not all zero
struct KernelShapeIs {
  Shape shape;
};
struct InputShapeIs {
  Shape shape;
};
struct OperationIs {
  Operation operation;
};
struct OutputChannelsAre {
  int count;
};  ///< of the layer in front
struct TrainingReached {
  int64_t step;
};
struct LossBelow {
  double loss;
};
struct LossAbove {
  double loss;
};
struct BiasLearned {
  bool learned;
};  ///< whether the bias is learned as well
struct TrainingDiverged {};
struct PinnedOutput {
  std::optional<Cell> cell;
};
struct HoveredOutput {
  std::optional<Cell> cell;
};
struct HoveredInput {
  std::optional<Cell> cell;
};
/// The stack has `layers` layers, and an element of the last sees `size` input cells.
struct FieldSizeIs {
  int layers;
  Shape size;
};
/// An element of this grid is pointed at in the stack's figure (0: the input).
struct StackElementIn {
  int grid;
};
/// The figure shows the operation as this product with a matrix.
struct MatrixShown {
  MatrixView view;
};
using LessonCheck =
    std::variant<OutputReached, TermReached, OutputEquals, OutputShapeIs, OutputIsAll,
                 OutputDiffersFrom, KernelEquals, KernelPointSymmetric, KernelShapeIs, InputShapeIs,
                 OperationIs, OutputChannelsAre, TrainingReached, LossBelow, LossAbove, BiasLearned,
                 TrainingDiverged, PinnedOutput, HoveredOutput, HoveredInput, FieldSizeIs,
                 StackElementIn, MatrixShown>;
bool CheckHolds(const LessonCheck& check, const LessonFacts& facts);

struct LessonStep {
  LessonText text;
  std::vector<LessonCheck> checks;
};

struct Lesson {
  std::string id;  ///< "figure-6-2-1"
  int number = 0;  ///< 1-based, order in the menu
  LessonText title;
  std::vector<LessonText> paragraphs;
  std::vector<LessonStep> steps;
  LessonStep try_it;
  Session session;  ///< what it opens with
};

/// Which steps of a lesson are done. Steps are done in order; a done step stays done.
struct LessonProgress {
  int steps_done = 0;
  bool try_it_done = false;

  bool operator==(const LessonProgress&) const = default;
};
LessonProgress UpdatedProgress(LessonProgress progress, const Lesson& lesson,
                               const LessonFacts& facts);

}  // namespace convlens
