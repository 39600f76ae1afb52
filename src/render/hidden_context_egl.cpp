#include <EGL/egl.h>
#include <EGL/eglext.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "render/gl.h"
#include "render/hidden_context.h"

namespace convlens {
namespace {

bool HasClientExtension(std::string_view name) {
  const char* text = eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS);
  std::string_view names = text != nullptr ? text : "";
  while (!names.empty()) {
    const size_t length = std::min(names.find(' '), names.size());
    if (names.substr(0, length) == name) return true;
    names.remove_prefix(std::min(length + 1, names.size()));
  }
  return false;
}

// Without a display server where EGL can do that, else by the default display.
EGLDisplay OpenDisplay() {
  if (HasClientExtension("EGL_MESA_platform_surfaceless")) {
    const EGLDisplay display =
        eglGetPlatformDisplay(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
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

}  // namespace

// The display stays when a context goes: it is the same one for every context of the process.
struct HiddenContext::State {
  EGLDisplay display = EGL_NO_DISPLAY;
  EGLContext context = EGL_NO_CONTEXT;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (context == EGL_NO_CONTEXT) return;
    if (eglGetCurrentContext() == context) {
      eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    }
    eglDestroyContext(display, context);
  }
  bool MakeCurrent() const {
    return eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context) == EGL_TRUE;
  }
};

HiddenContext::HiddenContext() : state_(std::make_unique<State>()) {}
HiddenContext::~HiddenContext() = default;

std::unique_ptr<HiddenContext> HiddenContext::Create() {
  std::unique_ptr<HiddenContext> made(new HiddenContext);  // NOLINT: the constructor is private
  State& state = *made->state_;
  state.display = OpenDisplay();
  if (state.display == EGL_NO_DISPLAY) return nullptr;
  state.context = MakeContext(state.display);
  if (state.context == EGL_NO_CONTEXT || !state.MakeCurrent()) return nullptr;
  return LoadGl(eglGetProcAddress) ? std::move(made) : nullptr;
}

void HiddenContext::Run(const std::function<void()>& work) {
  EGLContext other = eglGetCurrentContext();
  const EGLSurface draw = eglGetCurrentSurface(EGL_DRAW);
  const EGLSurface read = eglGetCurrentSurface(EGL_READ);
  if (other == state_->context) other = EGL_NO_CONTEXT;
  state_->MakeCurrent();
  work();
  if (other == EGL_NO_CONTEXT) {
    eglMakeCurrent(state_->display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
  } else {
    eglMakeCurrent(state_->display, draw, read, other);
  }
}

}  // namespace convlens
