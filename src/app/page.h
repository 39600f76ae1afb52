#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "core/grid/message.h"
#include "io/files/platform.h"

/// What surrounds the program when it is a web page; on a desktop nothing of it is needed, and
/// these functions do nothing (page.cpp; the page's own are in web/page.cpp).
namespace convlens::page {

/// Whether files are where they were when the program starts again.
inline constexpr bool kFilesStay = !kIsWebPage;
/// Hands a file that the program has written to the browser's downloads.
void OfferFile(const std::filesystem::path& path);
/// Whether there is unsaved work, about which the browser asks before it leaves; if there is none,
/// the address names the `lesson` (by its id; empty: none), so that it can be copied.
void SetModified(bool modified, const std::string& lesson);
/// Copies an address at which the page begins with the session of `link` (see session_link.h), and
/// shows `told` for a moment.
void CopyAddress(const std::string& link, const std::string& told);
/// Fetches the fonts of Chinese, unless they are there or on their way.
void FetchChineseFonts();
/// Whether fonts have come since the last call (see embedded.h).
bool TakeNewFonts();
/// What the page could not do since the last call, if anything.
std::optional<Message> TakeProblem();
/// Puts preferences and autosaved work into the browser's storage.
void KeepFiles();
/// Reads the browser's clipboard, which may ask the user, and calls `done` once Dear ImGui has it.
/// False where that is not needed.
bool ReadClipboard(const std::function<void()>& done);

}  // namespace convlens::page
