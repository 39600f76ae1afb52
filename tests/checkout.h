#pragma once

#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "unit/io/scratch_folder.h"

namespace convlens {

/// What `./dev run` needs of a checkout, with a program that is built already: its `cmake` does
/// nothing, and no package is missing.
class Checkout {
 public:
  explicit Checkout(const std::filesystem::path& program) {
    namespace fs = std::filesystem;
    const fs::path source = CONVLENS_CHECKOUT;
    fs::create_directories(root() / "third_party");
    fs::create_directories(root() / "build/release");
    fs::copy(source / "dev", root() / "dev");
    fs::copy(source / "third_party/packages.txt", root() / "third_party/packages.txt");
    fs::copy(source / "CMakePresets.json", root() / "CMakePresets.json");
    fs::create_symlink(program, root() / "build/release/convlens");
    AddTool("cmake", "exit 0");
    AddTool("dpkg-query", "printf installed");
    AddTool("convlens", "exec '" + (root() / "dev").string() + "' run \"$@\"");
  }

  std::filesystem::path root() const { return folder_ / "checkout"; }
  /// Runs `./dev run` with its own arguments; `path()` must be the environment's PATH.
  std::filesystem::path program() const { return folder_ / "tools/convlens"; }
  std::string path() const {
    const char* usual = std::getenv("PATH");
    return (folder_ / "tools").string() + ":" + (usual != nullptr ? usual : "/usr/bin:/bin");
  }

  /// Every file and folder in it, but for what is in `build`.
  std::set<std::string> Files() const {
    std::set<std::string> files;
    std::filesystem::recursive_directory_iterator entry(root());
    for (; entry != std::filesystem::recursive_directory_iterator(); ++entry) {
      files.insert(entry->path().lexically_relative(root()).string());
      if (entry->path() == root() / "build") entry.disable_recursion_pending();
    }
    return files;
  }

 private:
  void AddTool(const std::string& name, const std::string& command) const {
    const std::filesystem::path file = folder_ / "tools" / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << "#!/bin/sh\n" << command << '\n';
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  }

  ScratchFolder folder_;
};

}  // namespace convlens
