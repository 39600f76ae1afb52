#pragma once

#include <filesystem>

namespace convlens {

/// The user's home folder: HOME, or what the system knows of the user; USERPROFILE on Windows.
/// Empty when there is none.
std::filesystem::path HomeFolder();

/// The folder of this program under the one that the environment's `variable` names
/// (XDG_CONFIG_HOME, XDG_STATE_HOME), or, where that is not set to an absolute path, under
/// `in_home` in the home folder. On Windows both are %LOCALAPPDATA%. Empty when there is no such
/// folder: no one's work goes into a folder shared with others.
std::filesystem::path UserFolder(const char* variable, const char* in_home);

/// `path` from the root; `path` itself where it is relative to a working folder that is gone.
std::filesystem::path AbsolutePath(const std::filesystem::path& path);

}  // namespace convlens
