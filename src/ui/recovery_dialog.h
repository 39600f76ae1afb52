#pragma once

#include <string>
#include <vector>

#include "io/autosave.h"
#include "ui/ui_state.h"

namespace convlens {

enum class RecoveryChoice {
  kNone,  ///< not chosen yet
  kRestore,
  kDelete,  ///< of the chosen one alone
  kLater,   ///< all are kept, and offered again at the next start
};
/// Offers the work that programs which did not end properly have left behind, newest first;
/// `chosen` is the row that Restore and Delete are about. Call once a frame until it returns a
/// choice.
RecoveryChoice DrawRecoveryDialog(UiContext& ui, const std::vector<Recovered>& lost,
                                  size_t& chosen);

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
