#include "model/edit/stroke_memory.h"

#include <algorithm>

namespace convlens {
namespace {

// The grids of a document that can be large.
std::vector<SharedGrid*> LargeGrids(Document& document) {
  std::vector<SharedGrid*> grids;
  for (Tensor* tensor : {&document.training.fixed_target, &document.input}) {
    for (SharedGrid& channel : tensor->channels) grids.push_back(&channel);
  }
  return grids;
}

std::vector<const SharedGrid*> LargeGrids(const Document& document) {
  std::vector<const SharedGrid*> grids;
  for (const Tensor* tensor : {&document.training.fixed_target, &document.input}) {
    for (const SharedGrid& channel : tensor->channels) grids.push_back(&channel);
  }
  return grids;
}

}  // namespace

Document StrokeMemory::Draft(const Document& present) {
  Document draft = present;
  const std::vector<SharedGrid*> grids = LargeGrids(draft);
  for (size_t i = 0; i < std::min(grids.size(), replaced_.size()); ++i) {
    const bool usable = !replaced_[i].shared() && replaced_[i].DifferenceFrom(*grids[i]);
    if (usable) *grids[i] = SharedGrid::CopyOf(*grids[i], std::exchange(replaced_[i], {}));
  }
  return draft;
}

void StrokeMemory::Settle(const Document& present, Document& draft) {
  const std::vector<const SharedGrid*> before = LargeGrids(present);
  const std::vector<SharedGrid*> after = LargeGrids(draft);
  const size_t count = std::min(before.size(), after.size());
  replaced_.resize(count);
  for (size_t i = 0; i < count; ++i) {
    if (after[i]->SameAs(*before[i])) continue;
    const std::optional<CellRect> changed = after[i]->DifferenceFrom(*before[i]);
    if (changed && changed->empty()) {
      replaced_[i] = std::exchange(*after[i], *before[i]);
    } else {
      replaced_[i] = *before[i];
    }
  }
}

}  // namespace convlens
