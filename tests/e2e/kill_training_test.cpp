#include <doctest/doctest.h>

#include <algorithm>

#include "core/grid/random.h"
#include "e2e/kill.h"
#include "io/grids/npy_file.h"

// kill -9 while a kernel learns, and while a large picture is worked on.
namespace convlens::e2e {
namespace {

/// A session in which a kernel learns for ever, slowly enough for each step to be counted.
Setup OnTraining() {
  Session session;
  session.title = "work";
  session.view.figure = FigureKind::kLearn;
  TrainingSetup& training = session.document.training;
  training.reference_kernel = Grid{{1, 0}, {0, -1}};
  training.rate = 1e-4F;
  training.step_limit = 0;
  training.steps_per_second = 40;
  Setup setup;
  setup.files[kWork] = SessionToJson(session);
  setup.arguments = {kWork};
  return setup;
}

TEST_CASE("steps older than two seconds come back after kill -9 while training is under way") {
  Application app(OnTraining());
  for (uint32_t seed = 11; seed <= 15; ++seed) {
    CAPTURE(seed);
    app.Press("shift+t");
    app.Await("a step", [&] { return app.Number("plot.points") >= 1; });
    Edits steps;
    ActUntilMoment(seed, Duration(5000), [&] { steps.Note(app.Number("plot.points")); });
    const std::optional<double> promised = steps.Promised();
    const double newest = app.Number("plot.points");
    app.Restart({kWork});
    const bool offered = RestoreNewest(app);
    CHECK((offered || !promised));
    if (!offered) continue;
    const nlohmann::json session = app.SaveAs("kept.convlens");
    REQUIRE(session["runs"].size() >= 1);
    const nlohmann::json& run = session["runs"].back();
    CHECK(run["steps"] >= promised.value_or(1));
    const size_t losses = run["losses"]["steps"].size();
    const auto made = run["steps"].get<size_t>();
    CHECK((losses == made || losses == made + 1));  // with the loss of the last kernel
    CHECK(run["steps"] < newest + 40);
    app.Restart({kWork});
  }
}

/// How many cells of the input have the value.
int64_t CellsOf(const Session& session, double value) {
  int64_t count = 0;
  const SharedGrid& input = session.document.input[0];
  for (int r = 0; r < input->height(); ++r) {
    count += std::count(input->row(r), input->row(r) + input->width(), static_cast<float>(value));
  }
  return count;
}

TEST_CASE("edits of a large picture older than two seconds come back after kill -9") {
  constexpr Shape kPhoto{2048, 2048};
  Setup setup;
  setup.files["photo.npy"] = NpyToBytes(UniformGrid(kPhoto, 1));
  Application app(setup);
  int value = 1;  // the picture's own are below
  for (uint32_t seed = 21; seed <= 23; ++seed) {
    CAPTURE(seed);
    REQUIRE(app.robot().Drop(app.home() / "photo.npy", 500, 300));
    app.Expect("grid.input.shape", "2048x2048");
    app.Rest();
    std::mt19937 random(seed);
    Edits edits;
    ActUntilMoment(seed, Duration(9000), [&] {
      const std::string before = app.Fact("revision");
      const Place input = app.Find("grid.input");
      app.Click(
          input.Cell(static_cast<int>(random() % 64), static_cast<int>(random() % 64), 64, 64));
      app.Type(std::to_string(++value));
      app.Press("Return");
      app.Press("Escape");
      app.Await("the edit", [&] { return app.Fact("revision") != before; });
      edits.Note(value);
    });
    const std::optional<double> promised = edits.Promised();
    app.Restart();
    const bool offered = RestoreNewest(app);
    CHECK((offered || !promised));
    if (!offered) continue;
    app.SaveAs("kept.convlens");
    const Result<Session> kept = LoadSession(app.home() / "kept.convlens");
    REQUIRE(kept.ok());
    CHECK(kept->document.input.shape().grid == kPhoto);
    if (promised) CHECK(CellsOf(*kept, *promised) == 1);
    app.Restart();
  }
}

}  // namespace
}  // namespace convlens::e2e
