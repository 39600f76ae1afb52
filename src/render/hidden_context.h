#pragma once

#include <functional>
#include <memory>

namespace convlens {

/// An OpenGL context that nothing on a screen belongs to. CMake chooses who makes it: EGL, which
/// needs no display (hidden_context_egl.cpp), or else a window that is never shown
/// (hidden_context_window.cpp).
class HiddenContext {
 public:
  /// Makes one, with OpenGL 3.3 or ES 3.0, and makes it current; null when the machine cannot.
  static std::unique_ptr<HiddenContext> Create();
  ~HiddenContext();

  /// Runs `work` in this context. Afterwards the one that was current is so again; none, if it was
  /// this one.
  void Run(const std::function<void()>& work);

 private:
  HiddenContext();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace convlens
