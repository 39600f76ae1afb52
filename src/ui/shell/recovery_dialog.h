#pragma once

#include <string>
#include <vector>

#include "io/session/autosave.h"
#include "ui/state/ui_state.h"

namespace convlens {

enum class RecoveryChoice {
  kNone,  ///< not chosen yet
  kRestore,
  kDelete,  ///< of the chosen one alone, and asked about once more
  kLater,   ///< all are kept, and offered again at the next start
};

/// Offers the work that programs which did not end properly have left behind, newest first, or says
/// that there is none.
class RecoveryDialog {
 public:
  explicit RecoveryDialog(std::vector<Recovered> lost) : lost_(std::move(lost)) {}

  /// Call once a frame until it returns a choice; after kDelete, `RemoveChosen`, and go on with
  /// what is left.
  RecoveryChoice Draw(UiContext& ui);

  bool empty() const { return lost_.empty(); }
  /// The row that Restore and Delete are about. Requires that there is one.
  const Recovered& chosen() const { return lost_[chosen_]; }
  void RemoveChosen();

 private:
  RecoveryChoice DrawOffer(UiContext& ui);
  RecoveryChoice DrawQuestion(UiContext& ui);
  RecoveryChoice DrawNothing(UiContext& ui);
  void DrawRows(UiContext& ui);
  void MoveByKeys();

  std::vector<Recovered> lost_;
  size_t chosen_ = 0;
  bool asks_to_delete_ = false;
};

enum class UnsavedChoice {
  kNone,  ///< not chosen yet
  kSave,
  kDontSave,
  kCancel,
};
/// The question before unsaved changes are lost; `title` names the session, or is empty. Call once
/// a frame until it returns a choice.
UnsavedChoice DrawUnsavedDialog(UiContext& ui, const std::string& title);

}  // namespace convlens
