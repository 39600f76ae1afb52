#include "app/window.h"

#include "render/gl.h"
// After OpenGL, of which it brings its own declarations.
#include <GLFW/glfw3.h>

#include <string>

#include "backends/imgui_impl_glfw.h"
#include "core/grid/path_text.h"

namespace convlens {
namespace {

std::string LastError() {
  const char* description = nullptr;
  glfwGetError(&description);
  return description != nullptr ? description : "no reason given";
}

constexpr int kButtons = 5;  // that the interface knows of

Window& Self(GLFWwindow* handle) { return *static_cast<Window*>(glfwGetWindowUserPointer(handle)); }

Modifiers HeldOf(int bits) {
  return {(bits & GLFW_MOD_CONTROL) != 0, (bits & GLFW_MOD_SHIFT) != 0, (bits & GLFW_MOD_ALT) != 0,
          (bits & GLFW_MOD_SUPER) != 0};
}

}  // namespace

struct Window::State {
  GLFWwindow* glfw = nullptr;
  InputQueue input;
  std::vector<std::filesystem::path> dropped;
  struct Place {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
  };
  Place before_full_screen;

  /// The one that the window's middle lies on.
  GLFWmonitor* Monitor() const;
  void ListenToKeys() const;
  void ListenToMouse() const;
};

Window::Window() : state_(std::make_unique<State>()) {}

Result<std::unique_ptr<Window>> Window::Open(int width, int height, const char* title) {
  glfwInitHint(GLFW_JOYSTICK_HAT_BUTTONS, GLFW_FALSE);
  if (glfwInit() == GLFW_FALSE) {
    return Message{
        "There is no display to open a window on ({}). Without one, use convlens corr, train "
        "or render.",
        {LastError()}};
  }
  std::unique_ptr<Window> window(new Window);  // NOLINT: the constructor is private
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
  glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
  // On a projector it stays while its speaker works on the other display.
  glfwWindowHint(GLFW_AUTO_ICONIFY, GLFW_FALSE);
  glfwWindowHintString(GLFW_X11_CLASS_NAME, "convlens");
  glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "convlens");
  window->state_->glfw = glfwCreateWindow(width, height, title, nullptr, nullptr);
  if (window->state_->glfw == nullptr) {
    return Message{"The window could not be opened: {}. ConvLens needs OpenGL 3.3.", {LastError()}};
  }
  glfwSetWindowSizeLimits(window->state_->glfw, 640, 480, GLFW_DONT_CARE, GLFW_DONT_CARE);
  glfwMakeContextCurrent(window->state_->glfw);
  if (!LoadGl(glfwGetProcAddress)) {
    return Message{"The window could not be opened: {}. ConvLens needs OpenGL 3.3.",
                   {"its driver has no functions"}};
  }
  glfwSwapInterval(1);
  glfwSetWindowUserPointer(window->state_->glfw, window.get());
  glfwSetDropCallback(window->state_->glfw, [](GLFWwindow* handle, int count, const char** paths) {
    auto* self = static_cast<Window*>(glfwGetWindowUserPointer(handle));
    for (int i = 0; i < count; ++i) self->state_->dropped.push_back(PathOf(paths[i]));
  });
  window->state_->ListenToKeys();
  window->state_->ListenToMouse();
  return window;
}

void Window::State::ListenToKeys() const {
  using Kind = InputEvent::Kind;
  glfwSetKeyCallback(glfw, [](GLFWwindow* handle, int key, int, int action, int held) {
    if (action == GLFW_REPEAT) return;  // Dear ImGui repeats by its own clock
    Self(handle).input().Push({Kind::kKey, key, action == GLFW_PRESS, HeldOf(held)});
  });
  glfwSetCharCallback(glfw, [](GLFWwindow* handle, unsigned character) {
    Self(handle).input().Push({Kind::kCharacter, static_cast<int>(character)});
  });
  glfwSetWindowFocusCallback(glfw, [](GLFWwindow* handle, int got) {
    Self(handle).input().Push({Kind::kFocus, 0, got == GLFW_TRUE});
  });
}

void Window::State::ListenToMouse() const {
  using Kind = InputEvent::Kind;
  glfwSetMouseButtonCallback(glfw, [](GLFWwindow* handle, int button, int action, int held) {
    if (button < 0 || button >= kButtons) return;
    Self(handle).input().Push({Kind::kButton, button, action == GLFW_PRESS, HeldOf(held)});
  });
  glfwSetScrollCallback(glfw, [](GLFWwindow* handle, double x, double y) {
    Self(handle).input().Push(
        {Kind::kWheel, 0, false, {}, static_cast<float>(x), static_cast<float>(y)});
  });
  glfwSetCursorPosCallback(glfw, [](GLFWwindow* handle, double x, double y) {
    Self(handle).input().Push(
        {Kind::kPointer, 0, false, {}, static_cast<float>(x), static_cast<float>(y)});
  });
  glfwSetCursorEnterCallback(glfw, [](GLFWwindow* handle, int entered) {
    if (entered == GLFW_FALSE) Self(handle).input().Push({Kind::kPointerGone});
  });
}

