#pragma once

#include <filesystem>

#include "layer/layer.h"

namespace convlens {

/// What an image becomes: one channel, or red, green and blue.
enum class ImageChannels { kLuma, kColor };

/// The channels of an .npy array [H,W] or [C,H,W], or those of an image. kColor gives three for a
/// grey image too.
Result<Tensor> ReadTensor(const std::filesystem::path& path,
                          ImageChannels channels = ImageChannels::kLuma);

/// The kernels of an .npy array: [kh,kw], [C,kh,kw] (of one output) or [O,C,kh,kw], or the luma of
/// an image as one kernel.
Result<Weights> ReadWeights(const std::filesystem::path& path);

/// Writes [H,W] when there is one channel, else [C,H,W]; float32, C order. The file appears whole
/// or not at all.
Result<Done> WriteTensor(const std::filesystem::path& path, const Tensor& tensor);

}  // namespace convlens
