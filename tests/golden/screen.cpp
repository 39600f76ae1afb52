#include "golden/screen.h"

#include <doctest/doctest.h>

#include "backends/imgui_impl_opengl3.h"
#include "io/session/lesson_file.h"
#include "render/framebuffer.h"
#include "ui/controls/focus.h"
#include "ui/controls/inspection.h"
#include "ui/shell/command_actions.h"
#include "ui/shell/command_table.h"
#include "ui/shell/navigation.h"
#include "ui/shell/panels.h"

namespace convlens::test {

struct Screen::State {
  State(const ScreenLook& look, Framebuffer into)
      : canvas(std::move(into)), tr(look.language), lessons(BuiltInLessons()) {
    context = ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.ConfigInputTextCursorBlink = false;
    io.DisplaySize = {static_cast<float>(look.width), static_cast<float>(look.height)};
    io.DeltaTime = 0.1F;
    ImGui_ImplOpenGL3_Init(nullptr);
    theme = MakeTheme(look.theme, 1);
    LoadFonts(theme);
    ApplyStyle(theme);
    ImGui_ImplOpenGL3_CreateDeviceObjects();
    renderer.emplace();
    preferences.theme = look.theme;
  }
  ~State() {
    renderer.reset();
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext(context);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  UiContext Context() {
    return {bench,   ui,         preferences,    tr,  theme, *renderer,
            lessons, inspection, CommandTable(), time};
  }

  Framebuffer canvas;
  ImGuiContext* context = nullptr;
  Theme theme;
  Translator tr;
  std::optional<GridRenderer> renderer;
  std::vector<Lesson> lessons;
  Workbench bench{Threading::kInline};
  UiState ui;
  Preferences preferences;
  Inspection inspection;
  double time = 0;
};

Screen::Screen(const ScreenLook& look) {
  std::optional<Framebuffer> canvas = Framebuffer::Create(look.width, look.height);
  REQUIRE(canvas.has_value());
  state_ = std::make_unique<State>(look, std::move(*canvas));
}
Screen::~Screen() = default;

Workbench& Screen::bench() { return state_->bench; }
UiState& Screen::state() { return state_->ui; }

void Screen::OpenLesson(const std::string& id) {
  const Lesson* lesson = FindLesson(state_->lessons, id);
  REQUIRE(lesson != nullptr);
  bench().Open(lesson->session, lesson);
  state().tab = TabOf(lesson->session.view.figure);
}

void Screen::OpenSession(const Session& session) {
  bench().Open(session);
  state().tab = TabOf(session.view.figure);
}

void Screen::ShowTab(InspectorTab tab) {
  UiContext ui = state_->Context();
  convlens::ShowTab(ui, tab);
}

void Screen::CarryOut(Command command) {
  UiContext ui = state_->Context();
  REQUIRE(convlens::CarryOut(ui, command));
}

void Screen::Frame() {
  State& s = *state_;
  s.time += ImGui::GetIO().DeltaTime;
  s.bench.Advance(ImGui::GetIO().DeltaTime);
  ImGui_ImplOpenGL3_NewFrame();
  AllowNavigation(s.ui);
  ImGui::NewFrame();
  s.inspection.BeginFrame();
  s.renderer->BeginFrame();
  s.ui.animating = false;
  UiContext ui = s.Context();
  BeginFocus(s.ui);
  DrawInterface(ui);
  EndFocus(ui);
  ImGui::Render();
  s.canvas.Bind();
  const Color& back = s.theme.palette.background;
  ClearFramebuffer(back.r, back.g, back.b);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

Pixels Screen::Picture() {
  constexpr int kSettled = 6;  // frames in a row in which nothing moves
  constexpr int kMost = 600;
  int still = 0;
  for (int frame = 0; frame < kMost && still < kSettled; ++frame) {
    Frame();
    const bool moves = bench().active() || state().animating || state_->renderer->uploading();
    still = moves ? 0 : still + 1;
  }
  REQUIRE(still == kSettled);
  return state_->canvas.Read();
}

}  // namespace convlens::test
