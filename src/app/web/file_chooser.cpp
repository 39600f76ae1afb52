#include "app/file_chooser.h"

#include "app/web/bridge.h"
#include "core/grid/path_text.h"

namespace convlens {

struct FileChooser::State {};

FileChooser::FileChooser() : state_(std::make_unique<State>()) {}
FileChooser::~FileChooser() = default;

void FileChooser::Open(Mode mode, std::string, std::vector<Filter> filters,
                       const std::filesystem::path& folder, std::string name, Chosen chosen) {
  if (mode == Mode::kSave) return chosen(folder / PathOf(name));
  std::string accept;
  if (!filters.empty()) {
    for (const std::string& extension : filters.front().extensions) {
      accept.append(accept.empty() ? "" : ",").append(extension);
    }
  }
  ThePage().chosen = std::move(chosen);
  ChooseFile(accept.c_str());
}

bool FileChooser::open() const { return false; }
void FileChooser::Draw(UiContext&) {}

}  // namespace convlens
