#include "embed/embedded.h"

#include <cstddef>

namespace convlens {

extern const EmbeddedFile kEmbeddedFiles[];
extern const size_t kEmbeddedFileCount;

std::span<const EmbeddedFile> EmbeddedFiles() { return {kEmbeddedFiles, kEmbeddedFileCount}; }

std::string_view EmbeddedContent(std::string_view name) {
  for (const EmbeddedFile& file : EmbeddedFiles()) {
    if (file.name == name) return file.content;
  }
  return {};
}

}  // namespace convlens
