#include "core/grid/path_text.h"

#include <algorithm>
#include <cctype>

#ifdef _WIN32
#include <windows.h>
#endif

namespace convlens {

#ifdef _WIN32

std::filesystem::path PathOf(std::string_view utf8) {
  const auto count = static_cast<int>(utf8.size());
  const int length = MultiByteToWideChar(CP_UTF8, 0, utf8.data(), count, nullptr, 0);
  std::wstring wide(static_cast<size_t>(length), L'\0');
  MultiByteToWideChar(CP_UTF8, 0, utf8.data(), count, wide.data(), length);
  return wide;
}

std::string TextOf(const std::filesystem::path& path) {
  const std::wstring& wide = path.native();
  const auto count = static_cast<int>(wide.size());
  const int length =
      WideCharToMultiByte(CP_UTF8, 0, wide.data(), count, nullptr, 0, nullptr, nullptr);
  std::string utf8(static_cast<size_t>(length), '\0');
  WideCharToMultiByte(CP_UTF8, 0, wide.data(), count, utf8.data(), length, nullptr, nullptr);
  return utf8;
}

#else

std::filesystem::path PathOf(std::string_view utf8) { return utf8; }
std::string TextOf(const std::filesystem::path& path) { return path.native(); }

#endif

std::string ExtensionOf(const std::filesystem::path& path) {
  std::string extension = TextOf(path.extension());
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension;
}

}  // namespace convlens
