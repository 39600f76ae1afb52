#pragma once

#include <optional>

#include "core/grid/pixels.h"
#include "render/gl_objects.h"

namespace convlens {

/// An 8-bit RGBA picture to draw into, in the current context.
class Framebuffer {
 public:
  /// Nothing when the context cannot hold a picture of this size.
  static std::optional<Framebuffer> Create(int width, int height);

  int width() const { return width_; }
  int height() const { return height_; }
  /// Drawing goes here from now on, all over it.
  void Bind() const;
  /// What has been drawn, rows from the top.
  Pixels Read() const;

 private:
  Framebuffer(int width, int height);

  int width_ = 0;
  int height_ = 0;
  GlTexture color_;
  GlFramebuffer object_;
};

/// Fills what is being drawn into with one colour (0..1 each).
void ClearFramebuffer(float red, float green, float blue);

/// Waits until all that was asked for has been drawn: for measuring.
void FinishDrawing();

/// Keeps the framebuffer and viewport of its owner's context, and restores them when it dies.
class FramebufferGuard {
 public:
  FramebufferGuard();
  ~FramebufferGuard();
  FramebufferGuard(const FramebufferGuard&) = delete;
  FramebufferGuard& operator=(const FramebufferGuard&) = delete;

 private:
  int framebuffer_ = 0;
  int viewport_[4] = {};
};

}  // namespace convlens
