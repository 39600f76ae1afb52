// Opening, saving and leaving, without a window: what is asked, what waits, and what is lost.
#include "app/session_files.h"

#include <doctest/doctest.h>

#include <chrono>
#include <fstream>
#include <string>
#include <thread>

#include "unit/io/scratch_folder.h"

namespace convlens {
namespace {

/// Notes what it is asked for.
class Notes : public SessionFiles::Host {
 public:
  void ShowSession(const Session& session) override { shown.push_back(session.title); }
  void ShowInput(const std::filesystem::path& path, const OpenedInput&) override {
    inputs.push_back(path.filename().string());
  }
  void ShowTarget(const OpenedFile& opened) override {
    targets.push_back(opened.path.filename().string());
  }
  void AskWhereToSave() override { ++names_asked; }
  void Written(const std::filesystem::path& path) override {
    written.push_back(path.filename().string());
  }
  void Remember(const std::filesystem::path& path) override {
    remembered.push_back(path.filename().string());
  }
  void Report(const Message& problem) override { problems.push_back(problem.pattern); }

  std::vector<std::string> shown, inputs, targets, written, remembered, problems;
  int names_asked = 0;
};

Lesson LessonOne() {
  Lesson lesson;
  lesson.id = "one";
  lesson.number = 1;
  lesson.session.title = "one";
  return lesson;
}

/// The program without a window, in a folder of its own.
struct Desk {
  ScratchFolder folder;
  Workbench bench{Threading::kInline};
  Autosave autosave{folder / "autosave"};
  std::vector<Lesson> lessons{LessonOne()};
  Notes notes;
  SessionFiles files{bench, autosave, lessons, notes};

  void Edit() { bench.Do(SetCell(GridRole::kKernel, {0, 0}, next_value++)); }
  void Write(const std::string& name, const std::string& text) {
    std::ofstream(folder / name) << text;
  }
  /// Until nothing is read or written any more.
  void Settle() {
    const auto bound = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (files.busy() && std::chrono::steady_clock::now() < bound) {
      files.Follow();
      std::this_thread::yield();
    }
    REQUIRE_FALSE(files.busy());
  }
  /// A session file whose kernel starts with `value`.
  std::filesystem::path SavedSession(const std::string& name, float value) {
    Session session;
    SetFrontKernel(session.document, {}, Grid{{value, 0}, {0, 0}});
    REQUIRE(SaveSession(folder / name, session).ok());
    return folder / name;
  }
  float FirstWeight() const { return bench.front_kernel().at(0, 0); }

