#include "model/evaluate/stack_maps.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

EvaluatedGrid ForDrawing(const SharedGrid& grid) { return {MakePyramid(grid), StatisticsOf(grid)}; }

Shape SmallShape(Shape shape) {
  const int side = std::max(shape.height, shape.width);
  if (side <= kSmallMapSide) return shape;
  const auto scaled = [side](int length) {
    return std::max(1, static_cast<int>(int64_t{length} * kSmallMapSide / side));
  };
  return {scaled(shape.height), scaled(shape.width)};
}

StackShown Clamped(StackShown shown, int channels) {
  const int pages = (channels + kMapsOnPage - 1) / kMapsOnPage;
  return {std::clamp(shown.channel, 0, channels - 1), std::clamp(shown.page, 0, pages - 1)};
}

Grid MakeSheet(const StackGridMaps& maps, const Tensor& tensor) {
  const int rows = (maps.count + maps.columns - 1) / maps.columns;
  Grid sheet(rows * maps.small.height, maps.columns * maps.small.width);
  for (int i = 0; i < maps.count; ++i) {
    const int channel = maps.first + i;
    const MutableGridView place = sheet.view().Sub(maps.OnSheet(channel));
    const SharedGrid& grid = tensor[channel];
    if (maps.small == maps.shape.grid) {
      CopyGrid(grid, place);
    } else {
      CopyGrid(ResampledGrid(grid, maps.small), place);
    }
  }
  return sheet;
}

StackGridMaps MakeGridMaps(const Tensor& tensor, StackShown shown, bool picture) {
  StackGridMaps maps;
  maps.shape = tensor.shape();
  maps.shown = Clamped(shown, maps.shape.channels);
  maps.map = ForDrawing(tensor[maps.shown.channel]);
  maps.first = maps.shown.page * kMapsOnPage;
  maps.count = std::min(kMapsOnPage, maps.shape.channels - maps.first);
  maps.columns = static_cast<int>(std::ceil(std::sqrt(maps.count)));
  maps.small = SmallShape(maps.shape.grid);
  maps.sheet = ForDrawing(MakeSheet(maps, tensor));
  if (picture && maps.shape.channels == 3) {
    for (const SharedGrid& channel : tensor.channels) maps.colors.push_back(ForDrawing(channel));
  }
  return maps;
}

bool TakesOver(const StackMapsPtr& previous, int grid, const Tensor& tensor, StackShown shown,
               bool picture) {
  if (!previous || static_cast<size_t>(grid) >= previous->grids.size()) return false;
  const bool same_kind = previous->evaluation->document.input_is_image == picture;
  return same_kind && StackGrid(*previous->evaluation, grid).SameAs(tensor) &&
         previous->grids[static_cast<size_t>(grid)].shown ==
             Clamped(shown, tensor.shape().channels);
}

}  // namespace

CellRect StackGridMaps::OnSheet(int channel) const {
  const int place = channel - first;
  return {place / columns * small.height, place % columns * small.width, small.height, small.width};
}

const Tensor& StackGrid(const Evaluation& evaluation, int grid) {
  return grid == 0 ? evaluation.document.input : evaluation.outputs[static_cast<size_t>(grid) - 1];
}

StackMapsPtr MakeStackMaps(const EvaluationPtr& evaluation, const std::vector<StackShown>& shown,
                           const StackMapsPtr& previous, const std::atomic<bool>* cancelled) {
  auto maps = std::make_shared<StackMaps>();
  maps->evaluation = evaluation;
  for (int g = 0; g < StackGridCount(*evaluation); ++g) {
    if (cancelled != nullptr && *cancelled) return nullptr;
    const auto index = static_cast<size_t>(g);
    const Tensor& tensor = StackGrid(*evaluation, g);
    const bool picture = g == 0 && evaluation->document.input_is_image;
    const StackShown wanted = index < shown.size() ? shown[index] : StackShown{};
    maps->grids.push_back(
        TakesOver(previous, g, tensor, wanted, evaluation->document.input_is_image)
            ? previous->grids[index]
            : MakeGridMaps(tensor, wanted, picture));
  }
  return maps;
}

}  // namespace convlens
