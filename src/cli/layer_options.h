#pragma once

#include <optional>

#include "cli/command.h"
#include "layer/settings/layer_words.h"

namespace convlens {

/// As many channels as --groups and --outputs may ask for.
inline constexpr int kMostChannels = 65536;

/// The arguments of the options below, as they were written.
struct LayerOptions {
  LayerKind kind = LayerKind::kConvolution;
  std::string bias;      ///< "u", or one per channel, "u,u,…"
  std::string stride;    ///< "h" or "h,w"; empty: 1, for pooling its window
  std::string padding;   ///< "h", "h,w" (both sides), "top,bottom,left,right", "same" or "same-tf"
  std::string dilation;  ///< as stride
  std::string output_padding;  ///< as stride, of kTransposed
  Border border = Border::kZeros;
  std::optional<Operation> operation;
  int groups = 1;
  bool ceil_mode = false;
  std::optional<bool> count_padding;
};

/// "--op corr|conv", into an Operation or an optional one.
template <typename Value>
void AddOperationOption(CLI::App& command, Value& operation) {
  AddWordOption(command, "--op", operation, kOperationWords,
                "cross-correlation (the default) or convolution");
}
/// --stride --pad --border --dilation --groups
void AddLayerOptions(CLI::App& command, LayerOptions& options);
/// --bias
void AddBiasOption(CLI::App& command, LayerOptions& options);
/// --kind, of layers with kernels, and --output-padding
void AddTransposedOptions(CLI::App& command, LayerOptions& options);
/// --kind --output-padding --ceil-mode --count-include-pad
void AddKindOptions(CLI::App& command, LayerOptions& options);

/// What they say, for kernels of `window` over an input of size `input`; a message that names the
/// option otherwise.
Result<LayerSettings> SettingsFrom(const LayerOptions& options, Shape window, int outputs,
                                   Shape input);

/// The biases of `outputs` channels: one for all, or as many as there are; zeros when not given.
Result<std::vector<float>> BiasFrom(const LayerOptions& options, int outputs);

}  // namespace convlens