  float next_value = 20;
};

TEST_CASE("a session is opened, named after its file, and nothing of it needs saving") {
  Desk desk;
  desk.files.Open(desk.SavedSession("work.convlens", 7));
  CHECK(desk.files.busy());
  desk.Settle();
  CHECK(desk.FirstWeight() == 7);
  CHECK(desk.bench.title() == "work");
  CHECK(desk.bench.file() == desk.folder / "work.convlens");
  CHECK_FALSE(desk.bench.modified());
  CHECK(desk.notes.shown == std::vector<std::string>{"work"});
  CHECK(desk.notes.remembered == std::vector<std::string>{"work.convlens"});
}

TEST_CASE("before a session opens over unsaved work, it is asked; to stay leaves all as it was") {
  Desk desk;
  desk.Edit();
  desk.files.Open(desk.SavedSession("work.convlens", 7));
  desk.Settle();
  CHECK(desk.files.asking());
  CHECK(desk.FirstWeight() == 20);
  desk.files.Stay();
  CHECK_FALSE(desk.files.asking());
  CHECK(desk.FirstWeight() == 20);
  CHECK(desk.bench.modified());
}

TEST_CASE("without saving, the session that waited opens") {
  Desk desk;
  desk.Edit();
  desk.files.Open(desk.SavedSession("work.convlens", 7));
  desk.Settle();
  desk.files.GoOnWithoutSaving();
  CHECK_FALSE(desk.files.asking());
  CHECK(desk.FirstWeight() == 7);
}

TEST_CASE("saving first asks for a name; then the session that waited opens") {
  Desk desk;
  desk.Edit();
  desk.files.Open(desk.SavedSession("work.convlens", 7));
  desk.Settle();
  desk.files.SaveAndGoOn();
  CHECK(desk.notes.names_asked == 1);
  CHECK_FALSE(desk.files.asking());  // not over the dialog that asks for the name
  desk.files.SaveTo(desk.folder / "mine.convlens");
  desk.files.NoName();  // the dialog has closed, with a name
  desk.Settle();
  CHECK(desk.FirstWeight() == 7);
  const Result<Session> mine = LoadSession(desk.folder / "mine.convlens");
  REQUIRE(mine.ok());
  CHECK(FrontKernel(mine->document, {}).at(0, 0) == 20);
}

TEST_CASE("no name, and what waited is given up") {
  Desk desk;
  desk.Edit();
  desk.files.Quit();
  CHECK(desk.files.asking());
  desk.files.SaveAndGoOn();
  desk.files.NoName();
  CHECK_FALSE(desk.files.asking());
  CHECK_FALSE(desk.files.over());
  CHECK(desk.bench.modified());
}

TEST_CASE("a picture or an array is handed over as input or target, and nothing is asked") {
  Desk desk;
  desk.Edit();
  desk.Write("numbers.csv", "1,2\n3,4\n");
  desk.files.Open(desk.folder / "numbers.csv");
  desk.Settle();
  desk.files.Open(desk.folder / "numbers.csv", OpenFor::kTarget);
  desk.Settle();
  CHECK(desk.notes.inputs == std::vector<std::string>{"numbers.csv"});
  CHECK(desk.notes.targets == std::vector<std::string>{"numbers.csv"});
  CHECK_FALSE(desk.files.asking());
}

TEST_CASE("a file that cannot be read is reported, and changes nothing") {
  Desk desk;
  desk.Edit();
  desk.files.Open(desk.folder / "missing.convlens");
  desk.Settle();
  CHECK(desk.notes.problems.size() == 1);
  CHECK_FALSE(desk.files.asking());
  CHECK(desk.FirstWeight() == 20);
}

TEST_CASE("save writes to the session's file, or asks for one; save as gives it another") {
  Desk desk;
  desk.Edit();
  desk.files.Save();
  CHECK(desk.notes.names_asked == 1);
  desk.files.SaveTo(desk.folder / "a.convlens");
  desk.Settle();
  CHECK_FALSE(desk.bench.modified());
  CHECK(desk.bench.title() == "a");
  CHECK(desk.notes.written == std::vector<std::string>{"a.convlens"});
  desk.Edit();
  desk.files.Save();
  desk.Settle();
  CHECK(desk.notes.names_asked == 1);
  CHECK_FALSE(desk.bench.modified());
  desk.files.SaveTo(desk.folder / "b.convlens");
  desk.Settle();
  CHECK(desk.bench.file() == desk.folder / "b.convlens");
  CHECK(LoadSession(desk.folder / "a.convlens")->document == desk.bench.document());
}

TEST_CASE("a save that fails is reported; whoever wanted to leave is asked again") {
  Desk desk;
  desk.Edit();
  desk.files.Quit();
  desk.files.SaveAndGoOn();
  desk.files.SaveTo(desk.folder / "no such folder" / "a.convlens");
  desk.Settle();
  CHECK(desk.notes.problems.size() == 1);
  CHECK(desk.bench.modified());
  CHECK_FALSE(desk.files.over());
  CHECK(desk.files.asking());
}

TEST_CASE("what is edited while it is written still needs saving, and nobody leaves it behind") {
  Desk desk;
  desk.Edit();
  desk.files.Quit();
  desk.files.SaveAndGoOn();
  desk.files.SaveTo(desk.folder / "a.convlens");
  desk.Edit();
  desk.Settle();
  CHECK(desk.bench.modified());
  CHECK_FALSE(desk.files.over());
  CHECK_FALSE(desk.files.asking());
}

TEST_CASE("quitting asks about unsaved work only") {
  Desk saved;
  saved.files.Quit();
  CHECK(saved.files.over());
  Desk unsaved;
  unsaved.Edit();
  unsaved.files.Quit();
  CHECK(unsaved.files.asking());
  CHECK_FALSE(unsaved.files.over());
  unsaved.files.GoOnWithoutSaving();
  CHECK(unsaved.files.over());
}

TEST_CASE("who quits while a save is under way leaves when it has ended, unasked") {
  Desk desk;
  desk.Edit();
  desk.files.SaveTo(desk.folder / "a.convlens");
  desk.files.Quit();
  CHECK_FALSE(desk.files.asking());
  desk.Settle();
  CHECK(desk.files.over());
}

TEST_CASE("a lesson opens at once over a lesson, and after a question over work of one's own") {
  Desk desk;
  desk.files.OpenLesson("none such");
  CHECK(desk.bench.lesson() == nullptr);
  desk.Edit();
  desk.files.OpenLesson("one");
  CHECK(desk.files.asking());
  desk.files.GoOnWithoutSaving();
  CHECK(desk.bench.lesson() == desk.lessons.data());
  desk.Edit();
  desk.files.OpenLesson("one");
  CHECK_FALSE(desk.files.asking());
  CHECK(desk.notes.shown.size() == 2);
}

TEST_CASE("a copy of unsaved work outlives the program, and is gone once it is saved or given up") {
  Desk desk;
  const Autosave next(desk.folder / "autosave");
  CHECK(desk.files.KeepCopyNow());
  CHECK(desk.autosave.FindLost().empty());
  {
    Desk other;
    Autosave crashing(desk.folder / "autosave");
    SessionFiles files(other.bench, crashing, other.lessons, other.notes);
    other.Edit();
    files.KeepCopy();
    CHECK(files.KeepCopyNow());
  }  // it ends without having saved
  const std::vector<Recovered> lost = next.FindLost();
  REQUIRE(lost.size() == 1);
  desk.files.Restore(lost.front(), Autosave::Load(lost.front()));
  CHECK(desk.FirstWeight() == 20);
  CHECK(desk.bench.modified());
  CHECK(desk.notes.shown.size() == 1);
  CHECK(next.FindLost().empty());  // it has an owner again
  desk.files.SaveTo(desk.folder / "a.convlens");
  desk.Settle();
  CHECK_FALSE(std::filesystem::exists(lost.front().path));
}

TEST_CASE("unsaved work in the way of recovered work is set aside, and can be recovered itself") {
  Desk desk;
  {
    Autosave crashing(desk.folder / "autosave");
    Session session;
    SetFrontKernel(session.document, {}, Grid{{9, 0}, {0, 0}});
    crashing.Keep(session);
    crashing.Flush();
  }
  const std::vector<Recovered> lost = desk.autosave.FindLost();
  REQUIRE(lost.size() == 1);
  desk.Edit();
  desk.files.Restore(lost.front(), Autosave::Load(lost.front()));
  CHECK(desk.FirstWeight() == 9);
  const std::vector<Recovered> aside = Autosave(desk.folder / "autosave").FindLost();
  REQUIRE(aside.size() == 1);
  CHECK(FrontKernel(Autosave::Load(aside.front())->document, {}).at(0, 0) == 20);
}

TEST_CASE("a copy that cannot be read is reported and changes nothing") {
  Desk desk;
  desk.files.Restore({}, Message{"The copy is damaged.", {}});
  CHECK(desk.notes.problems == std::vector<std::string>{"The copy is damaged."});
  CHECK_FALSE(desk.bench.modified());
}

}  // namespace
}  // namespace convlens
