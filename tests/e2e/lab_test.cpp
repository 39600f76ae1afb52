// The training lab: surface, why, looking back, plots and their files.
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "e2e/harness/application.h"
#include "e2e/harness/options.h"
#include "e2e/sessions.h"

namespace convlens::e2e {
namespace {

void Learn(Application& app, const char* steps) {
  app.Click("menu.lessons");
  app.Click("lesson.learn-a-kernel");
  app.Fill("field.step_limit", steps);
  app.Press("shift+t");
  app.Await("all steps", [&] { return app.Number("plot.points") > std::stoi(steps); });
  app.Rest();
}

// Wide enough for all that the card of the plot can hold.
Setup LargeWindow() {
  Setup setup;
  setup.width = 1440;
  setup.height = 900;
  return setup;
}

std::string Contents(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST_CASE("dragging the point on the loss surface moves the kernel, in one undoable stroke") {
  Application app;
  Learn(app, "5");
  const Rows learned = KernelOf(app.SaveAs("a.convlens"));
  app.Click(kSurfaceView);
  const Place surface = app.Find("plot.surface");
  const double before = app.Number("surface.loss");
  app.Drag(app.Find("surface.now").center(),
           {surface.x + surface.width * 0.2, surface.y + surface.height * 0.2});
  app.Await("a larger loss", [&] { return app.Number("surface.loss") > 4 * before; });
  CHECK(KernelOf(app.Save(app.home() / "a.convlens")) != learned);
  app.Press("ctrl+z");
  CHECK(KernelOf(app.Save(app.home() / "a.convlens")) == learned);
}

TEST_CASE("the loss surface keeps the start of a run that diverges in sight") {
  Application app(LargeWindow());
  app.Click("menu.lessons");
  app.Click("lesson.learn-a-kernel");
  app.Fill("field.rate", "0.2");
  app.Fill("field.step_limit", "0");
  app.Press("Escape");
  app.Press("shift+t");
  app.Find("button.safe_rate");
  app.Click(kSurfaceView);
  const Place surface = app.Find("plot.surface");
  const Place start = app.Find("surface.start");
  CHECK(start.x > surface.x);
  CHECK(start.x < surface.x + surface.width);
  CHECK(start.y > surface.y);
  CHECK(start.y < surface.y + surface.height);
}

TEST_CASE("a click on the loss surface starts from there, and training comes down again") {
  Application app;
  Learn(app, "8");
  app.Click(kSurfaceView);
  const Place surface = app.Find("plot.surface");
  app.Click(Spot{surface.x + surface.width * 0.4, surface.y + surface.height * 0.1});
  app.Await("a start up the slope", [&] { return app.Number("surface.loss") > 5; });
  const double start = app.Number("surface.loss");
  app.Press("shift+t");
  app.Await("a lower loss", [&] { return app.Number("surface.loss") < start / 20; });
  app.Rest();
}

TEST_CASE("the surface of absolute errors is sampled, and can be dragged on as well") {
  Setup setup = LargeWindow();
  Session session;
  session.view.figure = FigureKind::kLearn;
  session.document.training.error = ErrorMeasure::kAbsolute;
  session.document.training.reference_kernel = Grid{{1, 0}, {0, -1}};
  setup.files[kWork] = SessionToJson(session);
  setup.arguments = {kWork};
  Application app(setup);
  app.Click(kSurfaceView);
  const Place surface = app.Find("plot.surface");
  const double before = app.Number("surface.loss");
  app.Drag(app.Find("surface.now").center(),
           {surface.x + surface.width * 0.9, surface.y + surface.height * 0.1});
  app.Await("another loss", [&] { return app.Number("surface.loss") != before; });
}

TEST_CASE("looking back along the plot shows the kernel of a step, and comes back to the last") {
  Application app(LargeWindow());
  Learn(app, "10");
  const Rows learned = KernelOf(app.SaveAs("a.convlens"));
  app.Expect("plot.looked_at", "10.0");
  const Place scrub = app.Find("plot.scrub");
  const Place plot = app.Find("plot.loss");
  const double y = scrub.y + scrub.height * 0.6;
  app.Drag({plot.x + plot.width - 1, y}, {plot.x + plot.width * 0.3, y});
  app.Expect("plot.looked_at", "3.0");
  CHECK(KernelOf(app.Save(app.home() / "a.convlens")) != learned);
  app.Drag({plot.x + plot.width * 0.3, y}, {plot.x + plot.width + 6, y});
  app.Expect("plot.looked_at", "10.0");
  CHECK(KernelOf(app.Save(app.home() / "a.convlens")) == learned);
}

TEST_CASE("why: the book's eigenvalues, a checked gradient, and a rate that holds") {
  Application app(LargeWindow());
  Learn(app, "3");
  app.Click(kWhyView);
  app.Await("an analysis", [&] { return app.Number("why.largest_eigenvalue") > 0; });
  CHECK(app.Number("why.largest_eigenvalue") == doctest::Approx(30));
  CHECK(app.Fact("table.why_learned.size") == "1 × 2");
  CHECK(app.Fact("table.exact.size") == "1 × 2");
  app.Fill("field.rate", "0.04");
  app.Click("button.why_safe_rate");
  app.ExpectGone("button.why_safe_rate");
  const double rate = app.SaveAs("safe.convlens")["document"]["training"]["rate"].get<double>();
  CHECK(rate > 0.02);
  CHECK(rate < 1.0 / 30);
  CHECK(app.Number("gram.first") == 18);  // six rows of three bright cells under the first weight
  app.Click("button.gradient_check");
  app.Await("a checked gradient", [&] { return app.Number("check.worst") < 1e-4; });
}

// What stands last in the tab comes into sight.
void ScrollDown(Application& app) {
  const Place button = app.Find("button.train_run");
  app.Wheel({button.x, button.y + 300}, -60);
  app.NextFrames();
}

// A run of four steps, named "slow", and one of a single step after it.
void LearnTwice(Application& app) {
  Learn(app, "4");
  app.Press("r");
  app.Press("t");
  app.Await("two runs", [&] { return app.Number("plot.runs") == 2; });
  ScrollDown(app);
  app.Fill("field.run.0", "slow");
}

TEST_CASE("an earlier run can be named, compared in the plot, and deleted") {
  Application app;
  LearnTwice(app);
  app.Rest();
  app.Click("button.delete_run.0");
  app.Await("one run", [&] { return app.Number("plot.runs") == 1; });
}

TEST_CASE("runs are saved with the session: they are there again after it was opened") {
  Application app(LargeWindow());
  LearnTwice(app);
  const nlohmann::json saved = app.SaveAs("runs.convlens");
  REQUIRE(saved["runs"].size() == 2);
  CHECK(saved["runs"][0]["name"] == "slow");
  CHECK(saved["runs"][0]["losses"]["losses"].size() == 5);
  app.Restart({"runs.convlens"});
  app.Await("both runs", [&] { return app.Number("plot.runs") == 2; });
  app.Expect("modified", "0.0");
}

TEST_CASE("named runs come back after a crash") {
  Application app(LargeWindow());
  Learn(app, "4");
  app.Press("r");
  app.Await("the run", [&] { return app.Number("plot.runs") == 1; });
  ScrollDown(app);
  app.Fill("field.run.0", "slow");
  app.Await("a copy with the name", [&] {
    for (const auto& file : std::filesystem::recursive_directory_iterator(app.home())) {
      if (file.path().extension() != ".convlens") continue;
      const nlohmann::json copy = ReadJson(file.path());
      if (copy.is_object() && copy["runs"].size() == 1 && copy["runs"][0]["name"] == "slow") {
        return true;
      }
    }
    return false;
  });
  app.Restart();
  app.Click("dialog.restore");
  app.Await("the run again", [&] { return app.Number("plot.runs") == 1; });
}

TEST_CASE("the loss of a held-out pair has its own curve, and a column of the table") {
  Application app(LargeWindow());
  Learn(app, "4");
  ScrollDown(app);
  app.Click("fold.pairs");
  ScrollDown(app);
  app.Click("button.hold_out");
  app.Press("r");
  app.Press("shift+t");
  app.Await("an earlier run, the held-out pair's and the new run",
            [&] { return app.Number("plot.runs") == 3; });
  app.Rest();
  app.Click("button.export_plot");
  app.Click("plot.Plot as a CSV table…");
  app.Fill("dialog.name", "loss.csv");
  app.Await("the table", [&] { return !Contents(app.home() / "loss.csv").empty(); });
  CHECK(Contents(app.home() / "loss.csv").starts_with("step,run 1,held-out pair,this run\n"));
}

TEST_CASE("the backward pass is stepped through: an element, its sum, and the next") {
  Application app;
  Learn(app, "1");
  app.Click(kBackwardView);
  app.Find("grid.gradient");
  app.Expect("backward.element", "0.0");
  app.Click("button.backward_over");
  app.Expect("backward.element", "1.0");
  app.Click("button.backward_into");
  app.Click(kInputGradient);
  app.Expect("backward.element", "0.0");
}

TEST_CASE("the plot zooms by wheel and drag, and a double click shows all again") {
  Application app;
  Learn(app, "40");
  const Place plot = app.Find("plot.loss");
  app.Wheel(plot.center(), 3);
  app.Await("a nearer view", [&] { return app.Number("plot.first_step") > 5; });
  app.DoubleClick(plot.center());
  app.Expect("plot.first_step", "0.0");
  app.Drag({plot.x + plot.width * 0.25, plot.center().y},
           {plot.x + plot.width * 0.5, plot.center().y});
  app.Await("the steps between",
            [&] { return app.Number("plot.first_step") > 9 && app.Number("plot.last_step") < 21; });
  app.Click(kWeightsView);
  app.Await("both weights and where they go", [&] { return app.Number("plot.runs") == 4; });
  app.Click(kLossView);
}

TEST_CASE("the plot is exported as a table and as a drawing") {
  Application app(LargeWindow());
  Learn(app, "4");
  app.Click("button.export_plot");
  app.Click("plot.Plot as a CSV table…");
  app.Fill("dialog.name", "loss.csv");
  app.Await("the table", [&] { return !Contents(app.home() / "loss.csv").empty(); });
  const std::string table = Contents(app.home() / "loss.csv");
  CHECK(table.starts_with("step,this run\n0,27\n"));
  app.Click("button.export_plot");
  app.Click("plot.Plot as an SVG drawing…");
  app.Fill("dialog.name", "loss.svg");
  app.Await("the drawing", [&] { return Contents(app.home() / "loss.svg").ends_with("</svg>\n"); });
}

}  // namespace
}  // namespace convlens::e2e
