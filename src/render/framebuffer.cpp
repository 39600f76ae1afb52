#include "render/framebuffer.h"

#include <algorithm>

#include "render/gl.h"

namespace convlens {
namespace {

GlTexture MakeColorTexture(int width, int height) {
  uint32_t name = 0;
  glGenTextures(1, &name);
  glBindTexture(GL_TEXTURE_2D, name);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glBindTexture(GL_TEXTURE_2D, 0);
  return GlTexture(name);
}

bool FitsTheContext(int width, int height) {
  int limit = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &limit);
  return width > 0 && height > 0 && width <= limit && height <= limit;
}

// OpenGL's first row is the lowest one.
void TurnUpsideDown(Pixels& pixels) {
  const auto row_bytes = static_cast<std::ptrdiff_t>(pixels.width) * 4;
  for (int r = 0; r < pixels.height / 2; ++r) {
    const auto top = pixels.rgba.begin() + r * row_bytes;
    std::swap_ranges(top, top + row_bytes,
                     pixels.rgba.begin() + (pixels.height - 1 - r) * row_bytes);
  }
}

}  // namespace

Framebuffer::Framebuffer(int width, int height)
    : width_(width), height_(height), color_(MakeColorTexture(width, height)) {
  uint32_t name = 0;
  glGenFramebuffers(1, &name);
  object_ = GlFramebuffer(name);
  glBindFramebuffer(GL_FRAMEBUFFER, name);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, color_.name(), 0);
}

std::optional<Framebuffer> Framebuffer::Create(int width, int height) {
  if (!FitsTheContext(width, height)) return std::nullopt;
  const FramebufferGuard guard;
  Framebuffer made(width, height);
  if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE) return std::nullopt;
  return made;
}

void Framebuffer::Bind() const {
  glBindFramebuffer(GL_FRAMEBUFFER, object_.name());
  glViewport(0, 0, width_, height_);
}

Pixels Framebuffer::Read() const {
  const FramebufferGuard guard;
  Bind();
  Pixels pixels{width_, height_, {}};
  pixels.rgba.resize(static_cast<size_t>(width_) * static_cast<size_t>(height_) * 4);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, width_, height_, GL_RGBA, GL_UNSIGNED_BYTE, pixels.rgba.data());
  glPixelStorei(GL_PACK_ALIGNMENT, 4);
  TurnUpsideDown(pixels);
  return pixels;
}

void ClearFramebuffer(float red, float green, float blue) {
  glDisable(GL_SCISSOR_TEST);
  glClearColor(red, green, blue, 1);
  glClear(GL_COLOR_BUFFER_BIT);
}

void FinishDrawing() { glFinish(); }

FramebufferGuard::FramebufferGuard() {
  glGetIntegerv(GL_FRAMEBUFFER_BINDING, &framebuffer_);
  glGetIntegerv(GL_VIEWPORT, viewport_);
}

FramebufferGuard::~FramebufferGuard() {
  glBindFramebuffer(GL_FRAMEBUFFER, static_cast<uint32_t>(framebuffer_));
  glViewport(viewport_[0], viewport_[1], viewport_[2], viewport_[3]);
}

}  // namespace convlens
