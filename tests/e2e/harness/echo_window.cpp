// A window that reports what reaches it, in the words of `convlens --inspect`, to test the harness
// without the program. Usage: echo_window --inspect FILE
#include <GLFW/glfw3.h>
#include <X11/Xlib.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

// As in GLFW/glfw3native.h, which would ask for headers of more X extensions.
extern "C" {
Display* glfwGetX11Display();
Window glfwGetX11Window(GLFWwindow* window);
}

namespace {

constexpr unsigned long kOrange = 0xF2B134;

struct Echo {
  std::filesystem::path file;
  nlohmann::json facts = nlohmann::json::object();
  std::string typed;
  int frame = 0;
};

Echo& EchoOf(GLFWwindow* window) { return *static_cast<Echo*>(glfwGetWindowUserPointer(window)); }

std::string Coordinates(double x, double y) {
  return std::to_string(static_cast<int>(x)) + "," + std::to_string(static_cast<int>(y));
}

void OnMouse(GLFWwindow* window, int button, int action, int) {
  double x = 0;
  double y = 0;
  glfwGetCursorPos(window, &x, &y);
  EchoOf(window).facts[action == GLFW_PRESS ? "pressed" : "released"] =
      std::to_string(button) + "@" + Coordinates(x, y);
}

void OnKey(GLFWwindow* window, int key, int, int action, int modifiers) {
  if (action != GLFW_PRESS) return;
  EchoOf(window).facts["key"] = std::to_string(key) + "/" + std::to_string(modifiers);
}

void OnLetter(GLFWwindow* window, unsigned letter) {
  Echo& echo = EchoOf(window);
  echo.typed += static_cast<char>(letter);
  echo.facts["typed"] = echo.typed;
}

void OnWheel(GLFWwindow* window, double, double clicks) {
  EchoOf(window).facts["wheel"] = std::to_string(static_cast<int>(clicks));
}

void OnSize(GLFWwindow* window, int width, int height) {
  EchoOf(window).facts["size"] = Coordinates(width, height);
}

void OnDrop(GLFWwindow* window, int count, const char** paths) {
  if (count == 1) EchoOf(window).facts["dropped"] = paths[0];
}

void Write(Echo& echo) {
  const nlohmann::json json{{"frame", ++echo.frame},
                            {"places", {{"button.middle", {100, 50, 40, 20}}}},
                            {"facts", echo.facts}};
  const std::filesystem::path next = echo.file.string() + ".next";
  std::ofstream(next) << json;
  std::filesystem::rename(next, echo.file);
}

void Paint(GLFWwindow* window) {
  const Window x_window = glfwGetX11Window(window);
  XSetWindowBackground(glfwGetX11Display(), x_window, kOrange);
  XClearWindow(glfwGetX11Display(), x_window);
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3 || glfwInit() == GLFW_FALSE) return 2;
  glfwWindowHint(GLFW_CLIENT_API, GLFW_NO_API);
  GLFWwindow* window = glfwCreateWindow(300, 200, "echo", nullptr, nullptr);
  if (window == nullptr) return 2;
  Echo echo;
  echo.file = arguments[2];
  glfwSetWindowUserPointer(window, &echo);
  glfwSetMouseButtonCallback(window, OnMouse);
  glfwSetKeyCallback(window, OnKey);
  glfwSetCharCallback(window, OnLetter);
  glfwSetScrollCallback(window, OnWheel);
  glfwSetWindowSizeCallback(window, OnSize);
  glfwSetDropCallback(window, OnDrop);
  Paint(window);
  while (glfwWindowShouldClose(window) == GLFW_FALSE) {
    Write(echo);
    glfwWaitEventsTimeout(0.01);
  }
  glfwTerminate();
  return 0;
}
