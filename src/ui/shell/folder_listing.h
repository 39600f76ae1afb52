#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/grid/message.h"

namespace convlens {

struct FolderItem {
  std::string name;
  bool is_folder = false;
  uintmax_t size = 0;  ///< bytes; of a file only

  bool operator==(const FolderItem&) const = default;
};

/// What a file dialog lists, or why it cannot.
struct FolderListing {
  std::vector<FolderItem>
      items;  ///< folders first, each part by name, letters of either case alike
  std::optional<Message> problem;
};

/// Without hidden entries; files only of `extensions` (".png", in either case; none: all).
FolderListing ListFolder(const std::filesystem::path& folder,
                         std::span<const std::string> extensions);

enum class FileDialogMode { kOpen, kSave };

/// What pressing Open or Save leads to.
struct FileChoice {
  enum class Kind {
    kNothing,       ///< `FolderBrowser::problem` says why, or there was no name
    kEntered,       ///< a folder: it is listed now
    kAskOverwrite,  ///< `path` exists; commit again with `overwrite`
    kChosen,        ///< `path` it is
  };
  Kind kind = Kind::kNothing;
  std::filesystem::path path;
};

/// A file dialog without its drawing: the folder, its list, what is selected in it, and what a name
/// means.
class FolderBrowser {
 public:
  /// Starts in `folder`, or in the nearest one above it that can be read.
  void Start(FileDialogMode mode, const std::filesystem::path& folder,
             std::vector<std::string> extensions);
  void SetExtensions(std::vector<std::string> extensions);

  /// Lists another folder; one that cannot be read leaves the list as it is, with a `problem`.
  bool Enter(const std::filesystem::path& folder);
  /// The folder above; the one that was left is selected in it.
  void Up();
  void Select(int index);
  /// Moves the selection by `delta` rows, keeping it inside the list.
  void MoveSelection(int delta);
  /// Selects the first item whose name starts with `prefix`, letters of either case alike.
  void SelectByPrefix(std::string_view prefix);

  /// What `name` means: a file of this folder, an absolute path or one from the home folder ("~/"),
  /// or a folder to go to. Without a name, the selected folder.
  FileChoice Commit(std::string_view name, bool overwrite = false);

  const std::filesystem::path& folder() const { return folder_; }
  const std::vector<FolderItem>& items() const { return items_; }
  /// Index into `items`, or -1.
  int selected() const { return selected_; }
  const FolderItem* selected_item() const;
  const std::optional<Message>& problem() const { return problem_; }

 private:
  FileChoice CommitOpen(const std::filesystem::path& path);
  FileChoice CommitSave(std::filesystem::path path, bool overwrite);

  FileDialogMode mode_ = FileDialogMode::kOpen;
  std::filesystem::path folder_;
  std::vector<std::string> extensions_;
  std::vector<FolderItem> items_;
  int selected_ = -1;
  std::optional<Message> problem_;
};

}  // namespace convlens
