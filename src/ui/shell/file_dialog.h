#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "ui/shell/folder_listing.h"
#include "ui/state/ui_state.h"

namespace convlens {

/// A file dialog inside the window: folders, a filter, keyboard, the question before overwriting.
class FileDialog {
 public:
  using Mode = FileDialogMode;
  struct Filter {
    std::string label;                    ///< English, the key of its translation
    std::vector<std::string> extensions;  ///< ".png"; empty: all files
  };
  using Chosen = std::function<void(const std::filesystem::path&)>;

  /// Opens at `folder`; `name` is the suggested file name (kSave). `title` is English, the key of
  /// its translation. `chosen` is called once, on commit, from within `Draw`.
  void Open(Mode mode, std::string title, std::vector<Filter> filters,
            const std::filesystem::path& folder, std::string name, Chosen chosen);
  bool open() const { return open_; }
  const std::filesystem::path& folder() const { return browser_.folder(); }
  void Draw(UiContext& ui);

 private:
  void DrawContent(UiContext& ui);
  void DrawCrumbs(UiContext& ui);
  void DrawList(UiContext& ui, float height);
  void DrawItem(UiContext& ui, int index, float height);
  void DrawMessage(UiContext& ui);
  void DrawOverwriteQuestion(UiContext& ui);
  void DrawName(UiContext& ui);
  void DrawButtons(UiContext& ui);
  void HandleListKeys(UiContext& ui);
  void HandleTypedPrefix(UiContext& ui);
  void GoTo(const std::filesystem::path& folder);
  void GoUp();
  void TakeSelectedName();
  void Commit(bool overwrite);

  bool open_ = false;
  bool appearing_ = false;
  Mode mode_ = Mode::kOpen;
  std::string title_;
  std::vector<Filter> filters_;
  size_t filter_ = 0;
  FolderBrowser browser_;
  std::string name_;
  std::string prefix_;      ///< typed into the list so far
  double prefix_time_ = 0;  ///< when its last letter was typed
  bool asking_overwrite_ = false;
  bool focus_name_ = false;
  bool scroll_to_selection_ = false;
  Chosen chosen_;
};

}  // namespace convlens
