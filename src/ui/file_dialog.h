#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ui/ui_state.h"

namespace convlens {

/// A file dialog inside the window: folders, a filter, keyboard, the question before overwriting.
class FileDialog {
 public:
  enum class Mode { kOpen, kSave };
  struct Filter {
    std::string label;                    ///< English, the key of its translation
    std::vector<std::string> extensions;  ///< ".png"; empty: all files
  };
  using Chosen = std::function<void(const std::filesystem::path&)>;

  /// Opens at `folder`; `name` is the suggested file name (kSave). `chosen` is called once, on
  /// commit.
  void Open(Mode mode, std::string title, std::vector<Filter> filters,
            const std::filesystem::path& folder, std::string name, Chosen chosen);
  bool open() const { return open_; }
  const std::filesystem::path& folder() const { return folder_; }
  void Draw(UiContext& ui);

 private:
  struct Item {
    std::string name;
    bool is_folder = false;
    uintmax_t size = 0;
  };
  void Enter(const std::filesystem::path& folder);
  void Commit(UiContext& ui);

  bool open_ = false;
  Mode mode_ = Mode::kOpen;
  std::string title_;
  std::vector<Filter> filters_;
  size_t filter_ = 0;
  std::filesystem::path folder_;
  std::string name_;
  std::vector<Item> items_;
  int selected_ = -1;
  std::optional<Message> problem_;
  bool asking_overwrite_ = false;
  bool focus_name_ = false;
  Chosen chosen_;
};

}  // namespace convlens
