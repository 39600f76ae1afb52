#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "app/input_queue.h"
#include "core/grid/result.h"

namespace convlens {

/// The program's one window, current with its context of OpenGL 3.3 or OpenGL ES 3.0: by GLFW
/// (window.cpp), or a web page's canvas (web/window.cpp).
class Window {
 public:
  /// A message when there is no display or no OpenGL 3.3.
  static Result<std::unique_ptr<Window>> Open(int width, int height, const char* title);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  /// Makes the window the one that Dear ImGui's context of now belongs to, until `DetachImGui`.
  void AttachImGui();
  void DetachImGui();
  /// Tells Dear ImGui the window's size, the time that has passed and the clipboard, and shows the
  /// pointer that it asks for. Input is not given here (see `input`).
  void BeginImGuiFrame();
  /// The first line of Dear ImGui's shaders.
  static const char* ShaderVersion();

  void SetTitle(const std::string& title);
  /// The window's units per point on this display: pixels on X11 and Windows.
  float ContentScale() const;
  int framebuffer_width() const;
  int framebuffer_height() const;
  /// In the window system's own units, as `Open` takes them.
  int width() const;
  int height() const;

  /// Fills the display that the window is on, or goes back to the place and size of before. A
  /// browser may refuse.
  void SetFullScreen(bool full);
  /// Whether the user has left it by other means since the last call: a browser takes Escape
  /// itself.
  bool TakeFullScreenLeft();

  /// Whether there is something to draw on: a page may lose its context for a while.
  bool drawable() const;
  /// Whether the context is a new one since the last call, in which nothing is that was made.
  bool TakeNewContext();

  /// Whether the user has asked to close it; asking again is possible after `KeepOpen`.
  bool CloseAsked() const;
  void KeepOpen();
  /// Files dropped since the last call.
  std::vector<std::filesystem::path> TakeDropped();
  /// Keys, text and mouse that no frame has seen yet.
  InputQueue& input();

  void Show();
  void Swap();
  /// Handles what has come in; waits for it at most `seconds` (0: not at all; negative: without
  /// end). A page never waits: its browser calls.
  void WaitForEvents(double seconds);
  /// Ends a wait; may be called from any thread.
  static void Wake();
  /// Whether there was a `Wake` since the last call, where nobody waits; else false.
  static bool TakeWoken();

 private:
  Window();

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace convlens
