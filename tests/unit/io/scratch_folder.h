#pragma once

#include <stdlib.h>

#include <cassert>
#include <filesystem>
#include <string>

namespace convlens {

/// A new folder for one test, deleted with all that it holds.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "convlens-test-XXXXXX").string();
    [[maybe_unused]] const char* made = mkdtemp(name.data());
    assert(made != nullptr);
    path_ = name;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace convlens
