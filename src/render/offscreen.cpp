#include "render/offscreen.h"

#include <epoxy/egl.h>
#include <epoxy/gl.h>

#include <array>
#include <string>

#include "render/framebuffer.h"

namespace convlens {
namespace {

// Without a display server where EGL can do that, else by the default display.
EGLDisplay OpenDisplay() {
  if (epoxy_has_egl_extension(EGL_NO_DISPLAY, "EGL_MESA_platform_surfaceless")) {
    const EGLDisplay display =
        eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
    if (display != EGL_NO_DISPLAY && eglInitialize(display, nullptr, nullptr)) return display;
  }
  const EGLDisplay display = eglGetDisplay(EGL_DEFAULT_DISPLAY);
  if (display != EGL_NO_DISPLAY && eglInitialize(display, nullptr, nullptr)) return display;
  return EGL_NO_DISPLAY;
}

EGLConfig ChooseConfig(EGLDisplay display, EGLint renderable) {
  const std::array<EGLint, 5> wanted = {EGL_SURFACE_TYPE, 0, EGL_RENDERABLE_TYPE, renderable,
                                        EGL_NONE};
  EGLConfig config = nullptr;
  EGLint count = 0;
  const bool found = eglChooseConfig(display, wanted.data(), &config, 1, &count) && count > 0;
  return found ? config : nullptr;
}

EGLContext MakeContext(EGLDisplay display, EGLenum api, EGLint renderable,
                       const EGLint* attributes) {
  const EGLConfig config = ChooseConfig(display, renderable);
  if (config == nullptr || !eglBindAPI(api)) return EGL_NO_CONTEXT;
  return eglCreateContext(display, config, EGL_NO_CONTEXT, attributes);
}

// OpenGL 3.3 core, else OpenGL ES 3.0: the shaders are written for what both share.
EGLContext MakeContext(EGLDisplay display) {
  const std::array<EGLint, 7> core = {EGL_CONTEXT_MAJOR_VERSION,
                                      3,
                                      EGL_CONTEXT_MINOR_VERSION,
                                      3,
                                      EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                      EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                      EGL_NONE};
  const EGLContext context = MakeContext(display, EGL_OPENGL_API, EGL_OPENGL_BIT, core.data());
  if (context != EGL_NO_CONTEXT) return context;
  const std::array<EGLint, 3> es = {EGL_CONTEXT_MAJOR_VERSION, 3, EGL_NONE};
  return MakeContext(display, EGL_OPENGL_ES_API, EGL_OPENGL_ES3_BIT, es.data());
}

Message NoOpenGl() {
  return {
      "This machine has no OpenGL 3.3 to draw with: install a driver (on Debian: libgl1-mesa-dri "
      "and libegl1).",
      {}};
}

}  // namespace

struct OffscreenContext::State {
  EGLDisplay display = EGL_NO_DISPLAY;
  EGLContext context = EGL_NO_CONTEXT;
  std::optional<Framebuffer> framebuffer;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  // Objects die in the context that made them; another one that is current stays so. The display
  // stays too: it is the same one for every context of the process.
  ~State() {
    if (context == EGL_NO_CONTEXT) return;
    EGLContext other = eglGetCurrentContext();
    const EGLSurface draw = eglGetCurrentSurface(EGL_DRAW);
    const EGLSurface read = eglGetCurrentSurface(EGL_READ);
    if (other == context) other = EGL_NO_CONTEXT;
    eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context);
    framebuffer.reset();
    if (other == EGL_NO_CONTEXT) {
      eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    } else {
      eglMakeCurrent(display, draw, read, other);
    }
    eglDestroyContext(display, context);
  }
};

OffscreenContext::OffscreenContext() : state_(std::make_unique<State>()) {}
OffscreenContext::~OffscreenContext() = default;

Result<std::unique_ptr<OffscreenContext>> OffscreenContext::Create(int width, int height) {
  std::unique_ptr<OffscreenContext> made(new OffscreenContext);
  State& state = *made->state_;
  state.display = OpenDisplay();
  if (state.display == EGL_NO_DISPLAY) return NoOpenGl();
  state.context = MakeContext(state.display);
  if (state.context == EGL_NO_CONTEXT) return NoOpenGl();
  if (!eglMakeCurrent(state.display, EGL_NO_SURFACE, EGL_NO_SURFACE, state.context)) {
    return NoOpenGl();
  }
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
