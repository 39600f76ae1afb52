#include "io/tensor_file.h"

#include "io/file.h"
#include "io/image_file.h"
#include "io/npy_file.h"

namespace convlens {
namespace {

Result<NpyGrids> ReadGrids(const std::filesystem::path& path, int most_axes) {
  if (KindOf(path) == FileKind::kNpy) {
    const Result<std::string> bytes = ReadFile(path);
    if (!bytes.ok()) return bytes.problem();
    return NpyGridsFromBytes(*bytes, path.filename().string(), most_axes);
  }
  Result<Grid> grid = ReadGrid(path);
  if (!grid.ok()) return grid.problem();
  NpyGrids one;
  one.grids.push_back(std::move(*grid));
  return one;
}

}  // namespace

Result<Tensor> ReadTensor(const std::filesystem::path& path, ImageChannels channels) {
  if (channels == ImageChannels::kColor && KindOf(path) == FileKind::kImage) {
    const Result<std::string> bytes = ReadFile(path);
    if (!bytes.ok()) return bytes.problem();
    const Result<Picture> picture = PictureFromBytes(*bytes, path.filename().string());
    if (!picture.ok()) return picture.problem();
    if (!picture->color.channels.empty()) return picture->color;
    Tensor grey;
    grey.channels.assign(3, picture->luma);
    return grey;
  }
  Result<NpyGrids> array = ReadGrids(path, 3);
  if (!array.ok()) return array.problem();
  Tensor tensor;
  for (Grid& grid : array->grids) tensor.channels.emplace_back(std::move(grid));
  return tensor;
}

Result<Weights> ReadWeights(const std::filesystem::path& path) {
  const Result<NpyGrids> array = ReadGrids(path, 4);
  if (!array.ok()) return array.problem();
  const int channels = array->leading.empty() ? 1 : array->leading.back();
  const int outputs = static_cast<int>(array->grids.size()) / channels;
  const Shape window = array->grids.front().shape();
  if (window.height > kMaxKernelSide || window.width > kMaxKernelSide) {
    const std::string limit = std::to_string(kMaxKernelSide);
    return Message{"The kernel is {}×{}, and at most {}×{} is possible: choose a smaller one.",
                   {std::to_string(window.height), std::to_string(window.width), limit, limit}};
  }
  Weights weights(outputs, channels, window);
  for (int o = 0; o < outputs; ++o) {
    for (int c = 0; c < channels; ++c) {
      CopyGrid(array->grids[static_cast<size_t>(o) * static_cast<size_t>(channels) +
                            static_cast<size_t>(c)],
               weights.MutableKernel(o, c));
    }
  }
  return weights;
}

Result<Done> WriteTensor(const std::filesystem::path& path, const Tensor& tensor) {
  const TensorShape shape = tensor.shape();
  std::vector<int> sides;
  if (shape.channels > 1) sides.push_back(shape.channels);
  sides.push_back(shape.grid.height);
  sides.push_back(shape.grid.width);
  const std::vector<GridView> grids(tensor.channels.begin(), tensor.channels.end());
  return WriteFileAtomically(path, NpyToBytes(sides, grids));
}

}  // namespace convlens
