#include "io/grids/tensor_file.h"

#include <algorithm>
#include <cmath>

#include "core/grid/path_text.h"
#include "io/files/file_kind.h"
#include "io/files/output.h"
#include "io/grids/image_file.h"
#include "io/grids/npy_file.h"
#include "io/grids/npz_file.h"
#include "io/image/encode.h"
#include "io/text/grid_text.h"

namespace convlens {
namespace {

NpyGrids OneGrid(Grid grid) {
  NpyGrids one;
  one.grids.push_back(std::move(grid));
  return one;
}

Result<NpyGrids> GridOfImage(const InputBytes& input) {
  Result<Grid> luma = ImageFromBytes(input.bytes, input.source);
  if (!luma.ok()) return luma.problem();
  return OneGrid(std::move(*luma));
}

Result<NpyGrids> GridOfText(const InputBytes& input) {
  Result<Grid> grid = ParseGridText(input.bytes);
  if (!grid.ok()) {
    Message problem = grid.problem();
    problem.pattern.insert(0, "{}: ");
    problem.arguments.insert(problem.arguments.begin(), input.source);
    return problem;
  }
  return OneGrid(std::move(*grid));
}

Result<NpyGrids> GridsOfArchive(const InputBytes& input, int most_axes) {
  const Result<NpzMember> member = NpzMemberOf(input.bytes, input.source, input.member);
  if (!member.ok()) return member.problem();
  return NpyGridsFromBytes(member->bytes, input.source + ":" + member->name, most_axes);
}

Result<NpyGrids> GridsOf(const InputBytes& input, int most_axes) {
  if (input.bytes.empty()) return Message{"{} is empty.", {input.source}};
  switch (KindOfBytes(input.bytes)) {
    case FileKind::kNpy:
      return NpyGridsFromBytes(input.bytes, input.source, most_axes);
    case FileKind::kNpz:
      return GridsOfArchive(input, most_axes);
    case FileKind::kImage:
      return GridOfImage(input);
    case FileKind::kText:
      return GridOfText(input);
    case FileKind::kSession:
      return Message{"{} is a session or another text, not an image or an .npy array.",
                     {input.source}};
    case FileKind::kUnknown:
      break;
  }
  return Message{
      "{} is neither an image (PNG, JPEG, BMP, GIF, TIFF, WebP, TGA, PSD, PNM) nor an .npy array.",
      {input.source}};
}

Result<Tensor> ColorsOf(const InputBytes& input) {
  const Result<Picture> picture = PictureFromBytes(input.bytes, input.source);
  if (!picture.ok()) return picture.problem();
  if (!picture->color.channels.empty()) return picture->color;
  Tensor grey;
  grey.channels.assign(3, picture->luma);
  return grey;
}

std::string NpyOf(const Tensor& tensor) {
  const TensorShape shape = tensor.shape();
  std::vector<int> sides;
  if (shape.channels > 1) sides.push_back(shape.channels);
  sides.push_back(shape.grid.height);
  sides.push_back(shape.grid.width);
  const std::vector<GridView> grids(tensor.channels.begin(), tensor.channels.end());
  return NpyToBytes(sides, grids);
}

std::string CsvOf(const Tensor& tensor) {
  std::string text = ToTabSeparated(*tensor.channels.front());
  std::replace(text.begin(), text.end(), '\t', ',');
  return text;
}

uint8_t ByteOf(float value, GreyRange range) {
  const float share = (value - range.black) / (range.white - range.black);
  return static_cast<uint8_t>(std::isnan(share) ? 0
                                                : std::lround(std::clamp(share, 0.0F, 1.0F) * 255));
}

Pixels PixelsOf(const Tensor& tensor, GreyRange range) {
  const TensorShape shape = tensor.shape();
  Pixels pixels{shape.grid.width, shape.grid.height, {}};
  pixels.rgba.reserve(static_cast<size_t>(shape.grid.count()) * 4);
  for (int r = 0; r < shape.grid.height; ++r) {
    for (int c = 0; c < shape.grid.width; ++c) {
      for (size_t k = 0; k < 3; ++k) {
        const SharedGrid& channel = tensor.channels[shape.channels == 3 ? k : 0];
        pixels.rgba.push_back(ByteOf(channel->at(r, c), range));
      }
      pixels.rgba.push_back(255);
    }
  }
  return pixels;
}

bool IsPicture(const std::string& extension) {
  return extension == ".png" || extension == ".jpg" || extension == ".jpeg";
}

}  // namespace

Result<Tensor> TensorOf(const InputBytes& input, ImageChannels channels) {
  if (channels == ImageChannels::kColor && KindOfBytes(input.bytes) == FileKind::kImage) {
    return ColorsOf(input);
  }
  Result<NpyGrids> array = GridsOf(input, 3);
  if (!array.ok()) return array.problem();
  Tensor tensor;
  for (Grid& grid : array->grids) tensor.channels.emplace_back(std::move(grid));
  return tensor;
}

Result<Tensor> ReadTensor(const std::string& name, ImageChannels channels) {
  const Result<InputBytes> input = ReadInput(name);
  return input.ok() ? TensorOf(*input, channels) : input.problem();
}

Result<Grid> ReadGrid(const std::string& name) {
  const Result<InputBytes> input = ReadInput(name);
  if (!input.ok()) return input.problem();
  Result<NpyGrids> array = GridsOf(*input, 2);
  if (!array.ok()) return array.problem();
  return std::move(array->grids.front());
}

Result<Weights> ReadWeights(const std::string& name) {
  const Result<InputBytes> input = ReadInput(name);
  if (!input.ok()) return input.problem();
  const Result<NpyGrids> array = GridsOf(*input, 4);
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

std::optional<Message> CheckOutputName(const std::string& name, int channels) {
  if (IsStream(name)) return std::nullopt;
  const std::string extension = ExtensionOf(PathOf(name));
  if (extension == ".npy" || extension == ".npz") return std::nullopt;
  const bool picture = IsPicture(extension);
  if (!picture && extension != ".csv") {
    return Message{
        "-o: {} must end in .npy, .npz, .csv, .png or .jpg, or be - for standard output.", {name}};
  }
  if (channels == 1 || (picture && channels == 3)) return std::nullopt;
  return Message{"-o: {} cannot hold {} channels: write .npy.", {name, std::to_string(channels)}};
}

bool IsPictureName(const std::string& name) {
  return !IsStream(name) && IsPicture(ExtensionOf(PathOf(name)));
}

std::string BytesOf(const std::string& name, const Tensor& tensor, GreyRange range) {
  const std::string extension = IsStream(name) ? ".npy" : ExtensionOf(PathOf(name));
  if (extension == ".npz") return NpzToBytes({"arr_0", NpyOf(tensor)});
  if (extension == ".csv") return CsvOf(tensor);
  if (!IsPicture(extension)) return NpyOf(tensor);
  const Pixels pixels = PixelsOf(tensor, range);
  return extension == ".png" ? EncodePng(pixels) : EncodeJpeg(pixels);
}

Result<Done> WriteTensor(const std::string& name, const Tensor& tensor, GreyRange range) {
  if (const auto problem = CheckOutputName(name, tensor.shape().channels)) return *problem;
  return WriteOutput(name, BytesOf(name, tensor, range));
}

}  // namespace convlens
