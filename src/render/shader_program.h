#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/grid/result.h"
#include "render/gl_objects.h"

namespace convlens {

/// A vertex and a fragment shader, compiled and linked. The sources are without `#version`: the one
/// that fits the current context (OpenGL 3.3 core or ES 3.0) is put before them, and after it
/// `definitions` ("#define …" lines).
Result<GlProgram> CompileProgram(std::string_view vertex, std::string_view fragment,
                                 std::string_view definitions = {});

/// The shader files NAME.vert and NAME.frag: as built into the program or, in a dev build, as they
/// stand in the source tree.
class ShaderFiles {
 public:
  explicit ShaderFiles(std::string name);

  std::string Vertex() const { return Read(".vert"); }
  std::string Fragment() const { return Read(".frag"); }
  /// Whether a file changed since this was asked last; never in a build with embedded files.
  bool Changed();

 private:
  std::string Read(const char* extension) const;
  std::filesystem::file_time_type NewestTime() const;

  std::string name_;
  std::filesystem::file_time_type seen_;
};

}  // namespace convlens
