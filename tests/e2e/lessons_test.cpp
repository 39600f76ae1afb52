#include <doctest/doctest.h>

#include "e2e/harness/lesson.h"
#include "io/grids/npy_file.h"

// Each of the lessons on the whole operation, read and done in the real window.

namespace convlens::e2e {
namespace {

TEST_CASE("undo across the opening of a lesson brings the lesson before back, text and all") {
  LessonReader reader("padding");
  Application& app = reader.app();
  reader.SetInLayerTab("field.padding", 1, 1);
  reader.ExpectDone(1);
  app.Click("menu.lessons");
  app.Click("lesson.learn-a-kernel");
  app.Expect("lesson", "learn-a-kernel");
  app.Expect("modified", "0.0");
  app.Press("ctrl+z");
  app.Expect("lesson", "padding");
  reader.ExpectDone(1);
  app.Find("field.kernel_width");
  app.Press("ctrl+shift+z");
  app.Expect("lesson", "learn-a-kernel");
  app.Find("field.rate");
}

TEST_CASE("a lesson starts again by its button and by the menu, and undo brings the work back") {
  LessonReader reader("padding");
  Application& app = reader.app();
  for (const bool by_menu : {false, true}) {
    reader.SetInLayerTab("field.padding", 1, 1);
    reader.ExpectDone(1);
    if (by_menu) app.Click("menu.lessons");
    app.Click(by_menu ? "entry.Start the lesson again" : "button.restart_lesson");
    app.Expect("lesson.steps_done", "0.0");
    app.Expect("modified", "0.0");
    app.Press("ctrl+z");
    reader.ExpectDone(1);
    app.Press("ctrl+shift+z");
    app.Expect("lesson.steps_done", "0.0");
  }
}

TEST_CASE("an array makes a free session named by its file, without a lesson or a question") {
  LessonReader reader("padding");
  Application& app = reader.app();
  REQUIRE(WriteNpy(app.home() / "mine.npy", Grid{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}).ok());
  REQUIRE(app.robot().Drop(app.home() / "mine.npy", 700, 400));
  app.Await("the new name", [&] { return app.Fact("title").starts_with("mine"); });
  app.Find("list.padding");
  app.Expect("modified", "0.0");
  app.Press("ctrl+shift+s");
  app.Click("dialog.commit");
  app.Await("the file", [&] { return app.Fact("session_path").ends_with("mine.convlens"); });
  app.Press("ctrl+z");
  app.Expect("lesson", "padding");
}

TEST_CASE("lesson 7: a receptive field, one layer deep and two") {
  LessonReader reader("receptive-field");
  reader.PointAtOutput(0, 0);
  reader.ExpectDone(1);
  reader.PointAtInput(2, 2);
  reader.ExpectDone(2);
  reader.PointAtInput(0, 0);
  reader.ExpectDone(3);
  reader.app().Click("tab.stack");
  reader.app().Click("choice.stack");
  reader.app().Click(StackOption("two-2x2"));
  reader.ExpectDone(4);
  reader.app().Hover(reader.app().Find("stack.2").center());
  reader.ExpectDone(5);
  reader.app().Expect("stack.field.1", "1,1 2x2");
  reader.app().Expect("stack.field.0", "1,1 3x3");
  reader.app().Click("strip.add");
  reader.app().Click("add.conv");
  reader.ExpectTryItDone();
}

TEST_CASE("lesson 8: padding, on each side, for the same size, and another border") {
  LessonReader reader("padding");
  reader.SetInLayerTab("field.padding", 1, 1);
  reader.ExpectDone(1);
  reader.PointAtOutput(0, 1);
  reader.ExpectDone(2);
  reader.ClickInLayerTab("button.padding_same");
  reader.ExpectDone(3);
  reader.ChooseInLayerTab("choice.border", kBorderWords, Border::kReplicate);
  reader.ExpectTryItDone();
}

TEST_CASE("lesson 9: a stride jumps, and may leave columns unseen") {
  LessonReader reader("stride");
  reader.SetInLayerTab("field.stride", 2, 2);
  reader.ExpectDone(1);
  reader.Press("Right");
  reader.ExpectDone(2);
  reader.SetInLayerTab("field.stride", 2, 3);
  reader.ExpectDone(3);
  CHECK_FALSE(reader.app().Fact("layer_unused").empty());
  reader.SetInLayerTab("field.stride", 5, 5);
  reader.ExpectTryItDone();
}

TEST_CASE("lesson 10: dilation puts the kernel's cells apart") {
  LessonReader reader("dilation");
  reader.SetInLayerTab("field.dilation", 2, 2);
  reader.ExpectDone(1);
  reader.PointAtOutput(2, 2);
  reader.ExpectDone(2);
  reader.SetInLayerTab("field.dilation", 4, 4);
  reader.ExpectDone(3);
  reader.SetInLayerTab("field.dilation", 3, 3);
  reader.ExpectTryItDone();
}

TEST_CASE("lesson 11: channels are summed, split into groups, and the bias is added once") {
  LessonReader reader("channels");
  reader.Press("i", 8);
  reader.ExpectDone(1);
  reader.SetInLayerTab("field.outputs", 3);
  reader.ExpectDone(2);
  reader.SetInLayerTab("field.outputs", 2);
  reader.SetInLayerTab("field.groups", 2);
  reader.ExpectDone(3);
  reader.Press("ctrl+z", 3);
  reader.app().Expect("modified", "0.0");
  reader.app().Press("2");
  reader.app().Fill("field.bias", "44");
  reader.ExpectTryItDone();
}

TEST_CASE("lesson 12: a 1×1 kernel mixes channels") {
  LessonReader reader("one-by-one");
  reader.Press("i", 3);
  reader.ExpectDone(1);
  reader.PointAtOutput(1, 1);
  reader.ExpectDone(2);
  reader.SetInLayerTab("field.outputs", 2);
  reader.ExpectDone(3);
  reader.SetInLayerTab("field.front_input", 0);
  reader.TypeInto("grid.kernel", 0, 0, "0.6");
  reader.ExpectTryItDone();
}

TEST_CASE("lesson 13: pooling takes the largest or the mean") {
  LessonReader reader("pooling");
  reader.ChooseInLayerTab("choice.layer_kind", kLayerKindWords, LayerKind::kMaxPool);
  reader.ExpectDone(1);
  reader.ChooseInLayerTab("choice.layer_kind", kLayerKindWords, LayerKind::kAveragePool);
  reader.ExpectDone(2);
  reader.SetInLayerTab("field.stride", 2, 2);
  reader.ExpectDone(3);
  reader.ChooseInLayerTab("choice.layer_kind", kLayerKindWords, LayerKind::kMaxPool);
  reader.TypeInto("grid.input", 0, 0, "100");
  reader.ExpectTryItDone();
}

TEST_CASE("lesson 14: a transposed convolution spreads its input out") {
  LessonReader reader("transposed-convolution");
  reader.PointAtInput(1, 1);
  reader.ExpectDone(1);
  reader.SetInLayerTab("field.stride", 2, 2);
  reader.ExpectDone(2);
  reader.SetInLayerTab("field.padding", 1, 1);
  reader.ExpectDone(3);
  reader.ClickInLayerTab("button.padding_none");
  reader.SetInLayerTab("field.stride", 3, 3);
  reader.ExpectTryItDone();
}

}  // namespace
}  // namespace convlens::e2e
