// glad's header has its functions' definitions as well, for one file that asks for them.
#define GLAD_GL_IMPLEMENTATION
#include "render/gl.h"

#include <string_view>

namespace convlens {

bool LoadGl(GlLookup lookup) { return glad_glGetString != nullptr || gladLoadGL(lookup) != 0; }

bool IsDesktopGl() {
  const auto* version = reinterpret_cast<const char*>(glGetString(GL_VERSION));
  return version != nullptr && !std::string_view(version).starts_with("OpenGL ES");
}

}  // namespace convlens
