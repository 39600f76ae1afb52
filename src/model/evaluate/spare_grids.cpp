#include "model/evaluate/spare_grids.h"

#include <algorithm>

namespace convlens {

void SpareGrids::Add(const SharedGrid& grid) {
  const auto bytes = grid->count() * static_cast<int64_t>(sizeof(float));
  if (bytes == 0 || bytes_ + bytes > kMostBytes) return;
  bytes_ += bytes;
  grids_.push_back(grid);
}

SharedGrid SpareGrids::Take(Shape shape) {
  const auto fits = [&](const SharedGrid& g) { return g->shape() == shape && !g.shared(); };
  const auto found = std::find_if(grids_.begin(), grids_.end(), fits);
  if (found == grids_.end()) return Grid::Unfilled(shape);
  SharedGrid grid = std::move(*found);
  grids_.erase(found);
  return grid;
}

SharedGrid SpareGrids::CopyOf(const SharedGrid& from) {
  const auto known = [&](const SharedGrid& g) {
    return g->shape() == from->shape() && !g.shared() && g.DifferenceFrom(from);
  };
  const auto found = std::find_if(grids_.begin(), grids_.end(), known);
  if (found == grids_.end()) return SharedGrid::CopyOf(from, Take(from->shape()));
  SharedGrid spare = std::move(*found);
  grids_.erase(found);
  return SharedGrid::CopyOf(from, std::move(spare));
}

SpareGrids LeftBy(const Evaluation& before, const Evaluation& now) {
  SpareGrids spare;
  const auto leave = [&](const SharedGrid& old, const SharedGrid& present) {
    // Grids of another shape were of use only to what is gone.
    if (!old.SameAs(present) && old->shape() == present->shape()) spare.Add(old);
  };
  const size_t layers = std::min(before.outputs.size(), now.outputs.size());
  for (size_t layer = 0; layer < layers; ++layer) {
    const std::vector<SharedGrid>& old = before.outputs[layer].channels;
    const std::vector<SharedGrid>& present = now.outputs[layer].channels;
    for (size_t c = 0; c < std::min(old.size(), present.size()); ++c) leave(old[c], present[c]);
  }
  for (const auto grid :
       {&Evaluation::input, &Evaluation::output, &Evaluation::target, &Evaluation::error}) {
    const Pyramid& old = (before.*grid).pyramid;
    const Pyramid& present = (now.*grid).pyramid;
    // The input itself is the document's, the output one of the above.
    const bool own = grid == &Evaluation::target || grid == &Evaluation::error;
    const size_t levels = std::min(old.size(), present.size());
    for (size_t level = own ? 0 : 1; level < levels; ++level) leave(old[level], present[level]);
  }
  return spare;
}

}  // namespace convlens
