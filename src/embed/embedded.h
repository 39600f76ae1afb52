#pragma once

#include <span>
#include <string>
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

/// Adds a file that came after the program was built: a web page fetches its Chinese fonts when
/// they are first needed. It stays.
void ProvideContent(std::string name, std::string content);

/// The content of one, embedded or provided; empty when there is none by that name.
std::string_view EmbeddedContent(std::string_view name);

}  // namespace convlens
