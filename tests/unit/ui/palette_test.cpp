#include "ui/shell/palette.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "core/kernel/kernel_presets.h"
#include "unit/ui/stage.h"

using namespace convlens;
using namespace convlens::test;

namespace {

std::vector<Lesson> OneLesson() {
  Lesson lesson;
  lesson.id = "stride";
  lesson.number = 11;
  lesson.title = {"Stride", "步幅"};
  return {lesson};
}

/// The names of what `query` finds, the best first.
std::vector<std::string> Found(Stage& stage, const std::string& query) {
  PaletteState& palette = stage.state.palette;
  palette.query = query;
  Narrow(palette);
  std::vector<std::string> names;
  for (const size_t i : palette.found) names.push_back(palette.entries[i].name);
  return names;
}

void Take(Stage& stage, const std::string& name) {
  for (const PaletteEntry& entry : stage.state.palette.entries) {
    if (entry.name != name) continue;
    UiContext ui = stage.ui();
    return entry.act(ui);
  }
  FAIL("there is no ", name);
}

}  // namespace

TEST_CASE("the palette has every command, lesson and preset once") {
  Stage stage(OneLesson());
  REQUIRE(stage.CarryOut(Command::kPalette));
  std::set<std::string> names;
  for (const PaletteEntry& entry : stage.state.palette.entries) {
    CAPTURE(entry.name);
    CHECK(names.insert(entry.name).second);
    CHECK_FALSE(entry.label.empty());
    CHECK_FALSE(entry.also.empty());
    CHECK(*entry.kind != '\0');
  }
  for (const char* name : {"palette.command.Save", "palette.command.Copy as NumPy",
                           "palette.lesson.stride", "palette.stack.vgg-16"}) {
    CHECK(names.contains(name));
  }
  for (const KernelPreset& preset : KernelPresets()) {
    CHECK(names.contains("palette.kernel." + std::string(preset.id)));
  }
  CHECK(Found(stage, "").size() == stage.state.palette.entries.size());
}

TEST_CASE("the palette finds in both languages, the best first") {
  Stage stage(OneLesson());
  stage.CarryOut(Command::kPalette);
  CHECK(Found(stage, "sobel left").front() == "palette.kernel.sobel_left");
  CHECK(Found(stage, "kernel sobel left").front() == "palette.kernel.sobel_left");
  CHECK(Found(stage, "numpy").front() == "palette.command.Copy as NumPy");
  const auto chinese = Found(stage, "步幅");
  CHECK(std::find(chinese.begin(), chinese.end(), "palette.lesson.stride") != chinese.end());
  CHECK(Found(stage, "qzx").empty());
}

TEST_CASE("what the palette takes is done as by its own control") {
  Stage stage(OneLesson());
  stage.CarryOut(Command::kPalette);
  Take(stage, "palette.kernel.sobel_left");
  CHECK(stage.bench.front_kernel() == FindKernelPreset("sobel_left")->Kernel());
  Take(stage, "palette.pattern.Checkerboard");
  CHECK(stage.bench.document().input.channels.front()->at(0, 0) !=
        stage.bench.document().input.channels.front()->at(0, 1));
  Take(stage, "palette.layer.Change the activation.ReLU");
  CHECK(stage.bench.front_layer().settings.activation == Activation::kReLU);
  Take(stage, "palette.training.Optimizer.Adam");
  CHECK(stage.bench.document().training.optimizer.kind == Optimizer::kAdam);
  Take(stage, "palette.command.Save");
  CHECK(stage.state.requested == Command::kSave);
  Take(stage, "palette.lesson.stride");
  CHECK(stage.state.open_lesson == "stride");
  Take(stage, "palette.control.field.bias");
  CHECK(stage.state.tab == InspectorTab::kKernel);
  CHECK(stage.state.focus.behind_dialog == "field.bias");
}
