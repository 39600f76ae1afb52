#include "app/session_files.h"

#include <utility>

#include "core/grid/path_text.h"
#include "io/session/lesson_file.h"

namespace convlens {

void SessionFiles::Open(const std::filesystem::path& path, OpenFor purpose) {
  actions_.Open(path, purpose);
}

void SessionFiles::TakeOpened(OpenedFile opened) {
  if (const Message* problem = std::get_if<Message>(&opened.content)) {
    return host_.Report(*problem);
  }
  if (opened.purpose == OpenFor::kTarget) return host_.ShowTarget(opened);
  if (std::holds_alternative<Session>(opened.content) && bench_.modified()) {
    waiting_file_ = std::move(opened);
    return AskBefore(Next::kOpen);
  }
  Show(std::move(opened));
}

// An image or array becomes the input of a free session, which can be undone: nothing is asked.
void SessionFiles::Show(OpenedFile opened) {
  host_.Remember(opened.path);
  if (const OpenedInput* input = std::get_if<OpenedInput>(&opened.content)) {
    return host_.ShowInput(opened.path, *input);
  }
  auto& session = std::get<Session>(opened.content);
  session.title = TextOf(opened.path.stem());
  bench_.Open(session, FindLesson(lessons_, session.lesson_id));
  bench_.SetFile(opened.path);
  autosave_.Discard();
  host_.ShowSession(session);
}

void SessionFiles::OpenLesson(std::string_view id) {
  const Lesson* lesson = FindLesson(lessons_, id);
  if (lesson == nullptr) return;
  if (bench_.lesson() != nullptr || !bench_.modified()) return ShowLesson(*lesson);
  waiting_lesson_ = lesson;
  AskBefore(Next::kLesson);
}

void SessionFiles::ShowLesson(const Lesson& lesson) {
  bench_.OpenLesson(lesson);
  host_.ShowSession(lesson.session);
}

void SessionFiles::Save() {
  if (bench_.file().empty()) return host_.AskWhereToSave();
  SaveTo(bench_.file());
}

void SessionFiles::SaveTo(const std::filesystem::path& path) {
  Session session = bench_.CurrentSession();
  session.title = TextOf(path.stem());
  actions_.Save(path, std::move(session), bench_.revision());
}

void SessionFiles::TakeSaved(const SavedFile& saved) {
  if (saved.problem) {
    leave_after_save_ = false;  // the question is asked again
    return host_.Report(*saved.problem);
  }
  host_.Written(saved.path);
  bench_.SetFile(saved.path);
  bench_.SetTitle(TextOf(saved.path.stem()));
  host_.Remember(saved.path);
  if (saved.revision != bench_.revision()) return GiveUp();  // edited while it was written
  bench_.MarkSaved();
  autosave_.Discard();
  leave_after_save_ = false;
  GoOn();  // with what waited for it, if anything did
}

void SessionFiles::Quit() { AskBefore(Next::kQuit); }

void SessionFiles::AskBefore(Next next) {
  next_ = next;
  if (!bench_.modified()) GoOn();
}

void SessionFiles::GoOn() {
  const Next next = std::exchange(next_, Next::kNothing);
  if (next == Next::kQuit) {
    autosave_.Discard();
    over_ = true;
  }
  if (next == Next::kOpen && waiting_file_) Show(*std::exchange(waiting_file_, std::nullopt));
  if (next == Next::kLesson) ShowLesson(*std::exchange(waiting_lesson_, nullptr));
}

void SessionFiles::GiveUp() {
  if (!std::exchange(leave_after_save_, false)) return;
  Stay();
}

void SessionFiles::SaveAndGoOn() {
  leave_after_save_ = true;
  Save();
}

void SessionFiles::GoOnWithoutSaving() { GoOn(); }

void SessionFiles::Stay() {
  next_ = Next::kNothing;
  waiting_file_.reset();
  waiting_lesson_ = nullptr;
}

void SessionFiles::NoName() {
  if (!actions_.saving()) GiveUp();
}

void SessionFiles::Restore(const Recovered& copy, const Result<Session>& session) {
  if (!session.ok()) return host_.Report(session.problem());
  Result<Done> taken = Done{};
  if (bench_.modified()) {
    autosave_.Keep(bench_.CurrentSession());
    taken = autosave_.SetAside();
  }
  if (taken.ok()) taken = autosave_.Adopt(copy);
  if (!taken.ok()) return host_.Report(taken.problem());
  bench_.Open(*session, FindLesson(lessons_, session->lesson_id));
  bench_.MarkModified();
  host_.ShowSession(*session);
  kept_revision_ = bench_.revision();  // it is on the disk
}

void SessionFiles::Follow() {
  if (std::optional<OpenedFile> opened = actions_.TakeOpened()) TakeOpened(std::move(*opened));
  if (const std::optional<SavedFile> saved = actions_.TakeSaved()) TakeSaved(*saved);
}

void SessionFiles::KeepCopy() {
  const uint64_t revision = bench_.revision();
  if (revision == kept_revision_ || !bench_.modified()) return;
  kept_revision_ = revision;
  autosave_.Keep(bench_.CurrentSession());
}

bool SessionFiles::KeepCopyNow() {
  if (!bench_.modified()) return true;
  autosave_.Keep(bench_.CurrentSession());
  autosave_.Flush();
  return !autosave_.Problem();
}

}  // namespace convlens
