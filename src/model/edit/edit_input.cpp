#include <utility>

#include "model/edit/edit.h"
#include "model/evaluate/ready_to_learn.h"

namespace convlens {
namespace {

// The first layer with kernels: the channels of the input reach it, as pooling keeps them.
Layer* FirstWithKernels(Document& document) {
  for (Layer& layer : document.layers) {
    if (layer.settings.has_weights()) return &layer;
  }
  return nullptr;
}

// The same kernel for each of several input channels as for the only one before.
void RepeatKernels(Layer& layer, int channels) {
  const Weights before = layer.weights;
  const bool transposed = layer.settings.kind == LayerKind::kTransposed;
  const int outputs = transposed ? before.second() : before.first();
  layer.weights = transposed ? Weights(channels, outputs, before.window())
                             : Weights(outputs, channels, before.window());
  for (int o = 0; o < outputs; ++o) {
    const GridView kernel = transposed ? before.kernel(0, o) : before.kernel(o, 0);
    for (int c = 0; c < channels; ++c) {
      CopyGrid(kernel,
               transposed ? layer.weights.MutableKernel(c, o) : layer.weights.MutableKernel(o, c));
    }
  }
}

void SetInput(Document& document, const Tensor& input) {
  const int before = document.input.shape().channels;
  const int after = input.shape().channels;
  document.input = input;
  if (Layer* layer = FirstWithKernels(document)) {
    // Groups that the new channels cannot be split into would leave nothing to be seen.
    if (after % layer->settings.groups != 0) layer->settings.groups = 1;
    if (before == 1 && after > 1) RepeatKernels(*layer, after);
  }
  FitChannels(document, 0);
}

}  // namespace

Edit ReplaceInput(Tensor input, std::string name, bool is_image) {
  return {{"Replace input", {}},
          [input = std::move(input), name = std::move(name), is_image](Document& document) {
            SetInput(document, input);
            document.input_name = name;
            const bool was_image = std::exchange(document.input_is_image, is_image);
            if (is_image) GetReadyToLearnFrom(document, was_image);
          }};
}

Edit ShowInputInColor(Tensor color) {
  return {{"Show the input in colour", {}},
          [color = std::move(color)](Document& document) { SetInput(document, color); }};
}

Edit ShowInputInGrey(SharedGrid grey) {
  return {{"Show the input in grey", {}},
          [grey = std::move(grey)](Document& document) { SetInput(document, Tensor(grey)); }};
}

Grid LumaOf(const Tensor& color) {
  assert(color.shape().channels == 3);
  Grid luma(color.shape().grid);
  for (int r = 0; r < luma.height(); ++r) {
    const float* red = color[0]->row(r);
    const float* green = color[1]->row(r);
    const float* blue = color[2]->row(r);
    float* to = luma.row(r);
    for (int c = 0; c < luma.width(); ++c) {
      to[c] = static_cast<float>(0.299 * red[c] + 0.587 * green[c] + 0.114 * blue[c]);
    }
  }
  return luma;
}

}  // namespace convlens
