#pragma once

#include <GLES3/gl3.h>

#include <string>
#include <utility>

#include "core/base/result.hpp"
#include "core/view/slice_renderer.hpp"

namespace overread {

/// A texture, deleted with its owner.
class GlTexture {
 public:
  GlTexture() = default;
  ~GlTexture() { reset(); }
  GlTexture(GlTexture&& other) noexcept : name_(std::exchange(other.name_, 0)) {}
  GlTexture& operator=(GlTexture&& other) noexcept {
    std::swap(name_, other.name_);
    return *this;
  }
  GLuint name() const { return name_; }
  explicit operator bool() const { return name_ != 0; }
  /// Makes the texture if there is none and binds it, unfiltered, clamped.
  void bind();
  void reset();

 private:
  GLuint name_ = 0;
};

/// A picture to draw into, RGBA of 8 bits.
class GlTarget {
 public:
  GlTarget() = default;
  ~GlTarget();
  GlTarget(GlTarget&& other) noexcept
      : texture_(std::move(other.texture_)),
        framebuffer_(std::exchange(other.framebuffer_, 0)),
        width_(other.width_),
        height_(other.height_) {}
  GlTarget& operator=(GlTarget&& other) noexcept;
  /// Binds it for drawing at this size.
  void bind(int width, int height);
  /// Takes a finished picture instead.
  void put(const Picture& picture);
  GLuint texture() const { return texture_.name(); }

 private:
  GlTexture texture_;
  GLuint framebuffer_ = 0;
  int width_ = 0, height_ = 0;
};

/// @errors kInternal with the compiler's log.
Result<GLuint> link_program(const char* vertex, const char* fragment);

}  // namespace overread
