#include <doctest/doctest.h>

#include "layer/settings/stack_presets.h"
#include "ui/stack/stack_actions.h"
#include "unit/ui/stage.h"

using namespace convlens;
using namespace convlens::test;

TEST_CASE("the commands of stepping go through the output and are dim at its ends") {
  Stage stage;
  CHECK_FALSE(stage.IsEnabled(Command::kStepBack));
  CHECK(stage.CarryOut(Command::kStepForward));
  CHECK(stage.bench.playback().output == 1);
  CHECK(stage.CarryOut(Command::kStepInto));
  CHECK(stage.bench.playback().terms.has_value());
  CHECK(stage.CarryOut(Command::kLast));
  CHECK(stage.bench.playback().output == 3);
  CHECK_FALSE(stage.IsEnabled(Command::kStepForward));
  CHECK(stage.CarryOut(Command::kFirst));
  CHECK(stage.bench.playback().output == 0);
}

TEST_CASE("an edit by a command can be undone and done again by commands") {
  Stage stage;
  CHECK_FALSE(stage.IsEnabled(Command::kUndo));
  CHECK(stage.CarryOut(Command::kFlipKernel));
  CHECK(stage.bench.front_kernel() == Grid{{3, 2}, {1, 0}});
  CHECK(stage.CarryOut(Command::kUndo));
  CHECK(stage.bench.front_kernel() == Grid{{0, 1}, {2, 3}});
  CHECK(stage.CarryOut(Command::kRedo));
  CHECK(stage.bench.front_kernel() == Grid{{3, 2}, {1, 0}});
  CHECK(stage.CarryOut(Command::kSwitchOperation));
  CHECK(stage.bench.front_layer().settings.operation == Operation::kConvolution);
}

TEST_CASE("the command of a tab opens it with its figure") {
  Stage stage;
  CHECK(stage.CarryOut(Command::kTabLearn));
  CHECK(stage.state.tab == InspectorTab::kLearn);
  CHECK(stage.bench.view().figure == FigureKind::kLearn);
  CHECK(stage.CarryOut(Command::kTabStack));
  CHECK(stage.bench.view().figure == FigureKind::kStack);
  CHECK(stage.CarryOut(Command::kTabLayer));
  CHECK(stage.state.tab == InspectorTab::kLayer);
}

TEST_CASE("a step of training needs a target, without which the Learn tab opens and says so") {
  Stage stage;
  Document document;
  document.training.target_source = TargetSource::kFixed;
  Session session;
  session.document = document;
  stage.bench.Open(session);
  stage.state.tab = InspectorTab::kInput;
  REQUIRE(stage.bench.training().Problem());
  CHECK(stage.CarryOut(Command::kTrainStep));
  CHECK(stage.state.tab == InspectorTab::kLearn);
  CHECK(stage.bench.training().snapshot().state.step == 0);
  stage.bench.Open(Session{});
  stage.bench.Do(ResizeGrid(GridRole::kReference, {2, 2}));
  REQUIRE_FALSE(stage.bench.training().Problem());
  CHECK(stage.CarryOut(Command::kTrainStep));
  CHECK(stage.bench.training().snapshot().state.step == 1);
  CHECK(stage.CarryOut(Command::kTrainReset));
  CHECK(stage.bench.training().snapshot().status == TrainingStatus::kIdle);
}

TEST_CASE("a choice is ticked once it is made") {
  Stage stage;
  CHECK(stage.IsChosen(Command::kThemeDark));
  CHECK(stage.CarryOut(Command::kThemeLight));
  CHECK(stage.preferences.theme == ThemeKind::kLight);  // from which the program makes the theme
  CHECK_FALSE(stage.IsChosen(Command::kMatrixIm2col));
  CHECK(stage.CarryOut(Command::kMatrixIm2col));
  CHECK(stage.IsChosen(Command::kMatrixIm2col));
  CHECK(stage.CarryOut(Command::kMatrixIm2col));
  CHECK_FALSE(stage.IsChosen(Command::kMatrixIm2col));
}

TEST_CASE("what needs files or the window is left to the application") {
  Stage stage;
  for (const Command command :
       {Command::kOpen, Command::kSave, Command::kExportPng, Command::kQuit}) {
    CHECK_FALSE(stage.CarryOut(command));
  }
}

TEST_CASE("a cell of each grid can be selected by keys, in a ring") {
  Stage stage;
  CHECK(stage.CarryOut(Command::kNextGrid));
  REQUIRE(stage.state.selection);
  CHECK(stage.state.selection->role == GridRole::kInput);
  CHECK(stage.CarryOut(Command::kNextGrid));
  CHECK(stage.state.selection->role == GridRole::kKernel);
  CHECK(stage.CarryOut(Command::kNextGrid));
  CHECK(stage.state.selection->role == GridRole::kInput);
  CHECK(stage.CarryOut(Command::kPreviousGrid));
  CHECK(stage.state.selection->role == GridRole::kKernel);
  CHECK(stage.state.selection->cell == Cell{0, 0});
}

TEST_CASE("a sum that is stepped into is not left half added up in the Learn tab") {
  Stage stage;
  stage.CarryOut(Command::kStepInto);
  REQUIRE(stage.bench.playback().terms);
  stage.CarryOut(Command::kTabLearn);
  CHECK_FALSE(stage.bench.playback().terms);
}

TEST_CASE("copying code copies what the figure shows, and says so or what the library lacks") {
  Stage stage;
  CHECK(stage.CarryOut(Command::kCodeNumPy));
  const std::string output = ImGui::GetClipboardText();
  CHECK(output.find("Y = corr2d(X, K)") != std::string::npos);
  CHECK(stage.state.notice == Message{"The code is copied.", {}});
  CHECK(stage.CarryOut(Command::kTabLearn));
  stage.bench.Do(ResizeGrid(GridRole::kReference, {2, 2}));
  CHECK(stage.CarryOut(Command::kCodePyTorch));
  const std::string training = ImGui::GetClipboardText();
  CHECK(training.find("loss.backward()") != std::string::npos);
  CHECK(stage.state.problems.empty());
  Session session;
  session.document.layers.push_back(Layer{});
  session.document.training.target_source = TargetSource::kHiddenLayers;
  session.view.figure = FigureKind::kLearn;
  stage.bench.Open(session);
  CHECK(stage.CarryOut(Command::kCodeSciPy));
  CHECK(ImGui::GetClipboardText() == training);
  REQUIRE(stage.state.problems.size() == 1);
  CHECK(stage.state.problems[0].pattern.starts_with("SciPy has no gradients of layers"));
}

TEST_CASE("code with large arrays names the files that it reads") {
  Stage stage;
  Session session;
  session.document.input = Grid(70, 60, 1);
  stage.bench.Open(session);
  CHECK(stage.CarryOut(Command::kCodeCpp));
  REQUIRE(stage.state.notice);
  CHECK(stage.state.notice->choices == std::vector<std::string>{"convlens-X.npy"});
}

TEST_CASE("a stack that cannot take the input says that its own took the place") {
  Stage stage;
  UiContext ui = stage.ui();
  UseStack(ui, *FindStackPreset("lenet"));
  CHECK(StackReplacedInput(ui));
  UseStack(ui, *FindStackPreset("edge-then-pool"));
  stage.CarryOut(Command::kUndo);
  CHECK(stage.bench.document().input.shape().grid == Shape{28, 28});
  UseStack(ui, *FindStackPreset("lenet"));  // takes it as it is
  CHECK_FALSE(StackReplacedInput(ui));
  stage.CarryOut(Command::kFlipKernel);
  CHECK_FALSE(StackReplacedInput(ui));
}
