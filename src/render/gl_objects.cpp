#include "render/gl_objects.h"

#include "render/gl.h"

namespace convlens::gl {

void DeleteTexture(uint32_t name) { glDeleteTextures(1, &name); }
void DeleteVertexArray(uint32_t name) { glDeleteVertexArrays(1, &name); }
void DeleteProgram(uint32_t name) { glDeleteProgram(name); }
void DeleteFramebuffer(uint32_t name) { glDeleteFramebuffers(1, &name); }

}  // namespace convlens::gl
