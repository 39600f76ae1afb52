#include "app/recovery.h"

#include "app/is_ready.h"
#include "core/grid/background.h"

namespace convlens {

void Recovery::Look(Way way) {
  if (way != Way::kAsking) way_ = way;
  if (busy() || dialog_) return;
  looking_ = InBackground([this] { return autosave_.FindLost(); });
}

void Recovery::TakeFound() {
  if (!IsReady(looking_)) return;
  std::vector<Recovered> found = looking_.get();
  const Way way = std::exchange(way_, Way::kAsking);
  if (way == Way::kSilently) {
    if (!found.empty()) Read(found.front());
  } else if (!found.empty() || way == Way::kTelling) {
    dialog_.emplace(std::move(found));
  }
}

void Recovery::Read(const Recovered& copy) {
  reading_ = InBackground([copy] { return Work{copy, Autosave::Load(copy)}; });
}

void Recovery::Draw(UiContext& ui) {
  TakeFound();
  if (!dialog_) return;
  switch (dialog_->Draw(ui)) {
    case RecoveryChoice::kNone:
      return;
    case RecoveryChoice::kRestore:
      Read(dialog_->chosen());
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
