#include "model/edit/lesson.h"

#include <doctest/doctest.h>

#include "model/edit/edit.h"

using namespace convlens;

namespace {

/// What a lesson sees of a document, with an evaluation that lives as long.
struct Scene {
  explicit Scene(Document document = {}) : evaluation(Evaluate(document, nullptr)) {
    facts.evaluation = evaluation.get();
  }
  bool Sees(const LessonCheck& check) const { return CheckHolds(check, facts); }

  EvaluationPtr evaluation;
  LessonFacts facts;
};

Document After(const Edit& edit) {
  Document document;
  edit.apply(document);
  return document;
}

}  // namespace

TEST_CASE("an output element is reached once its sum is complete") {
  Scene scene;
  CHECK(scene.Sees(OutputReached{0}));
  CHECK_FALSE(scene.Sees(OutputReached{1}));
  scene.facts.playback.output = 1;
  CHECK(scene.Sees(OutputReached{1}));
  scene.facts.playback.terms = 2;
  CHECK_FALSE(scene.Sees(OutputReached{1}));
  CHECK(scene.Sees(OutputReached{0}));
  scene.facts.playback.terms = 4;
  CHECK(scene.Sees(OutputReached{1}));
}

TEST_CASE("a term is reached by stepping into its element") {
  Scene scene;
  CHECK_FALSE(scene.Sees(TermReached{0, 1}));
  scene.facts.playback.terms = 3;
  CHECK(scene.Sees(TermReached{0, 3}));
  CHECK_FALSE(scene.Sees(TermReached{0, 4}));
  CHECK_FALSE(scene.Sees(TermReached{1, 1}));
}

TEST_CASE("checks of the output") {
  const Scene scene;
  CHECK(scene.Sees(OutputEquals{{1, 0}, 37, 0}));
  CHECK_FALSE(scene.Sees(OutputEquals{{1, 0}, 36, 0.5F}));
  CHECK_FALSE(scene.Sees(OutputEquals{{5, 0}, 37, 0}));
  CHECK(scene.Sees(OutputShapeIs{{2, 2}}));
  CHECK_FALSE(scene.Sees(OutputShapeIs{{2, 3}}));
  CHECK_FALSE(scene.Sees(OutputIsAll{19, 1}));
  CHECK(scene.Sees(OutputDiffersFrom{Grid{{19, 25}, {37, 44}}, 0.5F}));
  CHECK_FALSE(scene.Sees(OutputDiffersFrom{Grid{{19, 25}, {37, 43}}, 0.5F}));
  CHECK(scene.Sees(OutputDiffersFrom{Grid{{1}}, 100}));
  CHECK(Scene(After(ClearGrid(GridRole::kKernel))).Sees(OutputIsAll{0, 0}));
}

TEST_CASE("without an output no check of it holds") {
  Document document;
  document.input = Grid(1, 1);
  const Scene scene(document);
  CHECK_FALSE(scene.Sees(OutputReached{0}));
  CHECK_FALSE(scene.Sees(OutputIsAll{0, 9}));
  CHECK_FALSE(scene.Sees(OutputShapeIs{{0, 0}}));
  CHECK_FALSE(scene.Sees(OutputDiffersFrom{Grid{{1}}, 0}));
  CHECK_FALSE(scene.Sees(LossBelow{1e9}));
}

TEST_CASE("checks of the kernel, the input and the operation") {
  const Scene scene;
  CHECK(scene.Sees(KernelEquals{Grid{{0, 1}, {2, 3.01F}}, 0.02F}));
  CHECK_FALSE(scene.Sees(KernelEquals{Grid{{0, 1}, {2, 3.01F}}, 0.001F}));
  CHECK_FALSE(scene.Sees(KernelEquals{Grid{{0, 1}}, 1}));
  CHECK(scene.Sees(KernelShapeIs{{2, 2}}));
  CHECK(scene.Sees(InputShapeIs{{3, 3}}));
  CHECK(scene.Sees(OperationIs{Operation::kCorrelation}));
  CHECK(Scene(After(SetOperation(Operation::kConvolution)))
            .Sees(OperationIs{Operation::kConvolution}));
}

TEST_CASE("checks of the training") {
  Scene scene(After(TargetFromOutput(Grid{{19, 25}, {37, 42}})));
  CHECK(scene.Sees(LossBelow{1.5}));
  CHECK_FALSE(scene.Sees(LossBelow{1}));
  scene.facts.training_step = 10;
  CHECK(scene.Sees(TrainingReached{10}));
  CHECK_FALSE(scene.Sees(TrainingReached{11}));
  CHECK_FALSE(scene.Sees(TrainingDiverged{}));
  scene.facts.training_diverged = true;
  CHECK(scene.Sees(TrainingDiverged{}));
}

TEST_CASE("checks of the pointer: a certain cell, or any") {
  Scene scene;
  CHECK_FALSE(scene.Sees(HoveredOutput{}));
  scene.facts.hovered_output = Cell{1, 1};
  scene.facts.pinned_output = Cell{0, 1};
  scene.facts.hovered_input = Cell{2, 2};
  CHECK(scene.Sees(HoveredOutput{}));
  CHECK(scene.Sees(HoveredOutput{Cell{1, 1}}));
  CHECK_FALSE(scene.Sees(HoveredOutput{Cell{0, 1}}));
  CHECK(scene.Sees(PinnedOutput{Cell{0, 1}}));
  CHECK(scene.Sees(HoveredInput{Cell{2, 2}}));
}

TEST_CASE("steps are done in order and stay done; the task checks itself at any time") {
  Lesson lesson;
  lesson.steps = {{{}, {OutputReached{1}}},
                  {{}, {OutputReached{2}, OperationIs{Operation::kCorrelation}}}};
  lesson.try_it = {{}, {OutputEquals{{0, 0}, 19, 0}}};
  Scene scene;
  LessonProgress progress = UpdatedProgress({}, lesson, scene.facts);
  CHECK(progress == LessonProgress{0, true});
  scene.facts.playback.output = 1;
  progress = UpdatedProgress(progress, lesson, scene.facts);
  CHECK(progress.steps_done == 1);
  scene.facts.playback.output = 0;
  progress = UpdatedProgress(progress, lesson, scene.facts);
  CHECK(progress.steps_done == 1);
  scene.facts.playback.output = 3;
  progress = UpdatedProgress(progress, lesson, scene.facts);
  CHECK(progress.steps_done == 2);
  CHECK(UpdatedProgress(progress, lesson, scene.facts) == progress);
}

TEST_CASE("a task without checks is never done by itself") {
  CHECK_FALSE(UpdatedProgress({}, Lesson{}, Scene().facts).try_it_done);
}
