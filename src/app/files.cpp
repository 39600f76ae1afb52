#include "app/application.h"
#include "app/page.h"
#include "io/files/file.h"
#include "io/files/file_kind.h"
#include "io/files/user_folders.h"
#include "io/grids/image_file.h"
#include "io/session/lesson_file.h"
#include "paint/figure_export.h"
#include "scene/matrix_form_view.h"
#include "ui/shell/command_actions.h"

namespace convlens {
namespace {

std::vector<FileChooser::Filter> OpenFilters() {
  const std::vector<std::string> sessions = {std::string(kSessionExtension), ".json"};
  std::vector<std::string> all = sessions;
  for (const auto& more : {ImageExtensions(), ArrayExtensions()}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  return {{"Everything ConvLens reads", all},
          {"Images", ImageExtensions()},
          {"NumPy arrays", ArrayExtensions()},
          {"Sessions", sessions},
          {"All files", {}}};
}

std::filesystem::path WithExtension(std::filesystem::path path, std::string_view extension) {
  if (path.extension().empty()) path += extension;
  return path;
}

}  // namespace

void Application::CarryOutFile(Command command) {
  switch (command) {
    case Command::kOpen:
      AskWhereToOpen();
      break;
    case Command::kOpenTarget:
      AskForTarget();
      break;
    case Command::kSave:
      if (bench_->file().empty()) {
        AskWhereToSave();
      } else {
        Save(bench_->file());
      }
      break;
    case Command::kSaveAs:
      AskWhereToSave();
      break;
    case Command::kExportPng:
      AskWhereToExport();
      break;
    case Command::kExportPlotCsv:
    case Command::kExportPlotPng:
    case Command::kExportPlotSvg:
      AskWhereToExportPlot(command);
      break;
    case Command::kUnsavedWork:
      recovery_.Look(Recovery::Way::kTelling);
      break;
    case Command::kQuit:
      if (!kIsWebPage) AskToLeave(AfterQuestion::kQuit);
      break;
    default:
      break;
  }
}

void Application::AskWhereToOpen() {
  chooser_.Open(FileChooser::Mode::kOpen, "Open", OpenFilters(), folder_, "",
                [this](const std::filesystem::path& path) { Open(path); });
}

void Application::AskWhereToSave() {
  const std::string title = bench_->title().empty() ? "session" : bench_->title();
  const std::string name = bench_->file().empty() ? title + std::string(kSessionExtension)
                                                  : bench_->file().filename().string();
  chooser_.Open(FileChooser::Mode::kSave, "Save session as", {{"Sessions", {".convlens", ".json"}}},
                folder_, name, [this](const std::filesystem::path& path) {
                  Save(WithExtension(path, kSessionExtension));
                });
}

void Application::AskWhereToExport() {
  const std::string title = bench_->title().empty() ? "figure" : bench_->title();
  chooser_.Open(FileChooser::Mode::kSave, "Export picture as",
                {{"PNG and SVG pictures", {".png", ".svg"}}}, folder_, title + ".png",
                [this](std::filesystem::path path) {
                  if (!PictureFormatOf(path)) path += ".png";
                  Export(path);
                });
}

void Application::Open(const std::filesystem::path& path, OpenFor purpose) {
  folder_ = AbsolutePath(path).parent_path();
  files_.Open(path, purpose);
}

// An image or array becomes the input of a free session, which can be undone. A session takes the
// place of this one, so unsaved work is asked about first, once it is known to be readable.
void Application::TakeOpened(OpenedFile opened) {
  if (const Message* problem = std::get_if<Message>(&opened.content)) {
    Report(*problem);
    return;
  }
  if (opened.purpose == OpenFor::kTarget) return TakeTarget(opened);
  if (std::holds_alternative<Session>(opened.content) && bench_->modified()) {
    waiting_ = std::move(opened);
    AskToLeave(AfterQuestion::kOpen);
    return;
  }
  Show(std::move(opened));
}

void Application::Show(OpenedFile opened) {
  Remember(opened.path);
  if (const OpenedInput* input = std::get_if<OpenedInput>(&opened.content)) {
    return ShowInput(opened.path.filename().string(), *input);
  }
  auto& session = std::get<Session>(opened.content);
  session.title = opened.path.stem().string();
  bench_->Open(session, FindLesson(lessons_, session.lesson_id));
  bench_->SetFile(opened.path);
  autosave_.Discard();
  ShowOpened(session);
}

void Application::ShowInput(const std::string& name, const OpenedInput& input) {
  state_.selection.reset();
  state_.camera.fitted = true;
  state_.opened_picture = {name, input.picture.luma, input.picture.color};
  const bool in_color = preferences_.color_images && !input.picture.color.channels.empty();
  const Tensor shown = !input.is_image ? input.array
                       : in_color      ? input.picture.color
                                       : Tensor(input.picture.luma);
  if (!bench_->OpenFree(ReplaceInput(shown, name, input.is_image),
                        std::filesystem::path(name).stem().string())) {
    return;  // refused: told in this frame
  }
  ViewSettings view = bench_->view();
  view.reveal_output = false;
  bench_->SetView(view);
}

// Turns the window to what a session looks at.
void Application::ShowOpened(const Session& session) {
  state_.tab = TabOf(session.view.figure);
  state_.selection.reset();
  state_.camera.fitted = true;
}

// Work of one's own is asked about first; what was done in a lesson is an undo away.
void Application::AskForLesson(const std::string& id) {
  const Lesson* lesson = FindLesson(lessons_, id);
  if (lesson == nullptr) return;
  if (bench_->lesson() != nullptr || !bench_->modified()) return OpenLesson(*lesson);
  waiting_lesson_ = lesson;
  AskToLeave(AfterQuestion::kLesson);
}

void Application::OpenLesson(const Lesson& lesson) {
  bench_->OpenLesson(lesson);
  ShowOpened(lesson.session);
}

void Application::Save(const std::filesystem::path& path) {
  folder_ = AbsolutePath(path).parent_path();
  Session session = bench_->CurrentSession();
  session.title = path.stem().string();
  files_.Save(path, session, bench_->revision());
}

void Application::TakeSaved(const SavedFile& saved) {
  if (saved.problem) {
    leave_after_save_ = false;
    Report(*saved.problem);
    return;
  }
  page::OfferFile(saved.path);
  bench_->SetFile(saved.path);
  bench_->SetTitle(saved.path.stem().string());
  Remember(saved.path);
  if (saved.revision != bench_->revision()) return;  // edited while it was written
  bench_->MarkSaved();
  autosave_.Discard();
  if (std::exchange(leave_after_save_, false)) GoOn();
}

void Application::AskToLeave(AfterQuestion then) {
  question_ = then;
  if (!bench_->modified()) GoOn();
}

// What the question about unsaved work stood in the way of.
void Application::GoOn() {
  const AfterQuestion then = std::exchange(question_, AfterQuestion::kNothing);
  if (then == AfterQuestion::kQuit) {
    autosave_.Discard();
    over_ = true;
  }
  if (then == AfterQuestion::kOpen && waiting_) Show(*std::exchange(waiting_, std::nullopt));
  if (then == AfterQuestion::kLesson) OpenLesson(*waiting_lesson_);
}

// The copy is taken over as it is, so the work is on the disk at every moment; work that stands in
// its way is set aside. What cannot be taken over is offered again at the next start.
void Application::Restore(const Recovery::Work& work) {
  if (!work.session.ok()) return Report(work.session.problem());
  Result<Done> taken = Done{};
  if (bench_->modified()) {
    autosave_.Keep(bench_->CurrentSession());
    taken = autosave_.SetAside();
  }
  if (taken.ok()) taken = autosave_.Adopt(work.copy);
  if (!taken.ok()) return Report(taken.problem());
  bench_->Open(*work.session, FindLesson(lessons_, work.session->lesson_id));
  bench_->MarkModified();
  ShowOpened(*work.session);
  kept_revision_ = bench_->revision();  // it is on the disk
}

// What cannot be written is told until it can be: then the message goes.
void Application::Tell(std::optional<Message>& told, std::optional<Message> problem) {
  if (told && told != problem) std::erase(state_.problems, *told);
  told = std::move(problem);
  if (told) Report(*told);
}

void Application::KeepPreferences() {
  const Result<Done> saved = SavePreferences(preferences_path_, preferences_);
  Tell(told_preferences_, saved.ok() ? std::nullopt : std::optional(saved.problem()));
  page::KeepFiles();
}

void Application::DrawDialogs(UiContext& ui) {
  chooser_.Draw(ui);
  recovery_.Draw(ui);
  if (question_ == AfterQuestion::kNothing || files_.saving() || chooser_.open()) return;
  if (leave_after_save_) {  // the save dialog was closed without a name
    leave_after_save_ = false;
    question_ = AfterQuestion::kNothing;
    waiting_.reset();
    return;
  }
  const Lesson* lesson = bench_->lesson();
  switch (DrawUnsavedDialog(ui, lesson != nullptr ? ui.tr(lesson->title) : bench_->title())) {
    case UnsavedChoice::kNone:
      break;
    case UnsavedChoice::kSave:
      leave_after_save_ = true;
      CarryOutFile(Command::kSave);
      break;
    case UnsavedChoice::kDontSave:
      GoOn();
      break;
    case UnsavedChoice::kCancel:
      question_ = AfterQuestion::kNothing;
      waiting_.reset();
      break;
  }
}

void Application::FollowFiles() {
  for (const std::filesystem::path& path : window_->TakeDropped()) Open(path);
  if (std::optional<OpenedFile> opened = files_.TakeOpened()) TakeOpened(std::move(*opened));
  if (const std::optional<SavedFile> saved = files_.TakeSaved()) TakeSaved(*saved);
  if (const auto work = recovery_.TakeChosen()) Restore(*work);
  KeepCopy();
  if (autosave_.Poll()) page::KeepFiles();
  page::SetModified(bench_->modified());
}

void Application::KeepCopy() {
  if (bench_->TakeOutOfMemory()) {
    Report({"There is not enough memory for this output: undo, or use a smaller input.", {}});
  }
  if (std::optional<Message> refusal = bench_->TakeRefusal()) Report(std::move(*refusal));
  Tell(told_autosave_, autosave_.Problem());
  const uint64_t revision = bench_->revision();
  if (revision == kept_revision_ || !bench_->modified()) return;
  kept_revision_ = revision;
  autosave_.Keep(bench_->CurrentSession());
}

void Application::Export(const std::filesystem::path& path) {
  folder_ = AbsolutePath(path).parent_path();
  constexpr int kWidth = 1920;
  constexpr int kHeight = 1200;
  FigureOptions options;
  options.view = bench_->view();
  options.playback = bench_->playback();
  const MatrixForm matrix = MakeMatrixForm(*bench_->evaluation(), options.view.matrix);
  options.matrix = &matrix;
  const Figure figure = BuildFigure(*bench_->evaluation(), options);
  const PictureLook look{theme_.kind, translator_->language(), kWidth, kHeight};
  const Result<std::string> bytes =
      FigureFile(figure, bench_->view(), look, PictureFormatOf(path).value_or(PictureFormat::kPng));
  if (!bytes) return Report(bytes.problem());
  const Result<Done> written = WriteFileAtomically(path, *bytes);
  if (!written) return Report(written.problem());
  page::OfferFile(path);
}

void Application::Remember(const std::filesystem::path& path) {
  if (!page::kFilesStay) return;
  AddRecent(preferences_, AbsolutePath(path));
  KeepPreferences();
}

}  // namespace convlens
