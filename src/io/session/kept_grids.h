#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/grid/grid.h"
#include "core/grid/result.h"

namespace convlens {

/// Grids of at least this many cells are kept in their own files (see KeptGrids).
inline constexpr int64_t kMinKeptCells = int64_t{1} << 18;

/// The large grids of a session that is written again and again, as autosave does. Each stands in
/// an .npy file beside the session ("NAME.convlens.3.npy"), written once; the session's text names
/// that file and holds the rectangles that have changed since. So an edit in a photo of 67 million
/// cells writes some hundred bytes. The file is written again when a sixteenth of it has changed.
///
/// For each writing: `Begin`, `TextOf` each large grid, then the session's file where there is no
/// `problem`, then `Finish`. At every moment the session on the disk is whole: files that it does
/// not name any more are removed only after its successor is written. The numbers in a file are
/// held in memory, too, shared with the session as long as that has them.
class KeptGrids {
 public:
  /// The writing of a session to `session` begins.
  void Begin(const std::filesystem::path& session);
  /// The JSON that stands for `grid` (see grid_json.h); writes its file where needed.
  std::string TextOf(const SharedGrid& grid);
  /// Why a file could not be written since `Begin`: then the text must not be used.
  const std::optional<Message>& problem() const { return problem_; }
  /// The session's text is on the disk.
  void Finish();
  /// From now on another session is written: the files stay with the one that names them.
  void LetGo() { kept_.clear(); }

 private:
  struct Kept {
    std::string name;               ///< of the file
    SharedGrid stored;              ///< what it holds
    SharedGrid newest;              ///< as in the session that was written last
    std::vector<CellRect> changed;  ///< covers where the two differ
    bool used = false;              ///< by the session being written
  };
  Kept* Find(const SharedGrid& grid);
  Kept* Nearest(const SharedGrid& grid);
  Kept& Store(const SharedGrid& grid);

  std::filesystem::path session_;
  std::vector<Kept> kept_;
  std::optional<Message> problem_;
  int last_number_ = 0;
};

/// The files of grids beside `session`, named by it or not.
std::vector<std::filesystem::path> KeptGridFiles(const std::filesystem::path& session);

/// The grid in the file `name` beside `session`; a problem when that is no file of `session`.
Result<Grid> LoadKeptGrid(const std::filesystem::path& session, const std::string& name);

}  // namespace convlens