GLFWmonitor* Window::State::Monitor() const {
  Place window;
  glfwGetWindowPos(glfw, &window.x, &window.y);
  glfwGetWindowSize(glfw, &window.width, &window.height);
  const int x = window.x + window.width / 2;
  const int y = window.y + window.height / 2;
  int count = 0;
  GLFWmonitor** monitors = glfwGetMonitors(&count);
  for (int i = 0; i < count; ++i) {
    Place place;
    glfwGetMonitorPos(monitors[i], &place.x, &place.y);
    const GLFWvidmode* mode = glfwGetVideoMode(monitors[i]);
    if (mode == nullptr) continue;
    if (x >= place.x && x < place.x + mode->width && y >= place.y && y < place.y + mode->height)
      return monitors[i];
  }
  return glfwGetPrimaryMonitor();
}

void Window::SetFullScreen(bool full) {
  GLFWwindow* window = state_->glfw;
  State::Place& before = state_->before_full_screen;
  const bool is_full = glfwGetWindowMonitor(window) != nullptr;
  if (full == is_full) return;
  if (!full) {
    glfwSetWindowMonitor(window, nullptr, before.x, before.y, before.width, before.height,
                         GLFW_DONT_CARE);
    return;
  }
  GLFWmonitor* monitor = state_->Monitor();
  const GLFWvidmode* mode = monitor != nullptr ? glfwGetVideoMode(monitor) : nullptr;
  if (mode == nullptr) return;
  glfwGetWindowPos(window, &before.x, &before.y);
  glfwGetWindowSize(window, &before.width, &before.height);
  glfwSetWindowMonitor(window, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
}

bool Window::TakeFullScreenLeft() { return false; }

Window::~Window() {
  if (state_->glfw != nullptr) glfwDestroyWindow(state_->glfw);
  glfwTerminate();
}

void Window::SetTitle(const std::string& title) { glfwSetWindowTitle(state_->glfw, title.c_str()); }

float Window::ContentScale() const {
  float x = 1;
  float y = 1;
  glfwGetWindowContentScale(state_->glfw, &x, &y);
  // Where a window's units are not pixels (Wayland, macOS), they have been scaled already.
  const auto units = static_cast<float>(width());
  const auto pixels = static_cast<float>(framebuffer_width());
  if (units > 0 && pixels > 0) x *= units / pixels;
  return x > 0 ? x : 1;
}

int Window::framebuffer_width() const {
  int width = 0;
  int height = 0;
  glfwGetFramebufferSize(state_->glfw, &width, &height);
  return width;
}

int Window::framebuffer_height() const {
  int width = 0;
  int height = 0;
  glfwGetFramebufferSize(state_->glfw, &width, &height);
  return height;
}

int Window::width() const {
  int width = 0;
  int height = 0;
  glfwGetWindowSize(state_->glfw, &width, &height);
  return width;
}

int Window::height() const {
  int width = 0;
  int height = 0;
  glfwGetWindowSize(state_->glfw, &width, &height);
  return height;
}

bool Window::CloseAsked() const { return glfwWindowShouldClose(state_->glfw) == GLFW_TRUE; }
void Window::KeepOpen() { glfwSetWindowShouldClose(state_->glfw, GLFW_FALSE); }

std::vector<std::filesystem::path> Window::TakeDropped() {
  return std::exchange(state_->dropped, {});
}

InputQueue& Window::input() { return state_->input; }

void Window::Show() { glfwShowWindow(state_->glfw); }
void Window::Swap() { glfwSwapBuffers(state_->glfw); }

void Window::WaitForEvents(double seconds) {
  if (seconds < 0) {
    glfwWaitEvents();
  } else if (seconds == 0) {
    glfwPollEvents();
  } else {
    glfwWaitEventsTimeout(seconds);
  }
}

void Window::Wake() { glfwPostEmptyEvent(); }
bool Window::TakeWoken() { return false; }

bool Window::drawable() const { return true; }
bool Window::TakeNewContext() { return false; }

void Window::AttachImGui() {
  ImGui_ImplGlfw_InitForOpenGL(state_->glfw, false);  // the window listens itself
}
void Window::DetachImGui() { ImGui_ImplGlfw_Shutdown(); }
void Window::BeginImGuiFrame() { ImGui_ImplGlfw_NewFrame(); }
const char* Window::ShaderVersion() { return "#version 330 core"; }

}  // namespace convlens
