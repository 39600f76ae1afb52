#include <doctest/doctest.h>

#include "e2e/harness/lesson.h"

// Each of the lessons on one kernel, and on the layer as a matrix, read and done in the real
// window.

namespace convlens::e2e {
namespace {

TEST_CASE("lesson 1: step over, step into, and one cell that makes 20") {
  LessonReader reader("figure-6-2-1");
  reader.Press("Right");
  reader.ExpectDone(1);
  reader.Press("Right");
  reader.Press("i");
  reader.ExpectDone(2);
  reader.Press("i", 3);
  reader.ExpectDone(3);
  reader.Press("End");
  reader.ExpectDone(4);
  reader.TypeInto("grid.kernel", 0, 1, "2");
  reader.ExpectTryItDone();
}

TEST_CASE("lesson 2: the sizes of kernel and input make that of the output") {
  LessonReader reader("output-size");
  Application& app = reader.app();
  reader.Press("End");
  reader.ExpectDone(1);
  reader.Press("2");
  app.Fill("field.kernel_height", "3");
  app.Fill("field.kernel_width", "3");
  reader.ExpectDone(2);
  reader.Press("Escape");
  reader.Press("1");
  app.Fill("field.input_height", "6");
  app.Fill("field.input_width", "6");
  reader.ExpectDone(3);
  reader.Press("Escape");
  reader.Press("2");
  app.Fill("field.kernel_height", "6");
  app.Fill("field.kernel_width", "6");
  reader.ExpectTryItDone();
}

TEST_CASE("lesson 3: edges, from bright to dark and back") {
  LessonReader reader("edge-detection");
  reader.Press("Right");
  reader.ExpectDone(1);
  reader.Press("End");
  reader.ExpectDone(2);
  reader.app().Click(reader.app().Find("grid.output").Cell(0, 5, 6, 7));
  reader.ExpectDone(3);
  reader.Press("Escape");
  reader.Press("2");
  reader.app().Click("button.negate");
  reader.ExpectTryItDone();
}

TEST_CASE("lesson 4: image and kernel are transposed, together and apart") {
  LessonReader reader("transposed");
  Application& app = reader.app();
  reader.Press("1");
  app.Click("button.transpose_input");
  reader.ExpectDone(1);
  reader.Press("2");
  app.Click("button.transpose");
  reader.ExpectDone(2);
  reader.Press("1");
  app.Click("choice.pattern");
  app.Click(Option("choice.pattern", kPatternWords, Pattern::kDiagonal));
  reader.ExpectDone(3);
  reader.Press("2");
  app.Click("button.transpose");
  reader.ExpectTryItDone();
}

TEST_CASE("lesson 5: correlation and convolution agree where the kernel is its own half turn") {
  LessonReader reader("correlation-or-convolution");
  reader.Press("c");
  reader.ExpectDone(1);
  reader.Press("x");
  reader.ExpectDone(2);
  reader.Press("c");
  reader.ExpectDone(3);
  reader.TypeInto("grid.kernel", 0, 0, "0");
  reader.TypeInto("grid.kernel", 0, 1, "1");
  reader.ExpectTryItDone();
}

TEST_CASE("lesson 6: a kernel is learned, and diverges at too large a rate") {
  LessonReader reader("learn-a-kernel");
  reader.Press("t");
  reader.ExpectDone(1);
  reader.Press("shift+t");
  reader.ExpectDone(2);
  reader.SetInLearnTab("field.step_limit", "40");
  reader.Press("shift+t");
  reader.ExpectDone(3);
  reader.SetInLearnTab("field.rate", "0.04");
  reader.Press("r");
  reader.Press("shift+t");
  reader.ExpectTryItDone();
}

TEST_CASE("lesson 21: the layer as an im2col and as a Toeplitz matrix") {
  LessonReader reader("matrix");
  reader.Press("5");
  reader.app().Click(Option("choice.matrix", kMatrixWords, MatrixView::kIm2col));
  reader.ExpectDone(1);
  reader.Press("Right", 3);
  reader.ExpectDone(2);
  reader.app().Click(Option("choice.matrix", kMatrixWords, MatrixView::kToeplitz));
  reader.ExpectDone(3);
  reader.PointAtInput(1, 1);
  reader.ExpectDone(4);
  reader.ClickInLayerTab("button.padding_same");
  reader.ExpectTryItDone();
}

}  // namespace
}  // namespace convlens::e2e
