#include "app/application.h"
#include "app/page.h"
#include "core/grid/path_text.h"
#include "io/files/file.h"
#include "io/files/file_kind.h"
#include "io/files/user_folders.h"
#include "io/grids/image_file.h"
#include "io/session/lesson_file.h"
#include "io/session/session_link.h"
#include "paint/figure_export.h"
#include "scene/layout/build_figure.h"
#include "scene/layout/matrix_form_view.h"
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
  if (path.extension().empty()) path += PathOf(extension);
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
      files_.Save();
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
    case Command::kCopyLink:
      CopyLink();
      break;
    case Command::kUnsavedWork:
      recovery_.Look(Recovery::Way::kTelling);
      break;
    case Command::kQuit:
      if (!kIsWebPage) files_.Quit();
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
                                                  : TextOf(bench_->file().filename());
  chooser_.Open(FileChooser::Mode::kSave, "Save session as", {{"Sessions", {".convlens", ".json"}}},
                folder_, name, [this](const std::filesystem::path& path) {
                  folder_ = AbsolutePath(path).parent_path();
                  files_.SaveTo(WithExtension(path, kSessionExtension));
                });
}

// A link's session, the lesson that is asked for, or else the first one.
void Application::OpenFirst(const Launch& launch) {
  if (!launch.link.empty()) {
    const Result<Session> session = SessionOfLink(launch.link);
    if (session.ok()) {
      bench_->Open(*session, FindLesson(lessons_, session->lesson_id));
      return ShowSession(*session);
    }
    Report(session.problem());
  }
  const Lesson* lesson = FindLesson(lessons_, launch.lesson);
  if (lesson == nullptr && !launch.lesson.empty()) {
    Report({"There is no lesson “{}”: this is the first one.", {launch.lesson}});
  }
  if (lesson == nullptr && !lessons_.empty()) lesson = &lessons_.front();
  if (lesson == nullptr) return;
  bench_->Open(lesson->session, lesson);
  ShowSession(lesson->session);
}

void Application::CopyLink() {
  const Result<std::string> link = LinkOfSession(bench_->CurrentSession());
  if (!link.ok()) return Report(link.problem());
  page::CopyAddress(*link, (*translator_)("The link is copied: it opens exactly this."));
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

void Application::ShowInput(const std::filesystem::path& path, const OpenedInput& input) {
  const std::string name = TextOf(path.filename());
  state_.selection.reset();
  state_.canvas.camera.fitted = true;
  state_.opened_picture = {name, input.picture.luma, input.picture.color};
  const bool in_color = preferences_.color_images && !input.picture.color.channels.empty();
  const Tensor shown = !input.is_image ? input.array
                       : in_color      ? input.picture.color
                                       : Tensor(input.picture.luma);
  if (!bench_->OpenFree(ReplaceInput(shown, name, input.is_image), TextOf(path.stem()))) {
    return;  // refused: told in this frame
  }
  ViewSettings view = bench_->view();
  view.reveal_output = false;
  bench_->SetView(view);
}

void Application::ShowSession(const Session& session) {
  state_.tab = TabOf(session.view.figure);
  state_.selection.reset();
  state_.canvas.camera.fitted = true;
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
  if (chooser_.open()) return;
  files_.NoName();
  if (!files_.asking()) return;
  const Lesson* lesson = bench_->lesson();
  switch (DrawUnsavedDialog(ui, lesson != nullptr ? ui.tr(lesson->title) : bench_->title())) {
    case UnsavedChoice::kNone:
      break;
    case UnsavedChoice::kSave:
      files_.SaveAndGoOn();
      break;
    case UnsavedChoice::kDontSave:
      files_.GoOnWithoutSaving();
      break;
    case UnsavedChoice::kCancel:
      files_.Stay();
      break;
  }
}

void Application::FollowFiles() {
  for (const std::filesystem::path& path : window_->TakeDropped()) Open(path);
  files_.Follow();
  if (const auto work = recovery_.TakeChosen()) files_.Restore(work->copy, work->session);
  if (bench_->TakeOutOfMemory()) {
    Report({"There is not enough memory for this output: undo, or use a smaller input.", {}});
  }
  if (const std::optional<Message> refusal = bench_->TakeRefusal()) Report(*refusal);
  if (const std::optional<Message> problem = page::TakeProblem()) Report(*problem);
  Tell(told_autosave_, autosave_.Problem());
  files_.KeepCopy();
  if (autosave_.Poll()) page::KeepFiles();
  const Lesson* lesson = bench_->lesson();
  page::SetModified(bench_->modified(), lesson != nullptr ? lesson->id : "");
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

void Application::Written(const std::filesystem::path& path) { page::OfferFile(path); }

void Application::Remember(const std::filesystem::path& path) {
  folder_ = AbsolutePath(path).parent_path();
  if (!page::kFilesStay) return;
  AddRecent(preferences_, AbsolutePath(path));
  KeepPreferences();
}

}  // namespace convlens
