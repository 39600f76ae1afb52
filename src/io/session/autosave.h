#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/grid/result.h"
#include "model/document/session.h"

namespace convlens {

/// Work left behind by a program that did not end properly: where it is, and what tells it from
/// others.
struct Recovered {
  std::filesystem::path path;
  std::filesystem::file_time_type time;
  uint64_t bytes = 0;
  std::string title;
  TensorShape input;
  size_t layers = 0;
};

/// Keeps a copy of the newest session in `folder` (see `DefaultAutosaveFolder`) while the program
/// runs, written by a thread of its own, newest first, each write atomic, at most one a second; of
/// large grids only what has changed is written (see KeptGrids). The copy is held by a file lock
/// that ends with the process however it ends: a copy without a living owner is lost work.
class Autosave {
 public:
  /// `told` is called from the writing thread when `Problem()` has changed.
  explicit Autosave(std::filesystem::path folder, std::function<void()> told = {});
  ~Autosave();  ///< finishes the write under way; leaves the copy in place

  /// Hands over the newest session; returns at once.
  void Keep(Session session);
  /// Without threads (see core/grid/background.h): writes what is due; whether anything was. Does
  /// nothing where there are threads.
  bool Poll();
  /// Whether something handed over is yet to be written.
  bool waiting() const;
  /// Waits until everything handed over has been written, or could not be (see `Problem`).
  void Flush();
  /// Deletes this process's copy: the work is saved or given up.
  void Discard();
  /// Leaves this process's copy where it is, as lost work, and writes the next one beside it. A
  /// problem, and nothing is changed, when what was handed over is not on the disk.
  Result<Done> SetAside();
  /// Goes on with the copy of lost work: it is this process's own from now on, and the next write
  /// replaces it whole, so that at no time the work is on no disk. A problem when another process
  /// has taken it. Call `SetAside` or `Discard` before.
  Result<Done> Adopt(const Recovered& recovered);

  /// Why the newest write failed, which is tried again every few seconds; nothing when it did not.
  std::optional<Message> Problem() const;

  /// Copies whose owners are gone, newest first. Files that cannot be read are left alone. May be
  /// called from any thread; takes as long as reading them all.
  std::vector<Recovered> FindLost() const;
  /// The work in a copy; may be called from any thread.
  static Result<Session> Load(const Recovered& recovered);
  /// Deletes a lost copy.
  static void Forget(const Recovered& recovered);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// $XDG_STATE_HOME/convlens/autosave, or ~/.local/state/convlens/autosave; empty where there is
/// neither, and then nothing can be kept.
std::filesystem::path DefaultAutosaveFolder();

}  // namespace convlens
