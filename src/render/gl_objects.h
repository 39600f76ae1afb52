#pragma once

#include <cstdint>
#include <utility>

namespace convlens {

/// Owns one OpenGL object name. Needs the context that made it to be current when it dies.
template <void (*Delete)(uint32_t)>
class GlObject {
 public:
  GlObject() = default;
  explicit GlObject(uint32_t name) : name_(name) {}
  GlObject(GlObject&& other) noexcept : name_(std::exchange(other.name_, 0)) {}
  GlObject& operator=(GlObject&& other) noexcept {
    std::swap(name_, other.name_);
    return *this;
  }
  GlObject(const GlObject&) = delete;
  GlObject& operator=(const GlObject&) = delete;
  ~GlObject() {
    if (name_ != 0) Delete(name_);
  }

  uint32_t name() const { return name_; }
  explicit operator bool() const { return name_ != 0; }

 private:
  uint32_t name_ = 0;
};

namespace gl {
void DeleteTexture(uint32_t name);
void DeleteVertexArray(uint32_t name);
void DeleteProgram(uint32_t name);
void DeleteFramebuffer(uint32_t name);
}  // namespace gl

using GlTexture = GlObject<gl::DeleteTexture>;
using GlVertexArray = GlObject<gl::DeleteVertexArray>;
using GlProgram = GlObject<gl::DeleteProgram>;
using GlFramebuffer = GlObject<gl::DeleteFramebuffer>;

}  // namespace convlens
