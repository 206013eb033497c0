#include "wasm/app/gl_objects.hpp"

namespace overread {
namespace {

Result<GLuint> compile(GLenum kind, const char* source) {
  const GLuint shader = glCreateShader(kind);
  glShaderSource(shader, 1, &source, nullptr);
  glCompileShader(shader);
  GLint good = 0;
  glGetShaderiv(shader, GL_COMPILE_STATUS, &good);
  if (good) return shader;
  char log[2048] = {};
  glGetShaderInfoLog(shader, sizeof log, nullptr, log);
  glDeleteShader(shader);
  return fail(ErrorCode::kInternal, std::string("shader does not compile: ") + log);
}

}  // namespace

void GlTexture::bind() {
  if (name_ == 0) {
    glGenTextures(1, &name_);
    glBindTexture(GL_TEXTURE_2D, name_);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    return;
  }
  glBindTexture(GL_TEXTURE_2D, name_);
}

void GlTexture::reset() {
  if (name_ != 0) glDeleteTextures(1, &name_);
  name_ = 0;
}

GlTarget::~GlTarget() {
  if (framebuffer_ != 0) glDeleteFramebuffers(1, &framebuffer_);
}

GlTarget& GlTarget::operator=(GlTarget&& other) noexcept {
  texture_ = std::move(other.texture_);
  std::swap(framebuffer_, other.framebuffer_);
  width_ = other.width_;
  height_ = other.height_;
  return *this;
}

void GlTarget::bind(int width, int height) {
  if (framebuffer_ == 0) glGenFramebuffers(1, &framebuffer_);
  if (width != width_ || height != height_) {
    texture_.bind();
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    width_ = width;
    height_ = height;
  }
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_.name(), 0);
  glViewport(0, 0, width, height);
}

void GlTarget::put(const Picture& picture) {
  width_ = picture.columns;
  height_ = picture.rows;
  texture_.bind();
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width_, height_, 0, GL_RGBA, GL_UNSIGNED_BYTE,
               picture.rgba.data());
}

Result<GLuint> link_program(const char* vertex, const char* fragment) {
  OVERREAD_TRY(const GLuint first, compile(GL_VERTEX_SHADER, vertex));
  OVERREAD_TRY(const GLuint second, compile(GL_FRAGMENT_SHADER, fragment));
  const GLuint program = glCreateProgram();
  glAttachShader(program, first);
  glAttachShader(program, second);
  glLinkProgram(program);
  glDeleteShader(first);
  glDeleteShader(second);
  GLint good = 0;
  glGetProgramiv(program, GL_LINK_STATUS, &good);
  if (good) return program;
  char log[2048] = {};
  glGetProgramInfoLog(program, sizeof log, nullptr, log);
  glDeleteProgram(program);
  return fail(ErrorCode::kInternal, std::string("program does not link: ") + log);
}

}  // namespace overread
