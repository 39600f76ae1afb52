#pragma once

// OpenGL's functions and constants. This header is the only one that includes them: those of 3.3
// come from glad, WebGL's from Emscripten. What is used of them, OpenGL ES 3.0 has, too.
#ifdef __EMSCRIPTEN__
#include <GLES3/gl3.h>
#else
#include <glad/gl.h>
#endif

namespace convlens {

using GlFunction = void (*)();
/// Where a function is found by its name: `glfwGetProcAddress`, `eglGetProcAddress`.
using GlLookup = GlFunction (*)(const char* name);

/// To be called whenever a context has been made, while it is current: finds the functions, once
/// for all contexts of the process. False when there are none.
bool LoadGl(GlLookup lookup);

/// Whether the current context is OpenGL's, not OpenGL ES's.
bool IsDesktopGl();

}  // namespace convlens
