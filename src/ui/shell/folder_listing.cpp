#include "ui/shell/folder_listing.h"

#include <algorithm>
#include <cctype>
#include <fstream>

#include "core/grid/path_text.h"
#include "io/files/system_file.h"
#include "io/files/user_folders.h"

namespace convlens {
namespace {

namespace fs = std::filesystem;

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

bool HasExtension(const std::string& name, std::span<const std::string> extensions) {
  if (extensions.empty()) return true;
  const std::string lower = Lower(name);
  return std::any_of(extensions.begin(), extensions.end(), [&lower](const std::string& extension) {
    return lower.ends_with(Lower(extension));
  });
}

bool ComesBefore(const FolderItem& a, const FolderItem& b) {
  if (a.is_folder != b.is_folder) return a.is_folder;
  const std::string lower_a = Lower(a.name);
  const std::string lower_b = Lower(b.name);
  return lower_a != lower_b ? lower_a < lower_b : a.name < b.name;
}

std::optional<FolderItem> ItemOf(const fs::directory_entry& entry) {
  std::error_code failed;
  FolderItem item{TextOf(entry.path().filename()), entry.is_directory(failed), 0};
  if (system_file::IsHidden(entry.path())) return std::nullopt;
  if (item.is_folder) return item;
  if (!entry.is_regular_file(failed)) return std::nullopt;
  item.size = entry.file_size(failed);
  return item;
}

Message FolderProblem(const fs::path& folder, const std::error_code& error) {
  if (error == std::errc::permission_denied) {
    return {"You have no permission to open the folder “{}”. Choose another one.",
            {TextOf(folder)}};
  }
  return {"There is no folder “{}”. Choose another one.", {TextOf(folder)}};
}

std::string Trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

fs::path Resolved(const fs::path& folder, const std::string& name) {
  const fs::path home = HomeFolder();
  if (!home.empty() && (name == "~" || name.starts_with("~/"))) {
    return (home / PathOf(name.substr(std::min<size_t>(2, name.size())))).lexically_normal();
  }
  return (folder / PathOf(name)).lexically_normal();
}

}  // namespace

FolderListing ListFolder(const fs::path& folder, std::span<const std::string> extensions) {
  FolderListing listing;
  std::error_code failed;
  fs::directory_iterator entries(folder, failed);
  if (failed) {
    listing.problem = FolderProblem(folder, failed);
    return listing;
  }
  for (; !failed && entries != fs::directory_iterator(); entries.increment(failed)) {
    std::optional<FolderItem> item = ItemOf(*entries);
    if (!item || (!item->is_folder && !HasExtension(item->name, extensions))) continue;
    listing.items.push_back(std::move(*item));
  }
  std::sort(listing.items.begin(), listing.items.end(), ComesBefore);
  return listing;
}

void FolderBrowser::Start(FileDialogMode mode, const fs::path& folder,
                          std::vector<std::string> extensions) {
  mode_ = mode;
  extensions_ = std::move(extensions);
  items_.clear();
  std::error_code ignored;
  fs::path start = fs::absolute(folder.empty() ? fs::path(".") : folder, ignored);
  while (!Enter(start) && start.has_relative_path()) start = start.parent_path();
  problem_.reset();
}

void FolderBrowser::SetExtensions(std::vector<std::string> extensions) {
  extensions_ = std::move(extensions);
  Enter(folder_);
}

bool FolderBrowser::Enter(const fs::path& folder) {
  FolderListing listing = ListFolder(folder, extensions_);
  problem_ = std::move(listing.problem);
  if (problem_) return false;
  folder_ = folder.lexically_normal();
  if (!folder_.has_filename() && folder_.has_relative_path()) folder_ = folder_.parent_path();
  items_ = std::move(listing.items);
  selected_ = -1;
  return true;
}

void FolderBrowser::Up() {
  const std::string left = TextOf(folder_.filename());
  if (!folder_.has_relative_path() || !Enter(folder_.parent_path())) return;
  for (size_t i = 0; i < items_.size(); ++i) {
    if (items_[i].name == left) selected_ = static_cast<int>(i);
  }
}

void FolderBrowser::Select(int index) {
  selected_ = index >= 0 && index < static_cast<int>(items_.size()) ? index : -1;
  problem_.reset();
}

void FolderBrowser::MoveSelection(int delta) {
  if (items_.empty()) return;
  const int last = static_cast<int>(items_.size()) - 1;
  const int from = selected_ < 0 ? (delta > 0 ? -1 : 0) : selected_;
  Select(std::clamp(from + delta, 0, last));
}

void FolderBrowser::SelectByPrefix(std::string_view prefix) {
  const std::string lower = Lower(prefix);
  for (size_t i = 0; i < items_.size(); ++i) {
    if (Lower(items_[i].name).starts_with(lower)) {
      Select(static_cast<int>(i));
      return;
    }
  }
}

const FolderItem* FolderBrowser::selected_item() const {
  return selected_ < 0 ? nullptr : &items_[static_cast<size_t>(selected_)];
}

FileChoice FolderBrowser::Commit(std::string_view name, bool overwrite) {
  problem_.reset();
  std::string wanted = Trimmed(name);
  const FolderItem* item = selected_item();
  if (wanted.empty() && item != nullptr && (item->is_folder || mode_ == FileDialogMode::kOpen)) {
    wanted = item->name;
  }
  if (wanted.empty()) return {};
  const fs::path path = Resolved(folder_, wanted);
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    return {Enter(path) ? FileChoice::Kind::kEntered : FileChoice::Kind::kNothing, {}};
  }
  return mode_ == FileDialogMode::kOpen ? CommitOpen(path) : CommitSave(path, overwrite);
}

FileChoice FolderBrowser::CommitOpen(const fs::path& path) {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) {
    problem_ = Message{"There is no file “{}”. Choose one from the list.", {TextOf(path)}};
    return {};
  }
  if (!std::ifstream(path).is_open()) {
    problem_ = Message{"You have no permission to read “{}”. Choose another file.", {TextOf(path)}};
    return {};
  }
  return {FileChoice::Kind::kChosen, path};
}

FileChoice FolderBrowser::CommitSave(fs::path path, bool overwrite) {
  std::error_code ignored;
  if (!extensions_.empty() && !HasExtension(TextOf(path.filename()), extensions_)) {
    path += PathOf(extensions_.front());
  }
  if (!fs::is_directory(path.parent_path(), ignored)) {
    problem_ = FolderProblem(path.parent_path(),
                             std::make_error_code(std::errc::no_such_file_or_directory));
    return {};
  }
  if (fs::exists(path, ignored) && !overwrite) return {FileChoice::Kind::kAskOverwrite, path};
  return {FileChoice::Kind::kChosen, path};
}

}  // namespace convlens
