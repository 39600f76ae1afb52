#include "render/shader_program.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <string_view>

#include "core/grid/path_text.h"
#include "embed/embedded.h"
#include "render/gl.h"

namespace convlens {
namespace {

#ifdef CONVLENS_SHADER_FOLDER
constexpr std::string_view kShaderFolder = CONVLENS_SHADER_FOLDER;
#else
constexpr std::string_view kShaderFolder;
#endif

std::string_view Preamble() {
  if (IsDesktopGl()) return "#version 330 core\n";
  return "#version 300 es\nprecision highp float;\nprecision highp int;\n"
         "precision highp sampler2D;\n";
}

std::string Log(uint32_t object, bool is_program) {
  std::array<char, 4096> text{};
  int length = 0;
  const auto size = static_cast<int>(text.size());
  if (is_program) {
    glGetProgramInfoLog(object, size, &length, text.data());
  } else {
    glGetShaderInfoLog(object, size, &length, text.data());
  }
  return {text.data(), static_cast<size_t>(length)};
}

// Attaches the compiled shader to `program`, which then owns it; else the compiler's log.
std::optional<Message> Attach(uint32_t program, uint32_t kind, const std::string& source) {
  const uint32_t shader = glCreateShader(kind);
  const char* text = source.data();
  const auto length = static_cast<int>(source.size());
  glShaderSource(shader, 1, &text, &length);
  glCompileShader(shader);
  int compiled = 0;
  glGetShaderiv(shader, GL_COMPILE_STATUS, &compiled);
  std::optional<Message> problem;
  if (!compiled) problem = Message{"A shader does not compile: {}", {Log(shader, false)}};
  glAttachShader(program, shader);
  glDeleteShader(shader);
  return problem;
}

}  // namespace

Result<GlProgram> CompileProgram(std::string_view vertex, std::string_view fragment,
                                 std::string_view definitions) {
  GlProgram program(glCreateProgram());
  const std::string head = std::string(Preamble()).append(definitions);
  if (auto problem = Attach(program.name(), GL_VERTEX_SHADER, head + std::string(vertex))) {
    return *problem;
  }
  if (auto problem = Attach(program.name(), GL_FRAGMENT_SHADER, head + std::string(fragment))) {
    return *problem;
  }
  glLinkProgram(program.name());
  int linked = 0;
  glGetProgramiv(program.name(), GL_LINK_STATUS, &linked);
  if (!linked) return Message{"A shader does not compile: {}", {Log(program.name(), true)}};
  return program;
}

ShaderFiles::ShaderFiles(std::string name) : name_(std::move(name)), seen_(NewestTime()) {}

std::string ShaderFiles::Read(const char* extension) const {
  if (kShaderFolder.empty()) return std::string(EmbeddedContent(name_ + extension));
  std::ifstream file(PathOf(kShaderFolder) / PathOf(name_ + extension), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::filesystem::file_time_type ShaderFiles::NewestTime() const {
  std::filesystem::file_time_type newest{};
  if (kShaderFolder.empty()) return newest;
  for (const char* extension : {".vert", ".frag"}) {
    std::error_code missing;
    const auto time = std::filesystem::last_write_time(
        PathOf(kShaderFolder) / PathOf(name_ + extension), missing);
    if (!missing) newest = std::max(newest, time);
  }
  return newest;
}

bool ShaderFiles::Changed() {
  const auto newest = NewestTime();
  if (newest == seen_) return false;
  seen_ = newest;
  return true;
}

}  // namespace convlens
