#include "app/window.h"

#include "render/gl.h"
// After OpenGL, of which it brings its own declarations.
#include <GLFW/glfw3.h>

#include <string>

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
  glfwWindowHintString(GLFW_X11_CLASS_NAME, "convlens");
  glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "convlens");
  window->handle_ = glfwCreateWindow(width, height, title, nullptr, nullptr);
  if (window->handle_ == nullptr) {
    return Message{"The window could not be opened: {}. ConvLens needs OpenGL 3.3.", {LastError()}};
  }
  glfwSetWindowSizeLimits(window->handle_, 640, 480, GLFW_DONT_CARE, GLFW_DONT_CARE);
  glfwMakeContextCurrent(window->handle_);
  if (!LoadGl(glfwGetProcAddress)) {
    return Message{"The window could not be opened: {}. ConvLens needs OpenGL 3.3.",
                   {"its driver has no functions"}};
  }
  glfwSwapInterval(1);
  glfwSetWindowUserPointer(window->handle_, window.get());
  glfwSetDropCallback(window->handle_, [](GLFWwindow* handle, int count, const char** paths) {
    auto* self = static_cast<Window*>(glfwGetWindowUserPointer(handle));
    for (int i = 0; i < count; ++i) self->dropped_.emplace_back(paths[i]);
  });
  window->ListenToKeys();
  window->ListenToMouse();
  return window;
}

void Window::ListenToKeys() {
  using Kind = InputEvent::Kind;
  glfwSetKeyCallback(handle_, [](GLFWwindow* handle, int key, int, int action, int held) {
    if (action == GLFW_REPEAT) return;  // Dear ImGui repeats by its own clock
    Self(handle).input_.Push({Kind::kKey, key, action == GLFW_PRESS, HeldOf(held)});
  });
  glfwSetCharCallback(handle_, [](GLFWwindow* handle, unsigned character) {
    Self(handle).input_.Push({Kind::kCharacter, static_cast<int>(character)});
  });
  glfwSetWindowFocusCallback(handle_, [](GLFWwindow* handle, int got) {
    Self(handle).input_.Push({Kind::kFocus, 0, got == GLFW_TRUE});
  });
}

void Window::ListenToMouse() {
  using Kind = InputEvent::Kind;
  glfwSetMouseButtonCallback(handle_, [](GLFWwindow* handle, int button, int action, int held) {
    if (button < 0 || button >= kButtons) return;
    Self(handle).input_.Push({Kind::kButton, button, action == GLFW_PRESS, HeldOf(held)});
  });
  glfwSetScrollCallback(handle_, [](GLFWwindow* handle, double x, double y) {
    Self(handle).input_.Push(
        {Kind::kWheel, 0, false, {}, static_cast<float>(x), static_cast<float>(y)});
  });
  glfwSetCursorPosCallback(handle_, [](GLFWwindow* handle, double x, double y) {
    Self(handle).input_.Push(
        {Kind::kPointer, 0, false, {}, static_cast<float>(x), static_cast<float>(y)});
  });
  glfwSetCursorEnterCallback(handle_, [](GLFWwindow* handle, int entered) {
    if (entered == GLFW_FALSE) Self(handle).input_.Push({Kind::kPointerGone});
  });
}

Window::~Window() {
  if (handle_ != nullptr) glfwDestroyWindow(handle_);
  glfwTerminate();
}

void Window::SetTitle(const std::string& title) { glfwSetWindowTitle(handle_, title.c_str()); }

float Window::ContentScale() const {
  float x = 1;
  float y = 1;
  glfwGetWindowContentScale(handle_, &x, &y);
  return x > 0 ? x : 1;
}

int Window::framebuffer_width() const {
  int width = 0;
  int height = 0;
  glfwGetFramebufferSize(handle_, &width, &height);
  return width;
}

int Window::framebuffer_height() const {
  int width = 0;
  int height = 0;
  glfwGetFramebufferSize(handle_, &width, &height);
  return height;
}

int Window::width() const {
  int width = 0;
  int height = 0;
  glfwGetWindowSize(handle_, &width, &height);
  return width;
}

int Window::height() const {
  int width = 0;
  int height = 0;
  glfwGetWindowSize(handle_, &width, &height);
  return height;
}

bool Window::CloseAsked() const { return glfwWindowShouldClose(handle_) == GLFW_TRUE; }
void Window::KeepOpen() { glfwSetWindowShouldClose(handle_, GLFW_FALSE); }

std::vector<std::filesystem::path> Window::TakeDropped() { return std::exchange(dropped_, {}); }

void Window::Show() { glfwShowWindow(handle_); }
void Window::Swap() { glfwSwapBuffers(handle_); }

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

}  // namespace convlens
