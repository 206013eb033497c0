// Dear ImGui's OpenGL backend. Around every picture it asks for the state of the context, to put it
// back afterwards; in a browser such a question waits until all that was sent before is drawn: nine
// tenths of the page's time while a study came in, with software rendering. Here nothing needs it
// back: whoever draws sets what it draws with.
#include <GLES3/gl3.h>

#include <algorithm>

namespace {

void idle_state(GLenum name, GLint* value) {
  switch (name) {
    case GL_ACTIVE_TEXTURE:
      *value = GL_TEXTURE0;
      break;
    case GL_BLEND_EQUATION_RGB:
    case GL_BLEND_EQUATION_ALPHA:
      *value = GL_FUNC_ADD;
      break;
    case GL_BLEND_SRC_RGB:
    case GL_BLEND_SRC_ALPHA:
      *value = GL_ONE;
      break;
    case GL_BLEND_DST_RGB:
    case GL_BLEND_DST_ALPHA:
      *value = GL_ZERO;
      break;
    case GL_VIEWPORT:
    case GL_SCISSOR_BOX:
      std::fill_n(value, 4, 0);
      break;
    case GL_CURRENT_PROGRAM:
    case GL_TEXTURE_BINDING_2D:
    case GL_SAMPLER_BINDING:
    case GL_ARRAY_BUFFER_BINDING:
    case GL_VERTEX_ARRAY_BINDING:
      *value = 0;
      break;
    default:
      glGetIntegerv(name, value);
  }
}

}  // namespace

#define glGetIntegerv idle_state
#include "backends/imgui_impl_opengl3.cpp"
