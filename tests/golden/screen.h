#pragma once

#include <memory>
#include <string>

#include "core/grid/pixels.h"
#include "ui/state/ui_state.h"

namespace convlens::test {

/// How a screen is drawn.
struct ScreenLook {
  ThemeKind theme = ThemeKind::kDark;
  Language language = Language::kEnglish;
  int width = 1280;
  int height = 800;
};

/// The whole interface without a window, a pointer and keys. All work is done on the calling
/// thread, and time passes only from frame to frame. Needs a current OpenGL context.
class Screen {
 public:
  explicit Screen(const ScreenLook& look);
  ~Screen();
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  Workbench& bench();
  UiState& state();
  /// Opens a built-in lesson, or what it shows as a free session.
  void OpenLesson(const std::string& id);
  void OpenSession(const Session& session);
  void ShowTab(InspectorTab tab);
  /// Requires a command that needs neither files nor a window.
  void CarryOut(Command command);
  /// What is seen once nothing moves or is computed any more.
  Pixels Picture();

 private:
  void Frame();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace convlens::test
