#pragma once

#include <string>

#include "io/autosave.h"
#include "ui/ui_state.h"

namespace convlens {

enum class RecoveryChoice {
  kNone,  ///< not chosen yet
  kRestore,
  kDiscard,
  kLater,  ///< kept, and offered again at the next start
};
/// Offers work that a program which did not end properly has left behind. Call once a frame until
/// it returns a choice.
RecoveryChoice DrawRecoveryDialog(UiContext& ui, const Recovered& lost);

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
