#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "layer/settings/layer.h"

namespace convlens {

/// One layer of a preset.
struct PresetLayer {
  std::string_view text;  ///< as `ParseStack` reads it: "k3p1"
  int outputs = 1;        ///< output channels; of pooling without meaning
  Activation activation = Activation::kNone;
  std::span<const float> kernel = {};  ///< of one channel, row by row; none: random by seed
};

/// A named stack of layers with the shapes of its source.
struct StackPreset {
  std::string_view id;      ///< stable: "vgg-16"
  std::string_view name;    ///< English label, the key of its translation
  std::string_view source;  ///< where it comes from
  TensorShape input;        ///< what it was made for
  std::span<const PresetLayer> layers;
};

/// All presets in menu order: constant data, nothing is built or allocated.
std::span<const StackPreset> StackPresets();

/// The preset with `id`, or nullptr.
const StackPreset* FindStackPreset(std::string_view id);

/// The preset's settings alone, without any numbers.
std::vector<LayerSettings> SettingsOf(const StackPreset& preset);

/// The layers themselves. Those without a given kernel get random weights (see `RandomLayer`), each
/// from its own seed, derived from `seed`: these are not trained networks.
std::vector<Layer> LayersOf(const StackPreset& preset, uint64_t seed);

}  // namespace convlens
