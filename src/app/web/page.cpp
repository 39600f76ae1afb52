#include "app/page.h"

#include <utility>

#include "app/web/bridge.h"
#include "core/grid/path_text.h"
#include "embed/embedded.h"
#include "io/files/file.h"

namespace convlens::page {

void OfferFile(const std::filesystem::path& path) {
  OfferDownload(path.c_str(), path.filename().c_str());
}

void SetModified(bool modified, const std::string& lesson) {
  static std::pair<bool, std::string> told{true, ""};
  if (told == std::pair(modified, lesson)) return;
  told = {modified, lesson};
  SetPageModified(modified ? 1 : 0, lesson.c_str());
}

void CopyAddress(const std::string& link, const std::string& told) {
  CopyPageAddress(link.c_str(), told.c_str());
}

void FetchChineseFonts() { FetchPageFonts(); }

bool TakeNewFonts() {
  const std::vector<std::filesystem::path> come = std::exchange(ThePage().fonts, {});
  for (const std::filesystem::path& path : come) {
    Result<std::string> bytes = ReadFile(path);
    if (bytes.ok()) ProvideContent("fonts/" + TextOf(path.filename()), std::move(*bytes));
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
  }
  return !come.empty();
}

std::optional<Message> TakeProblem() { return std::exchange(ThePage().problem, std::nullopt); }

void KeepFiles() { KeepPageFiles(); }

bool ReadClipboard(const std::function<void()>& done) {
  ThePage().clipboard_read = done;
  AskForClipboard();
  return true;
}

}  // namespace convlens::page
