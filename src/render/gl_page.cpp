#include "render/gl.h"

namespace convlens {

// Emscripten links the functions of OpenGL ES 3.0, which are WebGL 2's.
bool LoadGl(GlLookup) { return true; }
bool IsDesktopGl() { return false; }

}  // namespace convlens
