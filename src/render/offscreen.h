#pragma once

#include <memory>

#include "core/grid/pixels.h"
#include "core/grid/result.h"

namespace convlens {

/// An OpenGL context that no screen shows, and where EGL is there needs none, with one framebuffer.
class OffscreenContext {
 public:
  /// Makes the context and makes it current; a message when the machine cannot.
  static Result<std::unique_ptr<OffscreenContext>> Create(int width, int height);
  ~OffscreenContext();

  int width() const;
  int height() const;
  /// What has been drawn into the framebuffer.
  Pixels Read() const;

 private:
  OffscreenContext();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace convlens
