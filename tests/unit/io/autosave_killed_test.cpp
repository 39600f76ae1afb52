// What a killed process leaves behind. By fork, which Windows does not have: there, the window's
// own end is tested (tests/windows).

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/session/autosave.h"
#include "io/session/session_file.h"
#include "unit/io/scratch_folder.h"
#include "unit/io/titled_sessions.h"
#include "unit/io/written.h"

using namespace convlens;
namespace fs = std::filesystem;

namespace {

/// Runs `work` in its own process, which then says that it is ready and is killed.
template <typename Work>
void RunAndKill(Work work) {
  int ready[2];
  REQUIRE(pipe(ready) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    work([&ready] { [[maybe_unused]] const ssize_t written = write(ready[1], "r", 1); });
    for (;;) pause();
  }
  char byte = 0;
  CHECK(read(ready[0], &byte, 1) == 1);
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  close(ready[0]);
  close(ready[1]);
}

}  // namespace

TEST_SUITE_BEGIN("system");

TEST_CASE("work whose process is killed is found again, and can be forgotten") {
  const ScratchFolder folder;
  RunAndKill([&folder](auto ready) {
    Autosave autosave(folder.path());
    autosave.Keep(Titled("first"));
    autosave.Flush();
    autosave.Keep(Titled("second"));
    autosave.Flush();
    ready();
    for (;;) pause();
  });
  Autosave autosave(folder.path());
  const std::vector<Recovered> lost = autosave.FindLost();
  REQUIRE(TitlesOf(lost) == std::vector<std::string>{"second"});
  autosave.Forget(lost.front());
  CHECK(autosave.FindLost().empty());
  CHECK(FilesIn(folder.path()) == 0);
}

TEST_CASE("a process killed at any moment of its writing leaves a whole session behind") {
  for (int round = 0; round < 5; ++round) {
    const ScratchFolder folder;
    RunAndKill([&folder, round](auto ready) {
      Autosave autosave(folder.path());
      autosave.Keep(Titled("0"));
      autosave.Flush();
      for (int i = 1;; ++i) {
        Session session = Titled(std::to_string(i));
        session.document.input = Grid(200, 200, static_cast<float>(i));
        autosave.Keep(std::move(session));
        if (i == round * 50 + 1) ready();
      }
    });
    const std::vector<Recovered> lost = Autosave(folder.path()).FindLost();
    REQUIRE(lost.size() == 1);
    const float written = std::stof(lost.front().title);
    const Result<Session> session = LoadSession(lost.front().path);
    REQUIRE(session.ok());
    if (written > 0) CHECK(session->document.input[0]->at(7, 9) == written);
  }
}

TEST_CASE("a lock that a killed process left without work is cleared away") {
  const ScratchFolder folder;
  RunAndKill([&folder](auto ready) {
    Autosave autosave(folder.path());
    autosave.Keep(Titled("saved"));
    autosave.Discard();
    autosave.Keep(Titled("saved"));
    autosave.Flush();
    autosave.Discard();
    ready();
    for (;;) pause();
  });
  CHECK(FilesIn(folder.path()) == 1);
  CHECK(Autosave(folder.path()).FindLost().empty());
  CHECK(FilesIn(folder.path()) == 0);
}

TEST_SUITE_END();
