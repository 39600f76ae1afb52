#include "app/page.h"

#include "app/web/bridge.h"

namespace convlens::page {

void OfferFile(const std::filesystem::path& path) {
  OfferDownload(path.c_str(), path.filename().c_str());
}

void SetModified(bool modified) { SetPageModified(modified ? 1 : 0); }

void KeepFiles() { KeepPageFiles(); }

bool ReadClipboard(const std::function<void()>& done) {
  ThePage().clipboard_read = done;
  AskForClipboard();
  return true;
}

}  // namespace convlens::page
