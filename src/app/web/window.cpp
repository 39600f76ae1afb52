#include "app/window.h"

#include <emscripten.h>
#include <emscripten/html5.h>

#include <algorithm>
#include <cfloat>
#include <utility>

#include "app/web/bridge.h"
#include "imgui.h"

namespace convlens {
namespace {

constexpr const char* kCanvas = "#canvas";
constexpr double kFirstFrameSeconds = 1.0 / 60;

const char* PointerName(ImGuiMouseCursor cursor) {
  switch (cursor) {
    case ImGuiMouseCursor_None:
      return "none";
    case ImGuiMouseCursor_TextInput:
      return "text";
    case ImGuiMouseCursor_ResizeAll:
      return "move";
    case ImGuiMouseCursor_ResizeNS:
      return "ns-resize";
    case ImGuiMouseCursor_ResizeEW:
      return "ew-resize";
    case ImGuiMouseCursor_ResizeNESW:
      return "nesw-resize";
    case ImGuiMouseCursor_ResizeNWSE:
      return "nwse-resize";
    case ImGuiMouseCursor_Hand:
      return "pointer";
    case ImGuiMouseCursor_NotAllowed:
      return "not-allowed";
    default:
      return "default";
  }
}

float PixelRatio() { return static_cast<float>(emscripten_get_device_pixel_ratio()); }

}  // namespace

// Its units are the canvas's pixels: so are those of the pointer (page.js).
struct Window::State {
  EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context = 0;
  int width = 0;
  int height = 0;
  ImGuiMouseCursor pointer = ImGuiMouseCursor_Arrow;
  bool wants_text = false;
  double last = 0;

  // Gives the canvas as many pixels as the page shows of it.
  void FitCanvas() {
    double css_width = 0;
    double css_height = 0;
    emscripten_get_element_css_size(kCanvas, &css_width, &css_height);
    const int w = std::max(1, static_cast<int>(css_width * PixelRatio() + 0.5));
    const int h = std::max(1, static_cast<int>(css_height * PixelRatio() + 0.5));
    if (w == width && h == height) return;
    width = w;
    height = h;
    emscripten_set_canvas_element_size(kCanvas, w, h);
  }
};

Window::Window() : state_(std::make_unique<State>()) {}

Result<std::unique_ptr<Window>> Window::Open(int, int, const char* title) {
  std::unique_ptr<Window> window(new Window);  // NOLINT: the constructor is private
  EmscriptenWebGLContextAttributes attributes;
  emscripten_webgl_init_context_attributes(&attributes);
  attributes.majorVersion = 2;
  attributes.alpha = false;
  attributes.depth = false;
  attributes.antialias = false;
  window->state_->context = emscripten_webgl_create_context(kCanvas, &attributes);
  if (window->state_->context <= 0) {
    return Message{"The window could not be opened: {}. ConvLens needs OpenGL 3.3.",
                   {"no WebGL 2"}};
  }
  emscripten_webgl_make_context_current(window->state_->context);
  window->state_->FitCanvas();
  window->SetTitle(title);
  return window;
}

Window::~Window() { emscripten_webgl_destroy_context(state_->context); }

void Window::AttachImGui() {
  ImGuiIO& io = ImGui::GetIO();
  io.BackendPlatformName = "convlens_web";
  io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
  // The keys go by GLFW's numbers, as everywhere in the program.
  const std::pair<int, int> keys[] = {{ImGuiKey_Tab, 258},        {ImGuiKey_LeftArrow, 263},
                                      {ImGuiKey_RightArrow, 262}, {ImGuiKey_UpArrow, 265},
                                      {ImGuiKey_DownArrow, 264},  {ImGuiKey_PageUp, 266},
                                      {ImGuiKey_PageDown, 267},   {ImGuiKey_Home, 268},
                                      {ImGuiKey_End, 269},        {ImGuiKey_Insert, 260},
                                      {ImGuiKey_Delete, 261},     {ImGuiKey_Backspace, 259},
                                      {ImGuiKey_Space, 32},       {ImGuiKey_Enter, 257},
                                      {ImGuiKey_Escape, 256},     {ImGuiKey_KeyPadEnter, 335},
                                      {ImGuiKey_A, 'A'},          {ImGuiKey_C, 'C'},
                                      {ImGuiKey_V, 'V'},          {ImGuiKey_X, 'X'},
                                      {ImGuiKey_Y, 'Y'},          {ImGuiKey_Z, 'Z'}};
  for (const auto& [key, number] : keys) io.KeyMap[key] = number;
  io.SetClipboardTextFn = [](void*, const char* text) {
    ThePage().clipboard = text;
    WriteClipboard(text);
  };
  io.GetClipboardTextFn = [](void*) { return ThePage().clipboard.c_str(); };
}

void Window::DetachImGui() {}

void Window::BeginImGuiFrame() {
  ImGuiIO& io = ImGui::GetIO();
  state_->FitCanvas();
  io.DisplaySize = {static_cast<float>(state_->width), static_cast<float>(state_->height)};
  const double now = emscripten_get_now() / 1000;
  const double passed = state_->last > 0 ? now - state_->last : kFirstFrameSeconds;
  io.DeltaTime = std::max(1e-5F, static_cast<float>(passed));
  state_->last = now;
  const ImGuiMouseCursor pointer = ImGui::GetMouseCursor();
  if (pointer != state_->pointer) ShowPointer(PointerName(pointer));
  state_->pointer = pointer;
  if (io.WantTextInput != state_->wants_text) WantPageText(io.WantTextInput ? 1 : 0);
  state_->wants_text = io.WantTextInput;
}

const char* Window::ShaderVersion() { return "#version 300 es"; }

void Window::SetTitle(const std::string& title) { emscripten_set_window_title(title.c_str()); }
float Window::ContentScale() const { return PixelRatio(); }
int Window::framebuffer_width() const { return state_->width; }
int Window::framebuffer_height() const { return state_->height; }
int Window::width() const { return state_->width; }
int Window::height() const { return state_->height; }

void Window::SetFullScreen(bool full) { SetPageFullScreen(full ? 1 : 0); }
bool Window::TakeFullScreenLeft() { return std::exchange(ThePage().full_screen_left, false); }

bool Window::drawable() const { return !ThePage().context_lost; }
bool Window::TakeNewContext() { return std::exchange(ThePage().context_new, false); }

bool Window::CloseAsked() const { return false; }
void Window::KeepOpen() {}
std::vector<std::filesystem::path> Window::TakeDropped() {
  return std::exchange(ThePage().dropped, {});
}
InputQueue& Window::input() { return ThePage().input; }

void Window::Show() {}
void Window::Swap() {}
void Window::WaitForEvents(double) {}
void Window::Wake() { ThePage().woken = true; }
bool Window::TakeWoken() {
  // A window that goes to another screen may keep its size, and only its ratio changes: not every
  // browser tells that each time.
  const float ratio = PixelRatio();
  const bool changed = std::exchange(ThePage().pixel_ratio, ratio) != ratio;
  return std::exchange(ThePage().woken, false) || changed;
}

}  // namespace convlens
