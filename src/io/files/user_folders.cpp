#include "io/files/user_folders.h"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>

namespace convlens {
namespace {

bool IsAbsolute(const char* path) { return path != nullptr && path[0] == '/'; }

std::filesystem::path HomeFolder() {
  const char* home = std::getenv("HOME");
  if (IsAbsolute(home)) return home;
  const passwd* user = getpwuid(getuid());
  if (user != nullptr && IsAbsolute(user->pw_dir)) return user->pw_dir;
  return {};
}

}  // namespace

std::filesystem::path UserFolder(const char* variable, const char* in_home) {
  const char* chosen = std::getenv(variable);
  if (IsAbsolute(chosen)) return std::filesystem::path(chosen) / "convlens";
  const std::filesystem::path home = HomeFolder();
  return home.empty() ? home : home / in_home / "convlens";
}

std::filesystem::path AbsolutePath(const std::filesystem::path& path) {
  std::error_code error;
  const std::filesystem::path absolute = std::filesystem::absolute(path, error);
  return error ? path : absolute;
}

}  // namespace convlens
