#pragma once

#include "layer/settings/layer_settings.h"

namespace convlens {

/// How many kernels a layer has: those of `Weights::first` and `Weights::second`, none for pooling.
struct WeightCounts {
  int first = 0;
  int second = 0;

  bool operator==(const WeightCounts&) const = default;
};

/// What a layer of `settings` needs for `input_channels`.
WeightCounts CountsFor(const LayerSettings& settings, int input_channels);

}  // namespace convlens
