#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "core/result.h"
#include "model/session.h"

namespace convlens {

/// Work left behind by a program that did not end properly.
struct Recovered {
  std::filesystem::path path;
  std::filesystem::file_time_type time;
  Session session;
};

/// Keeps a copy of the newest session in `folder` (see `DefaultAutosaveFolder`) while the program
/// runs, written by a thread of its own, newest first, each write atomic, at most one a second. The
/// copy is held by a file lock that ends with the process however it ends: a copy without a living
/// owner is lost work.
class Autosave {
 public:
  explicit Autosave(std::filesystem::path folder);
  ~Autosave();  ///< finishes the write under way; leaves the copy in place

  /// Hands over the newest session; returns at once.
  void Keep(Session session);
  /// Waits until everything handed over is on disk (for tests and for leaving).
  void Flush();
  /// Deletes this process's copy: the work is saved or given up.
  void Discard();

  /// Why the newest write failed; nothing when it did not.
  std::optional<Message> Problem() const;

  /// Copies whose owners are gone, newest first. Files that cannot be read are left alone.
  std::vector<Recovered> FindLost() const;
  /// Deletes a lost copy.
  void Forget(const Recovered& recovered);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// $XDG_STATE_HOME/convlens/autosave, or ~/.local/state/convlens/autosave.
std::filesystem::path DefaultAutosaveFolder();

}  // namespace convlens
