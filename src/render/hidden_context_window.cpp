#include "render/gl.h"
// After OpenGL, of which it brings its own declarations.
#include <GLFW/glfw3.h>

#include "render/hidden_context.h"

namespace convlens {

struct HiddenContext::State {
  GLFWwindow* window = nullptr;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (window != nullptr) glfwDestroyWindow(window);
  }
};

HiddenContext::HiddenContext() : state_(std::make_unique<State>()) {}
HiddenContext::~HiddenContext() = default;

// GLFW is not ended with the context: the program's window may be using it.
std::unique_ptr<HiddenContext> HiddenContext::Create() {
  if (glfwInit() == GLFW_FALSE) return nullptr;
  glfwDefaultWindowHints();
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
  std::unique_ptr<HiddenContext> made(new HiddenContext);  // NOLINT: the constructor is private
  made->state_->window = glfwCreateWindow(16, 16, "ConvLens", nullptr, nullptr);
  if (made->state_->window == nullptr) return nullptr;
  glfwMakeContextCurrent(made->state_->window);
  return LoadGl(glfwGetProcAddress) ? std::move(made) : nullptr;
}

void HiddenContext::Run(const std::function<void()>& work) {
  GLFWwindow* other = glfwGetCurrentContext();
  glfwMakeContextCurrent(state_->window);
  work();
  glfwMakeContextCurrent(other != state_->window ? other : nullptr);
}

}  // namespace convlens
