#include "app/application.h"

#include <algorithm>

#include "app/end_signals.h"
#include "app/page.h"
#include "backends/imgui_impl_opengl3.h"
#include "core/grid/background.h"
#include "core/grid/path_text.h"
#include "io/session/lesson_file.h"
#include "render/gl.h"
#include "ui/controls/focus.h"
#include "ui/figure/figure_view_selection.h"
#include "ui/shell/command_actions.h"
#include "ui/shell/command_table.h"
#include "ui/shell/drawn_text.h"
#include "ui/shell/navigation.h"
#include "ui/shell/panels.h"
#include "ui/shell/presentation.h"

namespace convlens {

/// Dear ImGui's context and backends, for as long as this lives.
class Application::ImGuiSession {
 public:
  explicit ImGuiSession(Window& window) : window_(window) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;               // the layout is fixed
    io.ConfigInputTextCursorBlink = false;  // an idle window draws nothing
    io.ConfigWindowsMoveFromTitleBarOnly = true;
    window_.AttachImGui();
    StartDrawing();
    io.KeyMap[ImGuiKey_Tab] =
        -1;  // goes to all controls, not to text fields only: see ui/controls/focus.h
  }
  /// May be called again in a new context: the backend remembers how large its buffers are.
  void StartDrawing() {
    if (ImGui::GetIO().BackendRendererUserData != nullptr) ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplOpenGL3_Init(Window::ShaderVersion());
    // At once: the first frame would do it, and leak the glyphs' texture that is there by then.
    ImGui_ImplOpenGL3_CreateDeviceObjects();
  }
  ~ImGuiSession() {
    ImGui_ImplOpenGL3_Shutdown();
    window_.DetachImGui();
    ImGui::DestroyContext();
  }
  ImGuiSession(const ImGuiSession&) = delete;
  ImGuiSession& operator=(const ImGuiSession&) = delete;

 private:
  Window& window_;
};

namespace {

constexpr Threading kThreads = kHasThreads ? Threading::kThreads : Threading::kInline;

// Dear ImGui needs a frame or two after an input until hovering and layout have settled.
constexpr int kFramesAfterInput = 3;
constexpr double kFrameSeconds = 1.0 / 60;

/// Makes the texture of the present fonts' glyphs. Dear ImGui's own copies of it, five bytes per
/// pixel, are let go: at a large scale they are hundreds of megabytes.
void UploadGlyphs() {
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
  ImGui::GetIO().Fonts->ClearTexData();
}

}  // namespace

Application::Application(std::unique_ptr<Window> window, const Launch& launch)
    : window_(std::move(window)),
      imgui_(std::make_unique<ImGuiSession>(*window_)),
      renderer_(std::make_unique<GridRenderer>()),
      preferences_path_(DefaultPreferencesPath()),
      lessons_(BuiltInLessons()),
      bench_(std::make_unique<Workbench>(kThreads, [] { Window::Wake(); })),
      inspection_(launch.inspect),
      autosave_(DefaultAutosaveFolder(), [] { Window::Wake(); }) {
  std::error_code ignored;  // without a working folder, dialogs open where they can
  folder_ = std::filesystem::current_path(ignored);
  if (Result<Preferences> loaded = LoadPreferences(preferences_path_)) {
    preferences_ = std::move(*loaded);
  } else {
    Report(loaded.problem());
    SetDamagedAside(preferences_path_);
  }
  OpenFirst(launch);
  state_.embedded = launch.embedded;
  if (!state_.embedded)
    recovery_.Look(launch.restore ? Recovery::Way::kSilently : Recovery::Way::kAsking);
  if (launch.file) Open(*launch.file);
  FollowPreferences();
  window_->Show();
}

Application::~Application() {
  if (!presenting_) KeepWindowSize();
  // Nobody is left to be told when this fails; the next start has the older preferences.
  (void)SavePreferences(preferences_path_, preferences_);
}

UiContext Application::MakeContext() {
  return {*bench_,    state_,   preferences_, *translator_,   theme_,
          *renderer_, lessons_, inspection_,  CommandTable(), last_time_};
}

