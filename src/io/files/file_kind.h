#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace convlens {

enum class FileKind { kImage, kNpy, kNpz, kSession, kText, kUnknown };
/// By a file's first bytes, not by its name. kText: a text with numbers that is not a session.
FileKind KindOfBytes(std::string_view bytes);

/// What names of such files end in, with the dot, for a list of files.
std::vector<std::string> ImageExtensions();
std::vector<std::string> ArrayExtensions();

}  // namespace convlens
