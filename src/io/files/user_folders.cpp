#include "io/files/user_folders.h"

#ifdef _WIN32
#include <cstdlib>
#else
#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#endif

namespace convlens {
namespace {

namespace fs = std::filesystem;

#ifdef _WIN32
/// The wide variable, since the narrow one has lost what the code page cannot hold.
fs::path FromEnvironment(const wchar_t* variable) {
  const wchar_t* value = _wgetenv(variable);
  const fs::path folder = value != nullptr ? fs::path(value) : fs::path();
  return folder.is_absolute() ? folder : fs::path();
}
#else
bool IsAbsolute(const char* path) { return path != nullptr && path[0] == '/'; }
#endif

}  // namespace

#ifdef _WIN32

fs::path HomeFolder() { return FromEnvironment(L"USERPROFILE"); }

fs::path UserFolder(const char*, const char*) {
  const fs::path data = FromEnvironment(L"LOCALAPPDATA");
  return data.empty() ? data : data / "ConvLens";
}

#else

fs::path HomeFolder() {
  const char* home = std::getenv("HOME");
  if (IsAbsolute(home)) return home;
  const passwd* user = getpwuid(getuid());
  if (user != nullptr && IsAbsolute(user->pw_dir)) return user->pw_dir;
  return {};
}

fs::path UserFolder(const char* variable, const char* in_home) {
  const char* chosen = std::getenv(variable);
  if (IsAbsolute(chosen)) return fs::path(chosen) / "convlens";
  const fs::path home = HomeFolder();
  return home.empty() ? home : home / in_home / "convlens";
}

#endif

fs::path AbsolutePath(const fs::path& path) {
  std::error_code error;
  const fs::path absolute = fs::absolute(path, error);
  return error ? path : absolute;
}

}  // namespace convlens
