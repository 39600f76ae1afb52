#include <doctest/doctest.h>

#include <chrono>
#include <csignal>

#include "core/grid/random.h"
#include "e2e/harness/application.h"
#include "e2e/sessions.h"
#include "io/grids/npy_file.h"

namespace convlens::e2e {
namespace {

void RestoreWork(Application& app) {
  app.Click("dialog.restore");
  app.ExpectGone("dialog.restore");
  app.Await("the restored session", [&] { return app.Number("modified") == 1; });
}

TEST_CASE("work is brought back after kill -9") {
  Application app(OnWork());
  ChangeKernel(app, "9");
  const std::filesystem::path folder = app.home() / kCopies;
  app.Await("the autosaved copy", [&] { return KeptKernel(folder) == 9; });
  app.Restart();
  RestoreWork(app);
  CHECK(KernelOf(app.SaveAs("restored.convlens"))[0][0] == 9);

  app.robot().AskToClose();
  CHECK(app.process().WaitForEnd() == 0);
  app.Restart();
  app.Rest();
  CHECK_FALSE(app.Has("dialog.restore"));
}

/// A copy of a session as a program that was killed leaves it.
std::string Lost(int kernel) {
  nlohmann::json session = nlohmann::json::parse(OnWork().files.at(kWork));
  session["title"] = "lost " + std::to_string(kernel);
  session["document"]["layers"][0]["weights"][0][0] = kernel;
  return session.dump();
}

Setup WithTwoLost() {
  Setup setup;
  setup.files[std::string(kCopies) + "/1.convlens"] = Lost(11);
  setup.files[std::string(kCopies) + "/2.convlens"] = Lost(12);
  return setup;
}

TEST_CASE("of several lost sessions one is restored, and the others are kept") {
  Application app(WithTwoLost());
  app.Click("dialog.lost.1");
  RestoreWork(app);
  const double first = KernelOf(app.SaveAs("first.convlens"))[0][0];

  // The second one is restored over the first, which is modified: neither is lost.
  app.Restart();
  RestoreWork(app);
  const double second = KernelOf(app.SaveAs("second.convlens"))[0][0];
  CHECK(first + second == 23);
  app.Restart();
  app.Rest();
  CHECK_FALSE(app.Has("dialog.restore"));
}

TEST_CASE("lost work is deleted only when that is confirmed, and offered again from the menu") {
  Application app(WithTwoLost());
  app.Find("dialog.lost.1");
  app.Press("Down");
  app.Click("dialog.discard");
  app.Click("dialog.keep");
  app.Find("dialog.lost.1");
  app.Click("dialog.discard");
  app.Click("dialog.delete");
  app.ExpectGone("dialog.lost.1");
  app.Find("dialog.lost.0");
  app.Press("Escape");
  app.ExpectGone("dialog.restore");

  app.Click("menu.file");
  app.Click("entry.Unsaved work…");
  app.Find("dialog.lost.0");
  app.Click("dialog.discard");
  app.Click("dialog.delete");
  app.ExpectGone("dialog.recovery");
  CHECK(std::filesystem::is_empty(app.home() / kCopies));
  app.Click("menu.file");
  app.Click("entry.Unsaved work…");
  app.Click("dialog.close");
  app.ExpectGone("dialog.recovery");
}

TEST_CASE("work on a photo in a file of its own comes back after kill -9") {
  constexpr Shape kPhoto{1500, 2000};
  Setup setup;
  setup.files["photo.npy"] = NpyToBytes(UniformGrid(kPhoto, 1));
  Application app(setup);
  REQUIRE(app.robot().Drop(app.home() / "photo.npy", 500, 300));
  app.Expect("grid.input.shape", "1500x2000");
  app.Rest();
  ChangeKernel(app, "9");
  const std::filesystem::path folder = app.home() / kCopies;
  app.Await("the autosaved copy", [&] { return KeptKernel(folder) == 9; });
  app.Restart();
  RestoreWork(app);
  const nlohmann::json saved = app.SaveAs("restored.convlens");
  CHECK(KernelOf(saved)[0][0] == 9);
  CHECK(saved["document"]["input"]["channels"][0]["shape"] == nlohmann::json({1500, 2000}));
}

TEST_CASE("a program that is told to end keeps the work and ends within a second") {
  Application app(OnWork());
  ChangeKernel(app, "5");
  kill(app.process().id(), SIGTERM);
  const auto start = std::chrono::steady_clock::now();
  REQUIRE(app.process().WaitForEnd());
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(3));
  app.Restart();
  RestoreWork(app);
  CHECK(KernelOf(app.SaveAs("kept.convlens"))[0][0] == 5);
}

}  // namespace
}  // namespace convlens::e2e
