#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "ui/shell/file_dialog.h"

namespace convlens {

/// Asks which file is meant: by the program's own dialog (file_chooser.cpp), or by the browser's,
/// which has a file's contents but not its folder (web/file_chooser.cpp).
class FileChooser {
 public:
  using Mode = FileDialog::Mode;
  using Filter = FileDialog::Filter;
  using Chosen = FileDialog::Chosen;

  FileChooser();
  ~FileChooser();

  /// As FileDialog::Open. A page calls `chosen` at once with `folder` and `name` for kSave, since a
  /// download asks for no name, and later with a copy of the chosen file for kOpen.
  void Open(Mode mode, std::string title, std::vector<Filter> filters,
            const std::filesystem::path& folder, std::string name, Chosen chosen);
  /// Whether a dialog lies over the window.
  bool open() const;
  /// To be called in each frame.
  void Draw(UiContext& ui);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace convlens
