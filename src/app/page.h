#pragma once

#include <filesystem>
#include <functional>

#include "io/files/platform.h"

/// What surrounds the program when it is a web page; on a desktop nothing of it is needed, and
/// these functions do nothing (page.cpp; the page's own are in web/page.cpp).
namespace convlens::page {

/// Whether files are where they were when the program starts again.
inline constexpr bool kFilesStay = !kIsWebPage;
/// Hands a file that the program has written to the browser's downloads.
void OfferFile(const std::filesystem::path& path);
/// Whether leaving the page would lose work, so that the browser asks.
void SetModified(bool modified);
/// Puts preferences and autosaved work into the browser's storage.
void KeepFiles();
/// Reads the browser's clipboard, which may ask the user, and calls `done` once Dear ImGui has it.
/// False where that is not needed.
bool ReadClipboard(const std::function<void()>& done);

}  // namespace convlens::page
