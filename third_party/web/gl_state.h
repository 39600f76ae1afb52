#pragma once
// For Dear ImGui's OpenGL backend on a web page. At each frame it asks for all of OpenGL's state,
// to restore it, and each question to WebGL waits for the process that draws: forty milliseconds a
// frame. Nothing of ours relies on that state, so the answers are what a fresh context would give.
#include <GLES3/gl3.h>

static inline void AnswerAsFreshContext(GLenum name, GLint* value) {
  switch (name) {
    case GL_MAJOR_VERSION:
      *value = 3;
      break;
    case GL_ACTIVE_TEXTURE:
      *value = GL_TEXTURE0;
      break;
    case GL_BLEND_SRC_RGB:
    case GL_BLEND_SRC_ALPHA:
      *value = GL_ONE;
      break;
    case GL_BLEND_EQUATION_RGB:
    case GL_BLEND_EQUATION_ALPHA:
      *value = GL_FUNC_ADD;
      break;
    case GL_VIEWPORT:
    case GL_SCISSOR_BOX:
      value[0] = value[1] = value[2] = value[3] = 0;
      break;
    default:
      *value = 0;
  }
}

#define glGetIntegerv AnswerAsFreshContext
#define glIsEnabled(what) GL_FALSE
