#include "io/session/kept_grids.h"

#include <doctest/doctest.h>
#ifndef _WIN32
#include <signal.h>
#include <sys/resource.h>
#endif

#include <algorithm>

#include "core/grid/random.h"
#include "io/files/file.h"
#include "io/session/autosave.h"
#include "io/session/session_file.h"
#include "io/session/session_writer.h"
#include "unit/io/scratch_folder.h"

using namespace convlens;
namespace fs = std::filesystem;

namespace {

constexpr Shape kLarge{600, 700};

SharedGrid Noise(uint64_t seed, Shape shape = kLarge) { return UniformGrid(shape, seed); }

void Edit(SharedGrid& grid, Cell cell, float value) {
  grid.MutableIn({cell.row, cell.col, 1, 1})[cell] = value;
}

/// A session on the disk, written again and again.
class Copy {
 public:
  void Write(const Session& session) {
    grids_.Begin(path());
    const std::string text = writer_.Write(session);
    REQUIRE_FALSE(grids_.problem());
    REQUIRE(WriteFileAtomically(path(), text).ok());
    grids_.Finish();
    text_bytes_ = text.size();
  }
  Session Read() const {
    const Result<Session> session = LoadSession(path());
    INFO((session.ok() ? "" : ToEnglish(session.problem())));
    REQUIRE(session.ok());
    return *session;
  }
  std::vector<std::string> Files() const {
    std::vector<std::string> names;
    for (const fs::path& file : KeptGridFiles(path())) names.push_back(file.filename().string());
    std::sort(names.begin(), names.end());
    return names;
  }
  fs::path path() const { return folder_ / "copy.convlens"; }
  size_t text_bytes() const { return text_bytes_; }
  KeptGrids& grids() { return grids_; }

