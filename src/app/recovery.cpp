#include "app/recovery.h"

#include "app/is_ready.h"

namespace convlens {

void Recovery::Look(bool asked) {
  asked_ = asked_ || asked;
  if (busy() || dialog_) return;
  looking_ = std::async(std::launch::async, [this] { return autosave_.FindLost(); });
}

void Recovery::TakeFound() {
  if (!IsReady(looking_)) return;
  std::vector<Recovered> found = looking_.get();
  const bool asked = std::exchange(asked_, false);
  if (!found.empty() || asked) dialog_.emplace(std::move(found));
}

void Recovery::Draw(UiContext& ui) {
  TakeFound();
  if (!dialog_) return;
  switch (dialog_->Draw(ui)) {
    case RecoveryChoice::kNone:
      return;
    case RecoveryChoice::kRestore:
      reading_ = std::async(std::launch::async, [copy = dialog_->chosen()] {
        return Work{copy, Autosave::Load(copy)};
      });
      break;
    case RecoveryChoice::kDelete:
      Autosave::Forget(dialog_->chosen());
      dialog_->RemoveChosen();
      if (!dialog_->empty()) return;
      break;
    case RecoveryChoice::kLater:
      break;
  }
  dialog_.reset();
}

std::optional<Recovery::Work> Recovery::TakeChosen() {
  if (!IsReady(reading_)) return std::nullopt;
  return reading_.get();
}

}  // namespace convlens
