#pragma once

#include <optional>
#include <string>

#include "io/files/file.h"
#include "layer/settings/layer.h"

namespace convlens {

/// What an image becomes: one channel, or red, green and blue.
enum class ImageChannels { kLuma, kColor };

/// The channels of an array [H,W] or [C,H,W] (.npy, .npz, a text of numbers), or those of an image.
/// kColor gives three for a grey image too.
Result<Tensor> TensorOf(const InputBytes& input, ImageChannels channels = ImageChannels::kLuma);
/// The same of what a command is given (see `ReadInput`).
Result<Tensor> ReadTensor(const std::string& name, ImageChannels channels = ImageChannels::kLuma);

/// One grid: an image's luma or an array of two axes.
Result<Grid> ReadGrid(const std::string& name);

/// The kernels of an array: [kh,kw], [C,kh,kw] (of one output) or [O,C,kh,kw], or the luma of an
/// image as one kernel.
Result<Weights> ReadWeights(const std::string& name);

/// The values that become black and white where a tensor is written as a picture.
struct GreyRange {
  float black = 0;
  float white = 1;
};

/// The message for a name that `WriteTensor` cannot write `channels` channels to, before anything
/// is computed: it must be "-" (standard output) or end in .npy, .npz, .csv, .png, .jpg or .jpeg; a
/// table has one channel, a picture one or three. A device or a pipe may have any name.
std::optional<Message> CheckOutputName(const std::string& name, int channels);

/// Whether `WriteTensor` makes a picture of it.
bool IsPictureName(const std::string& name);

/// [H,W] when there is one channel, else [C,H,W], as the name says: .npy (also for pipes and
/// standard output) and .npz hold float32 in C order, .csv a row on each line, pictures 8 bits of
/// `range`, clipped. Requires that `CheckOutputName` has nothing to say.
std::string BytesOf(const std::string& name, const Tensor& tensor, GreyRange range = {});

/// Writes these bytes. The file appears whole or not at all.
Result<Done> WriteTensor(const std::string& name, const Tensor& tensor, GreyRange range = {});

}  // namespace convlens
