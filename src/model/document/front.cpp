#include "model/document/front.h"

#include <algorithm>

#include "layer/settings/weight_counts.h"
#include "layer/settings/window.h"

namespace convlens {
namespace {

const Layer& LayerAt(const Document& document, int layer) {
  return document.layers[static_cast<size_t>(layer)];
}

// Nothing for pooling, and where the channels cannot be split into the layer's groups.
std::optional<KernelIndex> KernelInFront(const Document& document, Front front) {
  const LayerSettings& settings = LayerAt(document, front.layer).settings;
  const int inputs = InputChannels(document, front.layer);
  if (settings.pooling() || inputs % settings.groups != 0 ||
      settings.outputs % settings.groups != 0) {
    return std::nullopt;
  }
  return KernelBetween(settings, InputsOf(settings, inputs, front.output), front.input,
                       front.output);
}

int GivenBy(const LayerSettings& settings, int input_channels) {
  return settings.pooling() ? input_channels : settings.outputs;
}

}  // namespace

int InputChannels(const Document& document, int layer) {
  int channels = document.input.shape().channels;
  for (int i = 0; i < layer; ++i) channels = GivenBy(LayerAt(document, i).settings, channels);
  return channels;
}

int OutputChannels(const Document& document, int layer) {
  return GivenBy(LayerAt(document, layer).settings, InputChannels(document, layer));
}

Front ClampedFront(Front front, const Document& document) {
  front.layer = std::clamp(front.layer, 0, static_cast<int>(document.layers.size()) - 1);
  const Layer& layer = LayerAt(document, front.layer);
  const int inputs = std::max(InputChannels(document, front.layer), 1);
  const int outputs = std::max(OutputChannels(document, front.layer), 1);
  front.input = std::clamp(front.input, 0, inputs - 1);
  front.output = std::clamp(front.output, 0, outputs - 1);
  const int groups = layer.settings.pooling() ? inputs : layer.settings.groups;
  const int inputs_per_group = std::max(inputs / groups, 1);
  const int outputs_per_group = std::max(outputs / groups, 1);
  const int first = front.output / outputs_per_group * inputs_per_group;
  front.input = std::clamp(front.input, first, first + inputs_per_group - 1);
  front.input = std::min(front.input, inputs - 1);
  return front;
}

Grid FrontKernel(const Document& document, Front front) {
  const std::optional<KernelIndex> at = KernelInFront(document, front);
  if (!at) return {};
  return Grid(LayerAt(document, front.layer).weights.kernel(at->first, at->second));
}

float FrontBias(const Document& document, Front front) {
  const std::vector<float>& bias = LayerAt(document, front.layer).bias;
  const auto at = static_cast<size_t>(front.output);
  return at < bias.size() ? bias[at] : 0.0F;
}

void SetFrontKernel(Document& document, Front front, GridView kernel) {
  Layer& layer = document.layers[static_cast<size_t>(front.layer)];
  if (!layer.settings.has_weights()) return;
  if (kernel.shape() != layer.settings.window) {
    LayerSettings settings = layer.settings;
    settings.window = kernel.shape();
    layer = ReshapedLayer(layer, settings, InputChannels(document, front.layer));
  }
  const std::optional<KernelIndex> at = KernelInFront(document, front);
  if (!at || Grid(layer.weights.kernel(at->first, at->second)) == Grid(kernel)) return;
  CopyGrid(kernel, layer.weights.MutableKernel(at->first, at->second));
}

void SetFrontBias(Document& document, Front front, float bias) {
  std::vector<float>& biases = document.layers[static_cast<size_t>(front.layer)].bias;
  const auto at = static_cast<size_t>(front.output);
  if (at < biases.size()) biases[at] = bias;
}

void FitChannels(Document& document, int first) {
  int channels = InputChannels(document, first);
  for (size_t i = static_cast<size_t>(first); i < document.layers.size(); ++i) {
    Layer& layer = document.layers[i];
    const WeightCounts present{layer.weights.first(), layer.weights.second()};
    if (!(CountsFor(layer.settings, channels) == present)) {
      layer = ReshapedLayer(layer, layer.settings, channels);
    }
    channels = GivenBy(layer.settings, channels);
  }
}

const Layer* PlainLayer(const Document& document) {
  if (document.layers.size() != 1 || document.input.shape().channels != 1) return nullptr;
  const Layer& layer = document.layers.front();
  return layer.settings.plain() && layer.settings.outputs == 1 ? &layer : nullptr;
}

}  // namespace convlens
