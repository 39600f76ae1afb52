#include "render/offscreen.h"

#include <optional>
#include <string>

#include "render/framebuffer.h"
#include "render/hidden_context.h"

namespace convlens {
namespace {

Message NoOpenGl() {
  return {
      "This machine has no OpenGL 3.3 to draw with: install a driver (on Debian: libgl1-mesa-dri "
      "and libegl1).",
      {}};
}

}  // namespace

struct OffscreenContext::State {
  std::unique_ptr<HiddenContext> context;
  std::optional<Framebuffer> framebuffer;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  // Objects die in the context that made them; another one that is current stays so.
  ~State() {
    if (context != nullptr) context->Run([this] { framebuffer.reset(); });
  }
};

OffscreenContext::OffscreenContext() : state_(std::make_unique<State>()) {}
OffscreenContext::~OffscreenContext() = default;

Result<std::unique_ptr<OffscreenContext>> OffscreenContext::Create(int width, int height) {
  std::unique_ptr<OffscreenContext> made(new OffscreenContext);
  State& state = *made->state_;
  state.context = HiddenContext::Create();
  if (state.context == nullptr) return NoOpenGl();
  state.framebuffer = Framebuffer::Create(width, height);
  if (!state.framebuffer) {
    return Message{"A picture of {} × {} pixels is larger than this machine can draw.",
                   {std::to_string(width), std::to_string(height)}};
  }
  state.framebuffer->Bind();
  return made;
}

int OffscreenContext::width() const { return state_->framebuffer->width(); }
int OffscreenContext::height() const { return state_->framebuffer->height(); }
Pixels OffscreenContext::Read() const { return state_->framebuffer->Read(); }

}  // namespace convlens