bool Application::busy() const {
  if (!kHasThreads && autosave_.waiting()) return true;
  return bench_->active() || files_.busy() || recovery_.busy();
}

double Application::Patience() const {
  if (frames_owed_ > 0 || !window_->input().empty() || state_.animating || renderer_->uploading())
    return 0;
  return busy() ? kFrameSeconds : -1;
}

bool Application::Due() {
  const bool woken = Window::TakeWoken();
  return woken || Patience() >= 0;
}

bool Application::SaveWork() { return files_.KeepCopyNow(); }

bool Application::Step() {
  if (EndAsked()) {
    SaveWork();
    return false;
  }
  const double patience = Patience();
  window_->WaitForEvents(patience);
  if (patience < 0) frames_owed_ = kFramesAfterInput;
  frames_owed_ = std::max(frames_owed_ - 1, 0);

  const std::chrono::duration<double> since_start = std::chrono::steady_clock::now() - start_;
  const double passed = since_start.count() - last_time_;
  last_time_ = since_start.count();
  // After an idle wait no time has passed for whatever starts to move now.
  bench_->Advance(patience < 0 ? 0 : passed);

  FollowFiles();
  FollowPresentation();
  FollowPreferences();
  FollowTitle();
  if (window_->TakeNewContext()) MakeAnewWhatIsDrawn();
  if (window_->drawable()) DrawFrame();
  return !files_.over();
}

void Application::MakeAnewWhatIsDrawn() {
  renderer_ = std::make_unique<GridRenderer>();
  imgui_->StartDrawing();
  applied_scale_ = 0;  // makes the fonts again, whose texture has gone
  FollowPreferences();
}

void Application::KeepWindowSize() {
  preferences_.window_width = window_->width();
  preferences_.window_height = window_->height();
}

void Application::FollowPresentation() {
  if (window_->TakeFullScreenLeft() && presenting_) state_.presentation = {};
  if (presenting_ == state_.presentation.on) return;
  if (!presenting_) KeepWindowSize();
  presenting_ = state_.presentation.on;
  window_->SetFullScreen(presenting_);
  ShowAllOfTheFigure(state_);
}

float Application::Scale() const {
  const float scale = preferences_.scale > 0 ? preferences_.scale : window_->ContentScale();
  if (!presenting_) return scale;
  const auto width = static_cast<float>(window_->width());
  const auto height = static_cast<float>(window_->height());
  return scale * PresentationZoom(width / scale, height / scale);
}

void Application::FollowPreferences() {
  const float scale = Scale();
  const bool same = !page::TakeNewFonts() && translator_ != nullptr &&
                    preferences_.language == applied_.language &&
                    preferences_.theme == applied_.theme && scale == applied_scale_;
  if (same) return;
  translator_ = std::make_unique<Translator>(LanguageFor(preferences_.language));
  if (translator_->language() == Language::kChinese) page::FetchChineseFonts();
  theme_ = MakeTheme(preferences_.theme, scale);
  LoadFonts(theme_);
  ApplyStyle(theme_);
  UploadGlyphs();
  const bool chosen = applied_scale_ != 0 && preferences_ != applied_;
  applied_ = preferences_;
  applied_scale_ = scale;
  frames_owed_ = kFramesAfterInput;
  if (chosen) KeepPreferences();
}

void Application::FollowTitle() {
  const std::string name = NameOfSession(*bench_, *translator_);
  const std::string title = name.empty() ? "ConvLens" : name + " — ConvLens";
  if (title == title_shown_) return;
  window_->SetTitle(title);
  title_shown_ = title;
}

KeyOwner Application::OwnerOfKeys() const {
  if (state_.menu_open) return KeyOwner::kMenu;
  if (state_.popup_open || chooser_.open()) return KeyOwner::kDialog;
  if (ImGui::GetIO().WantTextInput) return KeyOwner::kText;
  if (ControlFocused(state_)) return FieldFocused(state_) ? KeyOwner::kField : KeyOwner::kControl;
  if (!state_.selection) return KeyOwner::kCommands;
  return state_.selection->editing ? KeyOwner::kCellText : KeyOwner::kSelection;
}

