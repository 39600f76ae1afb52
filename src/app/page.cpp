#include "app/page.h"

namespace convlens::page {

void OfferFile(const std::filesystem::path&) {}
void SetModified(bool, const std::string&) {}
void CopyAddress(const std::string&, const std::string&) {}
void FetchChineseFonts() {}
bool TakeNewFonts() { return false; }
std::optional<Message> TakeProblem() { return std::nullopt; }
void KeepFiles() {}
bool ReadClipboard(const std::function<void()>&) { return false; }

}  // namespace convlens::page
