#pragma once

#include <future>
#include <optional>
#include <vector>

#include "io/session/autosave.h"
#include "ui/shell/recovery_dialog.h"

namespace convlens {

/// Work that programs which did not end properly have left behind: looked for and read in the
/// background, since a photo of 67 million cells takes seconds, and offered in a dialog. Nothing of
/// it goes before the user says so.
class Recovery {
 public:
  /// `autosave` must outlive it.
  explicit Recovery(const Autosave& autosave) : autosave_(autosave) {}

  enum class Way {
    kAsking,    ///< offers what there is; says nothing when there is nothing
    kTelling,   ///< says so, too, when there is nothing
    kSilently,  ///< takes the newest work as chosen, and leaves the rest
  };
  /// Looks for lost work.
  void Look(Way way);
  /// Whether something is under way: look again within a frame or two.
  bool busy() const { return looking_.valid() || reading_.valid(); }

  /// The dialog, while there is something to offer. Call it in each frame.
  void Draw(UiContext& ui);

  struct Work {
    Recovered copy;
    Result<Session> session;
  };
  /// The work that was chosen, once it is read.
  std::optional<Work> TakeChosen();

 private:
  void TakeFound();
  void Read(const Recovered& copy);

  const Autosave& autosave_;
  std::future<std::vector<Recovered>> looking_;
  std::future<Work> reading_;
  Way way_ = Way::kAsking;
  std::optional<RecoveryDialog> dialog_;
};

}  // namespace convlens
