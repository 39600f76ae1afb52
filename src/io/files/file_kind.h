#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace convlens {

/// What a zip archive's first entry begins with, and its directory's end, which is all of an empty
/// one (APPNOTE.TXT, 4.3.7 and 4.3.16).
inline constexpr std::string_view kZipEntry("PK\3\4", 4);
inline constexpr std::string_view kZipEnd("PK\5\6", 4);

enum class FileKind { kImage, kNpy, kNpz, kSession, kText, kUnknown };
/// By a file's first bytes, not by its name. kText: a text with numbers that is not a session.
FileKind KindOfBytes(std::string_view bytes);

/// What names of such files end in, with the dot, for a list of files.
std::vector<std::string> ImageExtensions();
std::vector<std::string> ArrayExtensions();

}  // namespace convlens
