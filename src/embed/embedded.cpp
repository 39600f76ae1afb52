#include "embed/embedded.h"

#include <cstddef>
#include <functional>
#include <map>
#include <utility>

namespace convlens {

extern const EmbeddedFile kEmbeddedFiles[];
extern const size_t kEmbeddedFileCount;

std::span<const EmbeddedFile> EmbeddedFiles() { return {kEmbeddedFiles, kEmbeddedFileCount}; }

namespace {

std::map<std::string, std::string, std::less<>>& Provided() {
  static std::map<std::string, std::string, std::less<>> provided;
  return provided;
}

}  // namespace

void ProvideContent(std::string name, std::string content) {
  Provided().emplace(std::move(name), std::move(content));
}

std::string_view EmbeddedContent(std::string_view name) {
  for (const EmbeddedFile& file : EmbeddedFiles()) {
    if (file.name == name) return file.content;
  }
  const auto found = Provided().find(name);
  return found != Provided().end() ? std::string_view(found->second) : std::string_view();
}

}  // namespace convlens
