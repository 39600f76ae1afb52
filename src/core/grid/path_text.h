#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace convlens {

/// The path that a text in UTF-8 names, and the text of a path. These two are the only way from one
/// to the other: what systems make of a path's narrow characters is their own affair (on Windows,
/// something else for each country). On POSIX the bytes are kept as they are; on Windows what is
/// not Unicode becomes U+FFFD.
std::filesystem::path PathOf(std::string_view utf8);
std::string TextOf(const std::filesystem::path& path);

/// The extension of a file's name with its point, in small letters: ".png" of "photo.PNG".
std::string ExtensionOf(const std::filesystem::path& path);

}  // namespace convlens
