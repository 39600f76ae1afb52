// Files named in any writing, from the list of a dialog to the disk, and back after a kill. The
// Windows program is tested by these, too (tests/windows).

#include <doctest/doctest.h>

#include "e2e/harness/application.h"
#include "e2e/sessions.h"
#include "io/grids/npy_file.h"

namespace convlens::e2e {
namespace {

TEST_CASE("an array named in any writing is opened, stepped through by keys, and saved") {
  Setup setup;
  setup.files["日本 é.npy"] = NpyToBytes(Grid{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}});
  Application app(setup);
  app.Press("ctrl+o");
  app.Expect("dialog", "Open");
  app.Click("dialog.item.日本 é.npy");
  app.Click("dialog.commit");
  app.Await("the array", [&] { return app.Fact("title").starts_with("日本 é"); });
  app.Press("Home");
  app.Await("the first element", [&] { return app.Fact("strip.text").starts_with("H[0,0]"); });
  app.Press("Right");
  app.Await("the next element", [&] { return app.Fact("strip.text").starts_with("H[0,1]"); });
  app.Press("ctrl+shift+s");
  app.Click("dialog.commit");
  app.Await("the file", [&] { return app.Fact("session_path").ends_with("日本 é.convlens"); });
  CHECK(InputOf(ReadJson(app.home() / "日本 é.convlens"))[1][1] == 5);
}

TEST_CASE("work on a session named in any writing is saved in place, and survives a kill") {
  const std::string name = "Ωλ 卷积.convlens";
  Setup setup;
  setup.files[name] = WorkFile();
  setup.arguments = {name};
  Application app(setup);
  ChangeKernel(app, "5");
  CHECK(KernelOf(app.Save(app.home() / name))[0][0] == 5);
  ChangeKernel(app, "9");
  app.Await("the autosaved copy", [&] { return KeptKernel(app.home() / kCopies) == 9; });
  app.Restart();
  app.Click("dialog.restore");
  app.ExpectGone("dialog.restore");
  app.Await("the restored session", [&] { return app.Number("modified") == 1; });
  CHECK(KernelOf(app.SaveAs("restored.convlens"))[0][0] == 9);
  CHECK(KernelOf(ReadJson(app.home() / name))[0][0] == 5);
}

}  // namespace
}  // namespace convlens::e2e
