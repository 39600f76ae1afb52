#pragma once

// Included before every file of src/ in the Windows build: there, no path can be made of a narrow
// text by accident, since the standard library would take it for the code page's. `PathOf` and
// `TextOf` are the way (core/grid/path_text.h); literals are ASCII, and allowed.
#include <filesystem>
#include <string>
#include <string_view>

// A variable of GCC's library: whether a path can be made of such a value.
namespace std::filesystem::__detail {
template <>
inline constexpr bool __is_path_src<std::string> = false;
template <>
inline constexpr bool __is_path_src<std::string_view> = false;
template <>
inline constexpr bool __is_path_src<const char*> = false;
template <>
inline constexpr bool __is_path_src<char*> = false;
}  // namespace std::filesystem::__detail
