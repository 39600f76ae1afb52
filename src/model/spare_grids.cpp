#include "model/spare_grids.h"

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
  for (size_t layer = 0; layer < before.outputs.size(); ++layer) {
    const Tensor& output = before.outputs[layer];
    if (layer < now.outputs.size() && output.SameAs(now.outputs[layer])) continue;
    for (const SharedGrid& channel : output.channels) spare.Add(channel);
  }
  // The input itself is the document's.
  for (const auto grid :
       {&Evaluation::input, &Evaluation::output, &Evaluation::target, &Evaluation::error}) {
    const Pyramid& levels = (before.*grid).pyramid;
    const Pyramid& kept = (now.*grid).pyramid;
    const bool own = grid == &Evaluation::target || grid == &Evaluation::error;
    for (size_t level = own ? 0 : 1; level < levels.size(); ++level) {
      if (level < kept.size() && levels[level].SameAs(kept[level])) continue;
      spare.Add(levels[level]);
    }
  }
  return spare;
}

}  // namespace convlens
