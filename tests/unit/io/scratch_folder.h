#pragma once

#include <filesystem>
#include <random>
#include <string>

#include "core/grid/path_text.h"

namespace convlens {

/// A path that is also a text in UTF-8, on every system: for messages and arguments.
struct ScratchPath : std::filesystem::path {
  using path::path;
  ScratchPath(const path& other) : path(other) {}  // NOLINT(google-explicit-constructor)
  std::string string() const { return TextOf(*this); }
  operator std::string() const { return string(); }  // NOLINT(google-explicit-constructor)
};

/// A new folder for one test, deleted with all that it holds.
class ScratchFolder {
 public:
  ScratchFolder() {
    const std::filesystem::path all = std::filesystem::temp_directory_path();
    std::random_device random;
    do {
      path_ = all / PathOf("convlens-test-" + std::to_string(random()));
    } while (!std::filesystem::create_directory(path_));
  }
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const ScratchPath& path() const { return path_; }
  ScratchPath operator/(const std::string& name) const { return path_ / PathOf(name); }

 private:
  ScratchPath path_;
};

}  // namespace convlens
