#pragma once

namespace convlens {

/// Whether the program is a web page: it is not quit, it keeps no files of the user's where it
/// found them, and its browser has dialogs, downloads and windows of its own.
#ifdef __EMSCRIPTEN__
inline constexpr bool kIsWebPage = true;
#else
inline constexpr bool kIsWebPage = false;
#endif

}  // namespace convlens
