#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/input_queue.h"
#include "core/grid/message.h"

/// Where the page's JavaScript (page.js) and the program meet.
namespace convlens {

/// What the page has handed over and nobody has taken yet. A page has one.
struct PageState {
  InputQueue input;
  std::vector<std::filesystem::path> dropped;
  std::function<void(const std::filesystem::path&)> chosen;  ///< whom the file chooser answers
  std::vector<std::filesystem::path> fonts;                  ///< files of fonts that were fetched
  std::optional<Message> problem;
  std::string clipboard;
  std::function<void()> clipboard_read;
  bool woken = true;
  float pixel_ratio = 0;  ///< that of the last frame
  bool context_lost = false;
  bool context_new = false;
  bool full_screen_left = false;
};
PageState& ThePage();

extern "C" {
/// Functions of Module.page; see there.
void ChooseFile(const char* accept);
void OfferDownload(const char* path, const char* name);
void WriteClipboard(const char* text);
void AskForClipboard();
void CopyPageAddress(const char* link, const char* told);
void FetchPageFonts();
void ShowPointer(const char* name);
void SetPageModified(int modified, const char* lesson);
void KeepPageFiles();
void WantPageText(int wanted);
void SetPageFullScreen(int full);
void TellFrameDrawn(double start, double end);
}

}  // namespace convlens
