#include <doctest/doctest.h>

#include "e2e/harness/application.h"
#include "e2e/sessions.h"

namespace convlens::e2e {
namespace {

constexpr const char* kLesson = "lesson.learn-a-kernel";

void OpenLesson(Application& app) {
  app.Click("menu.lessons");
  app.Click(kLesson);
  app.Find("plot.loss");
}

TEST_CASE("learn a kernel: the loss falls and the kernel comes near [1, -1]") {
  Application app;
  OpenLesson(app);
  app.Click("button.train_step");
  app.Await("a first step", [&] { return app.Number("plot.points") >= 1; });
  app.Press("shift+t");
  app.Await("ten steps", [&] { return app.Number("plot.points") >= 10; });
  app.Rest();
  const Rows kernel = KernelOf(app.SaveAs("learned.convlens"));
  REQUIRE(kernel.size() == 1);
  REQUIRE(kernel[0].size() == 2);
  CHECK(kernel[0][0] == doctest::Approx(1).epsilon(0.2));
  CHECK(kernel[0][1] == doctest::Approx(-1).epsilon(0.2));

  const Place plot = app.Find("plot.loss");
  app.Hover({plot.x + 2, plot.center().y});
  app.Await("a loss under the pointer", [&] { return app.Number("plot.hovered_loss") > 0; });
  const double first = app.Number("plot.hovered_loss");
  app.Hover({plot.x + plot.width - 2, plot.center().y});
  app.Await("a lower loss at the end",
            [&] { return app.Number("plot.hovered_loss") < first / 10; });
}

TEST_CASE("reset puts the initial kernel back, and the same seed learns the same") {
  Application app;
  OpenLesson(app);
  app.Press("r");
  const Rows initial = KernelOf(app.SaveAs("a.convlens"));
  app.Press("t");
  app.Await("a step", [&] { return app.Number("plot.points") >= 1; });
  const Rows learned = KernelOf(app.Save(app.home() / "a.convlens"));
  CHECK(learned != initial);
  app.Press("r");
  CHECK(KernelOf(app.Save(app.home() / "a.convlens")) == initial);
  app.Press("t");
  app.Await("the step again", [&] { return app.Number("plot.points") >= 1; });
  CHECK(KernelOf(app.Save(app.home() / "a.convlens")) == learned);
}

TEST_CASE("a rate above the limit diverges, says so, and offers one that holds") {
  Application app;
  OpenLesson(app);
  app.Fill("field.rate", "2");
  app.Fill("field.step_limit", "0");
  app.Press("r");
  app.Press("shift+t");
  app.Find("button.safe_rate");
  app.Rest();
  app.Click("button.safe_rate");
  app.ExpectGone("button.safe_rate");
  const nlohmann::json session = app.SaveAs("safe.convlens");
  CHECK(session["document"]["training"]["rate"].get<double>() < 0.2);
  CHECK(session["document"]["training"]["rate"].get<double>() > 0);
}

TEST_CASE("training can be paused, and stands still then") {
  Application app;
  OpenLesson(app);
  app.Fill("field.rate", "0.001");
  app.Fill("field.step_limit", "0");
  app.Press("shift+t");
  app.Await("some steps", [&] { return app.Number("plot.points") >= 3; });
  app.Click("button.train_run");
  app.Rest();
  const std::string points = app.Fact("plot.points");
  app.Press("Escape");
  CHECK(app.Fact("plot.points") == points);
}

}  // namespace
}  // namespace convlens::e2e