// What is being typed counts before a key's command, and before the window closes: a cell's text is
// committed at once, a field's when the field is drawn in this frame and finds itself left.
void Application::TakeKeys(UiContext& ui) {
  const bool closing = window_->CloseAsked();
  if (closing) window_->KeepOpen();
  const Command command = closing ? Command::kQuit : PressedCommand(ui.commands, OwnerOfKeys());
  if (command == Command::kNone) {
    if (!state_.menu_open) TakeControlKeys(ui);
    return;
  }
  if (!CommitSelection(ui) && !closing) return;
  if (state_.typing.empty() || MovesFocus(command)) return CarryOutAny(ui, command);
  ImGui::SetWindowFocus(nullptr);
  state_.requested = command;
}

void Application::TakeRequests(UiContext& ui) {
  Command command = std::exchange(state_.requested, Command::kNone);
  // A key's paste comes with its text; a menu's has to ask the browser for it.
  if (command == Command::kPaste && !std::exchange(clipboard_read_, false)) {
    const auto again = [this] {
      clipboard_read_ = true;
      state_.requested = Command::kPaste;
    };
    if (page::ReadClipboard(again)) command = Command::kNone;
  }
  CarryOutAny(ui, command);
  if (const auto path = std::exchange(state_.open_path, std::nullopt)) Open(PathOf(*path));
  if (const auto lesson = std::exchange(state_.open_lesson, std::nullopt))
    files_.OpenLesson(*lesson);
}

void Application::CarryOutAny(UiContext& ui, Command command) {
  if (command == Command::kNone) return;
  if (!CarryOut(ui, command)) CarryOutFile(command);
  frames_owed_ = kFramesAfterInput;
}

// Input that comes while frames are still being drawn is given its own frames, too: a button's
// release, say, opens a list that is laid out in the next one.
void Application::GiveInput() {
  ImGuiIO& io = ImGui::GetIO();
  const std::vector<InputEvent> events = window_->input().TakeFrame(io.WantTextInput);
  input_feed_.Give(events, io);
  AllowNavigation(state_);
  if (!events.empty() || ImGui::IsAnyMouseDown()) frames_owed_ = kFramesAfterInput;
}

void Application::DrawFrame() {
  ImGui_ImplOpenGL3_NewFrame();
  window_->BeginImGuiFrame();
  // A key counts as held, and repeats, by the time of frames: one slow frame is not to do that.
  constexpr float kLongestHold = 0.1F;
  ImGuiIO& io = ImGui::GetIO();
  io.DeltaTime = std::min(io.DeltaTime, kLongestHold);
  GiveInput();
  ImGui::NewFrame();
  inspection_.BeginFrame();
  renderer_->BeginFrame();
  if (const std::optional<Message> problem = renderer_->ReloadChangedShaders()) Report(*problem);
  state_.animating = false;

  UiContext ui = MakeContext();
  BeginFocus(state_);
  TakeKeys(ui);
  DrawInterface(ui);
  DrawDialogs(ui);
  TakeRequests(ui);
  EndFocus(ui);

  ImGui::Render();
  glViewport(0, 0, window_->framebuffer_width(), window_->framebuffer_height());
  const Color& back = theme_.palette.background;
  glClearColor(back.r, back.g, back.b, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  window_->Swap();
  inspection_.Fact("revision", static_cast<double>(bench_->revision()));
  inspection_.Fact("modified", bench_->modified() ? 1 : 0);
  inspection_.Fact("theme", std::string(WordOf(kThemeWords, theme_.kind).word));
  inspection_.Fact("session_path", TextOf(bench_->file()));
  inspection_.Fact("busy", busy() ? 1 : 0);
  ReportSmallestText(inspection_, theme_);
  inspection_.EndFrame();
}

}  // namespace convlens
