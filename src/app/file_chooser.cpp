#include "app/file_chooser.h"

namespace convlens {

struct FileChooser::State {
  FileDialog dialog;
};

FileChooser::FileChooser() : state_(std::make_unique<State>()) {}
FileChooser::~FileChooser() = default;

void FileChooser::Open(Mode mode, std::string title, std::vector<Filter> filters,
                       const std::filesystem::path& folder, std::string name, Chosen chosen) {
  state_->dialog.Open(mode, std::move(title), std::move(filters), folder, std::move(name),
                      std::move(chosen));
}

bool FileChooser::open() const { return state_->dialog.open(); }

void FileChooser::Draw(UiContext& ui) { state_->dialog.Draw(ui); }

}  // namespace convlens
