#include "io/session/autosave.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "io/files/file.h"
#include "io/session/session_file.h"
#include "unit/io/scratch_folder.h"
#include "unit/io/titled_sessions.h"
#include "unit/io/written.h"

using namespace convlens;
namespace fs = std::filesystem;

TEST_SUITE_BEGIN("system");

TEST_CASE("work of a living process is not lost, neither one's own nor another's") {
  const ScratchFolder folder;
  Autosave mine(folder.path());
  mine.Keep(Titled("mine"));
  mine.Flush();
  CHECK(mine.FindLost().empty());
  CHECK(Autosave(folder.path()).FindLost().empty());
}

TEST_CASE("the newest of many sessions handed over in a row is the one on disk") {
  const ScratchFolder folder;
  {
    Autosave autosave(folder.path());
    for (int i = 0; i <= 200; ++i) autosave.Keep(Titled(std::to_string(i)));
    autosave.Flush();
    CHECK_FALSE(autosave.Problem());
  }
  CHECK(TitlesOf(Autosave(folder.path()).FindLost()) == std::vector<std::string>{"200"});
}

TEST_CASE("what was handed over is on disk when the owner ends, and is lost work then") {
  const ScratchFolder folder;
  { Autosave(folder.path()).Keep(Titled("left")); }
  CHECK(TitlesOf(Autosave(folder.path()).FindLost()) == std::vector<std::string>{"left"});
}

TEST_CASE("discarded work leaves nothing behind, and work after it is kept again") {
  const ScratchFolder folder;
  {
    Autosave autosave(folder.path());
    autosave.Keep(Titled("saved"));
    autosave.Discard();
    CHECK(Autosave(folder.path()).FindLost().empty());
    autosave.Keep(Titled("more"));
    autosave.Flush();
    autosave.Discard();
  }
  CHECK(FilesIn(folder.path()) == 0);
}

TEST_CASE("lost work comes newest first; what cannot be read is left alone") {
  const ScratchFolder folder;
  const auto now = fs::file_time_type::clock::now();
  for (const int age : {2, 0, 1}) {
    const fs::path path = folder / (std::to_string(age) + ".convlens");
    REQUIRE(SaveSession(path, Titled(std::to_string(age))).ok());
    fs::last_write_time(path, now - std::chrono::hours(age));
  }
  REQUIRE(WriteFileAtomically(folder / "broken.convlens", "{").ok());
  CHECK(TitlesOf(Autosave(folder.path()).FindLost()) == std::vector<std::string>{"0", "1", "2"});
  CHECK(fs::exists(folder / "broken.convlens"));
}

TEST_CASE("half a file that a killed process left is cleared away, a living one's is not") {
  const ScratchFolder folder;
  Autosave mine(folder.path());
  mine.Keep(Titled("mine"));
  mine.Flush();
  fs::path copy;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder.path())) {
    if (entry.path().extension() == ".convlens") copy = entry.path();
  }
  const fs::path living = folder / copy.filename().string().insert(0, 1, '.').append(".1-0");
  const fs::path dead = folder / ".gone.convlens.1-0";
  REQUIRE(WriteFileAtomically(living, "half").ok());
  REQUIRE(WriteFileAtomically(dead, "half").ok());
  CHECK(mine.FindLost().empty());
  CHECK(fs::exists(living));
  CHECK_FALSE(fs::exists(dead));
}

TEST_CASE("a folder that cannot be made is a message, and the program goes on") {
  const ScratchFolder folder;
  REQUIRE(WriteFileAtomically(folder / "file", "").ok());
  Autosave autosave(folder / "file/autosave");
  autosave.Keep(Titled("work"));
  autosave.Flush();
  const std::optional<Message> problem = autosave.Problem();
  REQUIRE(problem);
  CHECK(ToEnglish(*problem) ==
        (folder / "file/autosave").string() + " cannot be written: choose another folder.");
  CHECK(autosave.FindLost().empty());
}

TEST_CASE("restored work is adopted as it is: its only copy is never off the disk") {
  const ScratchFolder folder;
  for (const char* title : {"one", "two"}) {
    Autosave(folder.path()).Keep(Titled(title));
  }
  Autosave autosave(folder.path());
  const std::vector<Recovered> lost = autosave.FindLost();
  REQUIRE(lost.size() == 2);
  REQUIRE(autosave.Adopt(lost[0]).ok());
  CHECK(TitlesOf(autosave.FindLost()) == std::vector<std::string>{lost[1].title});
  CHECK(fs::exists(lost[0].path));
  CHECK_FALSE(Autosave(folder.path()).Adopt(lost[0]).ok());  // another window

  Session changed = Titled("changed");
  autosave.Keep(changed);
  autosave.Flush();
  CHECK(LoadSession(lost[0].path)->title == "changed");
  autosave.Discard();
  CHECK_FALSE(fs::exists(lost[0].path));
  CHECK(fs::exists(lost[1].path));
}

TEST_CASE("restoring a second work keeps the first one, changed, beside it") {
  const ScratchFolder folder;
  for (const char* title : {"one", "two"}) {
    Autosave(folder.path()).Keep(Titled(title));
  }
  {
    Autosave autosave(folder.path());
    const std::vector<Recovered> lost = autosave.FindLost();
    REQUIRE(lost.size() == 2);
    REQUIRE(autosave.Adopt(lost[0]).ok());
    autosave.Keep(Titled("changed"));
    REQUIRE(autosave.SetAside().ok());
    REQUIRE(autosave.Adopt(lost[1]).ok());
    CHECK(TitlesOf(autosave.FindLost()) == std::vector<std::string>{"changed"});
  }
  const std::vector<Recovered> left = Autosave(folder.path()).FindLost();
  CHECK(left.size() == 2);
}

TEST_CASE("work that cannot be written is not set aside, is told once, and kept when it can be") {
  const ScratchFolder folder;
  REQUIRE(WriteFileAtomically(folder / "in_the_way", "").ok());
  std::atomic<int> told{0};
  Autosave autosave(folder / "in_the_way/autosave", [&told] { ++told; });
  autosave.Keep(Titled("work"));
  CHECK_FALSE(autosave.SetAside().ok());
  CHECK(told == 1);
  fs::remove(folder / "in_the_way");
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (autosave.Problem() && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::yield();
  }
  CHECK_FALSE(autosave.Problem());
  CHECK(told == 2);
  CHECK(autosave.SetAside().ok());
  CHECK(TitlesOf(autosave.FindLost()) == std::vector<std::string>{"work"});
}

TEST_CASE("without any folder of the user's, work is not kept in a shared one, and that is said") {
  Autosave autosave{fs::path()};
  autosave.Keep(Titled("work"));
  autosave.Flush();
  REQUIRE(autosave.Problem());
  CHECK(ToEnglish(*autosave.Problem()) == "There is no home folder to keep a copy in.");
  CHECK(autosave.FindLost().empty());
}

TEST_SUITE_END();
