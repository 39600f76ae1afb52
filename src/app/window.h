#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "app/input_queue.h"
#include "core/grid/result.h"

struct GLFWwindow;

namespace convlens {

/// The program's one window with its OpenGL 3.3 context. Owns GLFW for its whole life.
class Window {
 public:
  /// A message when there is no display or no OpenGL 3.3.
  static Result<std::unique_ptr<Window>> Open(int width, int height, const char* title);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  GLFWwindow* handle() const { return handle_; }
  void SetTitle(const std::string& title);
  /// Pixels per point on this display.
  float ContentScale() const;
  int framebuffer_width() const;
  int framebuffer_height() const;
  /// In the window system's own units, as `Open` takes them.
  int width() const;
  int height() const;

  /// Whether the user has asked to close it; asking again is possible after `KeepOpen`.
  bool CloseAsked() const;
  void KeepOpen();
  /// Files dropped since the last call.
  std::vector<std::filesystem::path> TakeDropped();
  /// Keys, text and mouse that no frame has seen yet.
  InputQueue& input() { return input_; }

  void Show();
  void Swap();
  /// Handles what has come in; waits for it at most `seconds` (0: not at all; negative: without
  /// end).
  void WaitForEvents(double seconds);
  /// Ends a wait; may be called from any thread.
  static void Wake();

 private:
  Window() = default;
  void ListenToKeys();
  void ListenToMouse();

  GLFWwindow* handle_ = nullptr;
  InputQueue input_;
  std::vector<std::filesystem::path> dropped_;
};

}  // namespace convlens
