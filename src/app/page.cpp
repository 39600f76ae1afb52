#include "app/page.h"

namespace convlens::page {

void OfferFile(const std::filesystem::path&) {}
void SetModified(bool) {}
void KeepFiles() {}
bool ReadClipboard(const std::function<void()>&) { return false; }

}  // namespace convlens::page
