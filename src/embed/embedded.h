#pragma once

#include <span>
#include <string_view>

namespace convlens {

/// A file of assets/ or shaders/ as it was when the program was built.
struct EmbeddedFile {
  std::string_view
      name;  ///< "lessons/01-figure-6-2-1.json", "fonts/NotoSansSC-Bold.otf", "grid.frag"
  std::string_view content;
};

/// All of them, sorted by name.
std::span<const EmbeddedFile> EmbeddedFiles();

/// The content of one; empty when there is none by that name.
std::string_view EmbeddedContent(std::string_view name);

}  // namespace convlens
