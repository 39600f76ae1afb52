#pragma once

#include "cli/command.h"
#include "layer/layer_settings.h"

namespace convlens {

/// The arguments of the options below, as they were written.
struct LayerOptions {
  std::string bias;      ///< "u" or one a channel, "u,u,…"
  std::string stride;    ///< "h" or "h,w"
  std::string padding;   ///< "h", "h,w" (both sides) or "top,bottom,left,right"
  std::string dilation;  ///< as stride
  Border border = Border::kZeros;
  Operation operation = Operation::kCorrelation;
  int groups = 1;
};

/// --op --bias --stride --pad --border --dilation --groups
void AddLayerOptions(CLI::App& command, LayerOptions& options);

/// What they say, for kernels of `window`; a sentence that names the option otherwise.
Result<LayerSettings> SettingsFrom(const LayerOptions& options, Shape window, int outputs);

/// The biases of `outputs` channels: one for all, or as many as there are; zeros when not given.
Result<std::vector<float>> BiasFrom(const LayerOptions& options, int outputs);

}  // namespace convlens
