#include <doctest/doctest.h>

#include "e2e/harness/lesson.h"
#include "e2e/harness/options.h"

// Each of the lessons on why a kernel learns, read and done in the real window.

namespace convlens::e2e {
namespace {

void Train(LessonReader& reader) {
  reader.Press("Escape");
  reader.Press("r");
  reader.Press("shift+t");
}

void TrainAtRate(LessonReader& reader, const std::string& rate) {
  reader.SetInLearnTab("field.rate", rate);
  Train(reader);
}

TEST_CASE("lesson 15: just below the limit training zigzags, above it diverges") {
  LessonReader reader("too-large-a-rate");
  reader.Press("shift+t");
  reader.ExpectDone(1);
  TrainAtRate(reader, "0.0333");
  reader.ExpectDone(2);
  TrainAtRate(reader, "0.034");
  reader.ExpectDone(3);
  reader.app().Find("button.safe_rate");
  TrainAtRate(reader, "0.0278");
  reader.ExpectTryItDone();
}

TEST_CASE("lesson 16: a bias that is learned as well lowers the limit") {
  LessonReader reader("bias-slows-it");
  reader.Press("shift+t");
  reader.ExpectDone(1);
  TrainAtRate(reader, "0.015");
  reader.ExpectDone(2);
  reader.Press("r");
  reader.ClickInLearnTab("toggle.learn_bias");
  TrainAtRate(reader, "0.03");
  reader.ExpectDone(3);
  reader.ClickInLearnTab("toggle.learn_bias");
  TrainAtRate(reader, "0.0147");
  reader.ExpectTryItDone();
}

TEST_CASE("lesson 17: a convolution learns the flipped kernel") {
  LessonReader reader("learned-convolution");
  reader.Press("shift+t");
  reader.ExpectDone(1);
  reader.Press("c");
  reader.ExpectDone(2);
  Train(reader);
  reader.ExpectDone(3);
  reader.Press("c");
  reader.ExpectTryItDone();
}

TEST_CASE("lesson 18: a blur is learned from a picture, and momentum finds its details") {
  LessonReader reader("learn-a-blur");
  reader.Press("shift+t");
  reader.ExpectDone(1);
  reader.SetInLearnTab("field.step_limit", "2000");
  reader.Press("shift+t");
  reader.ExpectDone(2);
  // 0.24 beside 0.25, not 0.2 beside 0.3.
  CHECK(reader.app().Number("table.learned.digits") >= 2);
  CHECK(reader.app().Fact("table.reference.digits") == reader.app().Fact("table.learned.digits"));
  reader.ChooseInLearnTab("choice.learner", kOptimizerWords, Optimizer::kMomentum);
  Train(reader);
  reader.ExpectDone(3);
  reader.ChooseReference("box3");
  Train(reader);
  reader.ExpectTryItDone();
}

TEST_CASE("lesson 19: from ones alone nothing but the sum is learned; one dark cell is enough") {
  LessonReader reader("nothing-to-learn");
  reader.Press("shift+t");
  reader.ExpectDone(1);
  reader.TypeInto("grid.kernel", 0, 0, "3");
  reader.TypeInto("grid.kernel", 0, 1, "-3");
  reader.ExpectDone(2);
  reader.TypeInto("grid.input", 2, 3, "0");
  reader.SetInLearnTab("field.step_limit", "400");
  Train(reader);
  reader.ExpectDone(3);
  reader.Press("1");
  reader.app().Click("choice.pattern");
  reader.app().Click(Option("choice.pattern", kPatternWords, Pattern::kNoise));
  Train(reader);
  reader.ExpectTryItDone();
}

TEST_CASE("lesson 20: with noise, training comes to the least-squares kernel and no further") {
  LessonReader reader("noise");
  reader.Press("shift+t");
  reader.ExpectDone(1);
  reader.SetInLearnTab("field.step_limit", "200");
  reader.Press("shift+t");
  reader.ExpectDone(2);
  reader.SetInLearnTab("field.noise", "0");
  Train(reader);
  reader.ExpectDone(3);
  reader.SetInLearnTab("field.noise", "0.5");
  reader.SetInLearnTab("field.noise_seed", "2");
  Train(reader);
  reader.ExpectTryItDone();
}

TEST_CASE("lesson 22: two layers learn what one cannot, from a good start and with a ReLU") {
  LessonReader reader("two-layers-learn");
  reader.Press("shift+t");
  reader.ExpectDone(1);
  reader.SetInLayerTab("field.outputs", 2);
  reader.ChooseInLayerTab("choice.activation", kActivationWords, Activation::kReLU);
  reader.Press("Escape");
  reader.Press("s");
  reader.app().Click("strip.add");
  reader.app().Click("add.conv");
  reader.app().Expect("layers", "2");
  reader.SetInLayerTab("field.window_height", 1);
  reader.SetInLayerTab("field.window_width", 1);
  reader.SetInLayerTab("field.outputs", 1);
  reader.ExpectDone(2);
  reader.Press("4");
  Train(reader);
  reader.ExpectDone(3);
  reader.SetInLearnTab("field.seed", "6");
  Train(reader);
  reader.ExpectDone(4);
  reader.app().Rest();
  reader.app().Click(LayerCard(0));
  reader.ChooseInLayerTab("choice.activation", kActivationWords, Activation::kNone);
  reader.Press("4");
  Train(reader);
  reader.ExpectTryItDone();
}

}  // namespace
}  // namespace convlens::e2e
