#include <doctest/doctest.h>

#include <fstream>

#include "e2e/harness/application.h"
#include "e2e/sessions.h"
#include "io/grids/npy_file.h"
#include "unit/io/scratch_folder.h"

namespace convlens::e2e {
namespace {

TEST_CASE("a session is opened by the dialog, with the mouse") {
  Setup setup;
  setup.files["other.convlens"] = WorkFile();
  Application app(setup);
  app.Press("ctrl+o");
  app.Expect("dialog", "Open");
  app.Click("dialog.item.other.convlens");
  app.Click("dialog.commit");
  app.Await("the session", [&] { return app.Fact("session_path").ends_with("other.convlens"); });
  app.ExpectGone("dialog.commit");
}

TEST_CASE("a session is opened by the dialog, with the keys") {
  Setup setup;
  setup.files["other.convlens"] = WorkFile();
  Application app(setup);
  app.Click("menu.file");
  app.Click("entry.Open…");
  app.Expect("dialog", "Open");
  app.Type("ot");
  app.Press("Return");
  app.Await("the session", [&] { return app.Fact("session_path").ends_with("other.convlens"); });
}

TEST_CASE("saving under a new name goes on there, and asks before it overwrites") {
  Application app(OnWork());
  app.SaveAs("second.convlens");
  app.Await("the new name", [&] { return app.Fact("session_path").ends_with("second.convlens"); });

  ChangeKernel(app, "5");
  app.Press("ctrl+shift+s");
  app.Fill("dialog.name", kWork);
  app.Click("dialog.keep");
  CHECK(KernelOf(ReadJson(app.home() / kWork))[0][0] == 0);
  app.Fill("dialog.name", kWork);
  app.Click("dialog.replace");
  app.Await("the overwritten file",
            [&] { return KernelOf(ReadJson(app.home() / kWork))[0][0] == 5; });
  CHECK(KernelOf(ReadJson(app.home() / "second.convlens"))[0][0] == 0);
}

TEST_CASE("a saved session opens again as it was") {
  Application app(OnWork());
  ChangeKernel(app, "5");
  app.Press("c");
  const nlohmann::json saved = app.Save(app.home() / kWork);
  app.Restart({kWork});
  CHECK(app.SaveAs("again.convlens")["document"] == saved["document"]);
}

TEST_CASE("a target of training is opened by the dialog, and what does not fit says so") {
  Setup setup = OnWork();
  setup.files["wrong.convlens"] = WorkFile();
  Application app(setup);
  REQUIRE(WriteNpy(app.home() / "y.npy", Grid{{19, 25}, {37, 43}}).ok());
  REQUIRE(WriteNpy(app.home() / "large.npy", Grid(9, 9)).ok());
  app.Press("4");
  const Place button = app.Find("button.train_step");
  app.Wheel({button.x, button.y + 300}, -60);
  app.Await("the end of the tab", [&] { return app.Find("button.open_target").y < 700; });

  app.Click("button.open_target");
  app.Expect("dialog", "Open a target");
  app.Click("dialog.item.large.npy");
  app.Click("dialog.commit");
  app.Await("a message", [&] { return app.Fact("problem").find("large.npy is") == 0; });
  CHECK(app.Fact("problem").find("the output, 2×2") != std::string::npos);
  CHECK(app.Fact("modified") == "0.0");
  app.Click("button.dismiss");
  app.ExpectGone("button.dismiss");

  app.Click("button.open_target");
  app.Click("dialog.item.y.npy");
  app.Click("dialog.commit");
  app.Await("the target", [&] { return app.Fact("modified") == "1.0"; });
  const nlohmann::json session = app.Save(app.home() / kWork);
  const nlohmann::json& training = session["document"]["training"];
  CHECK(training["target_source"] == "fixed");
  app.Press("ctrl+z");
  app.Await("the step back", [&] { return app.Fact("modified") == "1.0"; });
  CHECK(app.Save(app.home() / kWork)["document"]["training"]["target_source"] ==
        "reference_kernel");
}

TEST_CASE("files that cannot be read say so in a message, and nothing is lost") {
  Setup setup = OnWork();
  setup.files["notes.txt"] = "not an image";
  setup.files["cut.convlens"] = WorkFile().substr(0, 200);
  setup.files["future.convlens"] = R"({"convlens": 99})";
  setup.files["broken.png"] = "\x89PNG\r\n\x1a\nnothing more";
  Application app(setup);
  ChangeKernel(app, "6");
  const std::string revision = app.Fact("revision");
  for (const std::string name : {"notes.txt", "broken.png", "cut.convlens", "future.convlens"}) {
    CAPTURE(name);
    REQUIRE(app.robot().Drop(app.home() / name, 500, 300));
    const auto complains = [&] { return app.Fact("problem").find(name) != std::string::npos; };
    app.Await("a message", [&] { return complains() || app.Has("dialog.dont_save"); });
    if (app.Has("dialog.dont_save")) app.Click("dialog.dont_save");
    app.Await("a message", complains);
    CHECK(app.Fact("problem").ends_with("."));
    CHECK(app.Fact("revision") == revision);
    app.Click("button.dismiss");
    app.ExpectGone("button.dismiss");
  }
  CHECK(KernelOf(app.Save(app.home() / kWork))[0][0] == 6);
}

TEST_CASE("an .npy array dropped on the window becomes the input") {
  Application app(OnWork());
  std::string npy("\x93NUMPY\x01\x00", 8);
  std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
  header.resize(117, ' ');
  header += '\n';
  npy += static_cast<char>(header.size());
  npy += '\0';
  npy += header;
  for (const float value : {1.0F, 2.0F, 3.0F, 4.0F, 5.0F, 6.0F}) {
    npy.append(reinterpret_cast<const char*>(&value), sizeof(value));
  }
  std::ofstream(app.home() / "x.npy", std::ios::binary) << npy;
  const std::string before = app.Fact("revision");
  REQUIRE(app.robot().Drop(app.home() / "x.npy", 500, 300));
  app.Await("the array", [&] { return app.Fact("revision") != before; });
  CHECK(InputOf(app.SaveAs("opened.convlens")) == Rows{{1, 2, 3}, {4, 5, 6}});
}

TEST_CASE("a window without changes closes at once") {
  Application app(OnWork());
  app.robot().AskToClose();
  CHECK(app.process().WaitForEnd() == 0);
}

TEST_CASE("closing with unsaved changes asks, and every answer does what it says") {
  Application app(OnWork());
  ChangeKernel(app, "7");
  app.robot().AskToClose();
  app.Click("dialog.cancel");
  app.ExpectGone("dialog.cancel");
  CHECK(app.process().Running());

  app.robot().AskToClose();
  app.Click("dialog.save");
  CHECK(app.process().WaitForEnd() == 0);
  CHECK(KernelOf(ReadJson(app.home() / kWork))[0][0] == 7);

  app.Restart({kWork});
  ChangeKernel(app, "8");
  app.Press("ctrl+q");
  app.Click("dialog.dont_save");
  CHECK(app.process().WaitForEnd() == 0);
  CHECK(KernelOf(ReadJson(app.home() / kWork))[0][0] == 7);
}

TEST_CASE("preferences that nobody could read by do not keep the program from starting") {
  Setup setup;
  setup.files["config/convlens/preferences.json"] = "{\"scale\": 0.02}";
  const Application app(setup);
  app.Find("grid.kernel");
}

/// Twelve pairs of 67 million zeros each for input and target, in some megabytes.
std::string TooManyPairs() {
  const std::string zeros =
      R"({"shape":[8192,8192],"float32":")" + std::string(350'000, 'A') + "\"}";
  std::string pairs;
  for (int i = 0; i < 12; ++i) {
    if (!pairs.empty()) pairs.append(1, ',');
    pairs.append(R"({"input":)").append(zeros).append(R"(,"target":)").append(zeros).append("}");
  }
  return R"({"convlens":1,"document":{"training":{"method":{"more_pairs":[)" + pairs + "]}}}}";
}

TEST_CASE("a session beyond the budget is refused in the window, and the work stands") {
  Setup setup = OnWork();
  setup.files["pairs.convlens"] = TooManyPairs();
  Application app(setup);
  ChangeKernel(app, "6");
  REQUIRE(app.robot().Drop(app.home() / "pairs.convlens", 500, 300));
  app.Await("a message",
            [&] { return app.Fact("problem").starts_with("pairs.convlens: A session may hold"); });
  CHECK(app.Fact("problem").size() < 300);
  CHECK(KernelOf(app.Save(app.home() / kWork))[0][0] == 6);
}

/// A program that starts `convlens` from a folder that is deleted by then.
std::filesystem::path FromDeletedFolder(const ScratchFolder& folder) {
  const std::filesystem::path script = folder / "start";
  std::ofstream(script) << "#!/bin/sh\nmkdir gone && cd gone && rmdir ../gone\nexec "
                        << CONVLENS_PROGRAM << " \"$@\"\n";
  std::filesystem::permissions(script, std::filesystem::perms::owner_all);
  return script;
}

TEST_CASE("the window works where the working folder is deleted before it starts") {
  const ScratchFolder folder;
  Setup setup;
  setup.program = FromDeletedFolder(folder);
  Application app(setup);
  ChangeKernel(app, "5");
  app.Press("ctrl+o");
  app.Expect("dialog", "Open");
  app.Press("Escape");
  app.ExpectGone("dialog.commit");
  app.Press("ctrl+shift+s");
  app.Fill("dialog.name", (app.home() / "kept.convlens").string());
  app.Await("the session", [&] { return !ReadJson(app.home() / "kept.convlens").is_null(); });
  CHECK(KernelOf(ReadJson(app.home() / "kept.convlens"))[0][0] == 5);
}

TEST_CASE("without a home and a temporary folder the window says what it cannot keep, and saves") {
  Setup setup;
  for (const char* folder : {"HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_STATE_HOME"}) {
    setup.environment[folder] = "/proc/none";
  }
  Application app(setup);
  ChangeKernel(app, "5");
  app.Await("a message", [&] { return app.Fact("problem").starts_with("/proc/none"); });
  app.Press("ctrl+shift+s");
  app.Fill("dialog.name", (app.home() / "kept.convlens").string());
  app.Await("the session", [&] { return !ReadJson(app.home() / "kept.convlens").is_null(); });
  CHECK(KernelOf(ReadJson(app.home() / "kept.convlens"))[0][0] == 5);
}

}  // namespace
}  // namespace convlens::e2e
