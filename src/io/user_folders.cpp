#include "io/user_folders.h"

#include <cstdlib>

namespace convlens {

std::filesystem::path UserFolder(const char* variable, const char* in_home) {
  const char* chosen = std::getenv(variable);
  if (chosen != nullptr && chosen[0] == '/') return std::filesystem::path(chosen) / "convlens";
  const char* home = std::getenv("HOME");
  const bool has_home = home != nullptr && home[0] == '/';
  const std::filesystem::path root =
      has_home ? std::filesystem::path(home) : std::filesystem::temp_directory_path();
  return root / in_home / "convlens";
}

}  // namespace convlens