 private:
  const ScratchFolder folder_;
  KeptGrids grids_;
  SessionWriter writer_{&grids_};
  size_t text_bytes_ = 0;
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("edits of a large grid, wherever they are, write little, and all of them come back") {
  Copy copy;
  Session session;
  session.document.input = Noise(1);
  copy.Write(session);
  const auto written = fs::last_write_time(KeptGridFiles(copy.path()).front());
  const Cell corners[] = {{0, 0}, {599, 699}, {0, 699}, {599, 0}, {300, 350}, {0, 0}};
  float value = 100;
  for (const Cell corner : corners) {
    Edit(session.document.input[0], corner, ++value);
    copy.Write(session);
    CHECK(copy.Read().document.input[0] == session.document.input[0]);
  }
  // Several between two writes, and one taken back.
  const SharedGrid before = session.document.input[0];
  for (const Cell corner : corners) Edit(session.document.input[0], corner, ++value);
  copy.Write(session);
  CHECK(copy.Read().document.input[0] == session.document.input[0]);
  session.document.input = before;
  copy.Write(session);
  CHECK(copy.Read().document.input[0] == before);
  CHECK(copy.text_bytes() < 10'000);
  CHECK(copy.Files() == Names{"copy.convlens.1.npy"});
  CHECK(fs::last_write_time(KeptGridFiles(copy.path()).front()) == written);
}

TEST_CASE("a large grid that becomes another one is written again, and the old file goes") {
  Copy copy;
  Session session;
  session.document.input = Noise(1);
  copy.Write(session);
  session.document.input = Noise(2);
  copy.Write(session);
  CHECK(copy.Files() == Names{"copy.convlens.2.npy"});
  CHECK(copy.Read().document.input[0] == session.document.input[0]);
  session.document.input = Noise(2, {700, 600});
  copy.Write(session);
  CHECK(copy.Files() == Names{"copy.convlens.3.npy"});
  CHECK(copy.Read().document.input[0] == session.document.input[0]);
  session.document.input = Grid{{1, 2}};
  copy.Write(session);
  CHECK(copy.Files().empty());
}

TEST_CASE("a band that is painted over again and again is one change; most of a grid is too much") {
  Copy copy;
  Session session;
  session.document.input = Noise(1);
  copy.Write(session);
  for (int round = 0; round < 3; ++round) {
    session.document.input[0].MutableIn({0, 0, 30, 700}).at(round, 0) = 9;
    for (int c = 0; c < 700; ++c) session.document.input[0].MutableIn({0, 0, 30, 700}).at(3, c) = 0;
    copy.Write(session);
  }
  CHECK(copy.Files() == Names{"copy.convlens.1.npy"});
  CHECK(copy.Read().document.input[0] == session.document.input[0]);
  session.document.input[0].MutableIn(WholeOf(kLarge)).Fill(3);
  copy.Write(session);
  CHECK(copy.Files() == Names{"copy.convlens.2.npy"});
  CHECK(copy.Read().document.input[0] == session.document.input[0]);
}

TEST_CASE("grids that are one share a file, and part when one of them is edited") {
  Copy copy;
  Session session;
  const SharedGrid both = Noise(1);
  session.document.input = both;
  session.document.training.fixed_target = both;
  copy.Write(session);
  CHECK(copy.Files() == Names{"copy.convlens.1.npy"});
  Edit(session.document.input[0], {5, 5}, 7);
  copy.Write(session);
  const Document read = copy.Read().document;
  CHECK(read.input[0] == session.document.input[0]);
  CHECK(read.training.fixed_target[0] == both);
  CHECK_FALSE(read.input[0] == both);
}

TEST_CASE("the channels of a tensor are kept each for itself, and only the edited one changes") {
  Copy copy;
  Session session;
  session.document.training.fixed_target.channels = {Noise(1), Noise(2), Noise(3)};
  copy.Write(session);
  for (const Cell cell : {Cell{1, 1}, Cell{598, 3}}) {
    Edit(session.document.training.fixed_target[1], cell, 5);
    copy.Write(session);
  }
  CHECK(copy.Files().size() == 3);
  CHECK(copy.text_bytes() < 10'000);
  const Tensor read = copy.Read().document.training.fixed_target;
  for (int c = 0; c < 3; ++c) CHECK(read[c] == session.document.training.fixed_target[c]);
}

TEST_CASE("a process that takes a copy over replaces its files only when the new ones are there") {
  Copy copy;
  Session session;
  session.document.input = Noise(1);
  copy.Write(session);
  KeptGrids others;
  SessionWriter writer(&others);
  Edit(session.document.input[0], {2, 2}, 3);
  others.Begin(copy.path());
  const std::string text = writer.Write(session);
  CHECK(copy.Files() == Names{"copy.convlens.1.npy", "copy.convlens.2.npy"});
  CHECK(copy.Read().document.input[0] == Noise(1));
  REQUIRE(WriteFileAtomically(copy.path(), text).ok());
  others.Finish();
  CHECK(copy.Files() == Names{"copy.convlens.2.npy"});
  CHECK(copy.Read().document.input[0] == session.document.input[0]);
}

#ifndef _WIN32  // where no process can be given a limit of file sizes
TEST_CASE("a grid that cannot be written leaves the older session as it is" *
          doctest::test_suite("system")) {
  Copy copy;
  Session session;
  session.document.input = Noise(1);
  copy.Write(session);
  rlimit usual{};
  getrlimit(RLIMIT_FSIZE, &usual);
  const rlimit small{1000, usual.rlim_max};
  signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &small);
  Session changed = session;
  changed.document.input = Noise(2);
  copy.grids().Begin(copy.path());
  (void)SessionWriter(&copy.grids()).Write(changed);
  setrlimit(RLIMIT_FSIZE, &usual);
  signal(SIGXFSZ, SIG_DFL);
  REQUIRE(copy.grids().problem());
  CHECK(ToEnglish(*copy.grids().problem()).find("cannot be written") != std::string::npos);
  CHECK(copy.Read().document.input[0] == session.document.input[0]);
  copy.Write(changed);
  CHECK(copy.Read().document.input[0] == changed.document.input[0]);
}
#endif

TEST_CASE("a session whose grid is missing, damaged or elsewhere is a message") {
  Copy copy;
  Session session;
  session.document.input = Noise(1);
  copy.Write(session);
  const std::string text = *ReadFile(copy.path());
  const std::string name = "copy.convlens.1.npy";
  const auto problem_of = [&](const std::string& json) {
    const Result<Session> read = SessionFromJson(json, "copy.convlens", copy.path());
    return read.ok() ? "" : ToEnglish(read.problem());
  };
  const auto with = [&](const std::string& old, const std::string& now) {
    std::string json = text;
    return json.replace(json.find(old), old.size(), now);
  };
  const std::string field = "copy.convlens: document.input.channels[0]";
  CHECK(problem_of(text).empty());
  CHECK(ToEnglish(SessionFromJson(text, "copy.convlens").problem()) == field + " is not a grid.");
  for (const std::string other : {"../copy.convlens.1.npy", "/etc/passwd", "copy.convlens.9.npy"}) {
    CHECK(problem_of(with(name, other)) ==
          field + " is kept in the file " + other + ", which is missing or damaged.");
  }
  CHECK(problem_of(with("[600,700]", "[700,600]")) ==
        field + " is kept in the file " + name + ", which is missing or damaged.");
  CHECK(problem_of(with("[600,700]", "[600,9000]")) ==
        field + " is 600×9000, larger than the allowed 8192×8192.");
  CHECK(problem_of(with("\"changes\":[]", "\"changes\":[{\"at\":[600,0],\"cells\":[[1]]}]")) ==
        field + ".changes[0] is not inside the grid.");
  CHECK(problem_of(with("\"changes\":[]",
                        "\"changes\":[{\"at\":[18446744073709551615,0],"
                        "\"cells\":[[1]]}]")) == field + ".changes[0] is not inside the grid.");
  CHECK(problem_of(with("\"changes\":[]", "\"changes\":[{\"at\":[0,0]}]")) ==
        "copy.convlens: the field document.input.channels[0].changes[0].cells is missing.");
  fs::resize_file(copy.path().parent_path() / name, 1000);
  CHECK(problem_of(text) ==
        field + " is kept in the file " + name + ", which is missing or damaged.");
}

TEST_CASE("lost work with large grids is found, gone on with, and deleted whole" *
          doctest::test_suite("system")) {
  const ScratchFolder folder;
  Session session;
  session.title = "large";
  session.document.input = Noise(1);
  Autosave(folder.path()).Keep(session);
  // What a process killed between two writes leaves: a grid that nothing names.
  const fs::path copy = Autosave(folder.path()).FindLost().front().path;
  fs::path left = copy;
  left += ".7.npy";
  REQUIRE(WriteFileAtomically(left, "half").ok());
  REQUIRE(WriteFileAtomically(folder / "gone.convlens.1.npy", "of no session").ok());
  {
    Autosave autosave(folder.path());
    const std::vector<Recovered> lost = autosave.FindLost();
    REQUIRE(lost.size() == 1);
    CHECK(lost[0].bytes > 600 * 700 * 4);
    CHECK_FALSE(fs::exists(folder / "gone.convlens.1.npy"));
    REQUIRE(autosave.Adopt(lost[0]).ok());
    Session changed = *Autosave::Load(lost[0]);
    CHECK(changed.document.input[0] == session.document.input[0]);
    Edit(changed.document.input[0], {1, 1}, 8);
    autosave.Keep(changed);
    autosave.Flush();
    CHECK_FALSE(fs::exists(left));
    CHECK(LoadSession(copy)->document.input[0] == changed.document.input[0]);
    CHECK(KeptGridFiles(copy).size() == 1);
  }
  Autosave::Forget(Autosave(folder.path()).FindLost().front());
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("discarded work takes its grids with it") {
  const ScratchFolder folder;
  Autosave autosave(folder.path());
  Session session;
  session.document.input = Noise(1);
  autosave.Keep(session);
  autosave.Flush();
  autosave.Discard();
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);  // the lock
  autosave.Keep(session);
  autosave.Flush();
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 3);
}
