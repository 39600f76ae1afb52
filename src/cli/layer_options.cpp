#include "cli/layer_options.h"

#include <cmath>

#include "cli/numbers.h"
#include "layer/settings/size_formula.h"

namespace convlens {
namespace {

Result<Step> ParseStep(const std::string& text, const std::string& option, Step otherwise) {
  if (text.empty()) return otherwise;
  const std::vector<int> numbers = WholeNumbers(text);
  if (numbers.size() == 1) return Step{numbers[0], numbers[0]};
  if (numbers.size() == 2) return Step{numbers[0], numbers[1]};
  return Message{"{}: {} is not one whole number, or two for rows and columns, such as 2 or 2,1.",
                 {option, text}};
}

Result<Sides> ParseSides(const std::string& text, const std::string& option) {
  if (text.empty()) return Sides{};
  const std::vector<int> n = WholeNumbers(text);
  if (n.size() == 1) return Sides{n[0], n[0], n[0], n[0]};
  if (n.size() == 2) return Sides{n[0], n[0], n[1], n[1]};
  if (n.size() == 4) return Sides{n[0], n[1], n[2], n[3]};
  return Message{
      "{}: {} is not one whole number, two for rows and columns, four for top, bottom, left and "
      "right, same or same-tf.",
      {option, text}};
}

std::optional<PaddingRule> RuleOf(const std::string& padding) {
  if (padding == "same") return PaddingRule::kSame;
  if (padding == "same-tf") return PaddingRule::kSameForStride;
  return std::nullopt;
}

/// Refuses an option that the kind of layer has no use for, rather than ignoring it.
std::optional<Message> UselessOption(const LayerOptions& options) {
  const bool pooling =
      options.kind == LayerKind::kMaxPool || options.kind == LayerKind::kAveragePool;
  const char* useless = nullptr;
  if (pooling && !options.bias.empty()) useless = "--bias";
  if (pooling && options.operation) useless = "--op";
  if (pooling && options.groups != 1) useless = "--groups";
  if (options.border != Border::kZeros && options.kind != LayerKind::kConvolution) {
    useless = "--border";
  }
  if (!options.output_padding.empty() && options.kind != LayerKind::kTransposed) {
    useless = "--output-padding";
  }
  if (options.ceil_mode && !pooling) useless = "--ceil-mode";
  if (options.count_padding && options.kind != LayerKind::kAveragePool) {
    useless = "--count-include-pad";
  }
  if (useless == nullptr) return std::nullopt;
  return Message{"{} has no meaning for a layer of this --kind: leave it out.", {useless}};
}

/// All but the padding by rule.
Result<LayerSettings> SettingsAsWritten(const LayerOptions& options, Shape window, int outputs) {
  LayerSettings settings;
  settings.kind = options.kind;
  settings.operation = options.operation.value_or(Operation::kCorrelation);
  settings.window = window;
  const Step own = settings.pooling() ? Step{window.height, window.width} : Step{};
  const Result<Step> stride = ParseStep(options.stride, "--stride", own);
  if (!stride.ok()) return stride.problem();
  const Result<Step> dilation = ParseStep(options.dilation, "--dilation", {});
  if (!dilation.ok()) return dilation.problem();
  const Result<Step> more = ParseStep(options.output_padding, "--output-padding", {0, 0});
  if (!more.ok()) return more.problem();
  if (!RuleOf(options.padding)) {
    const Result<Sides> padding = ParseSides(options.padding, "--pad");
    if (!padding.ok()) return padding.problem();
    settings.padding = *padding;
  }
  settings.stride = *stride;
  settings.dilation = *dilation;
  settings.output_padding = *more;
  settings.border = options.border;
  settings.outputs = outputs;
  settings.groups = options.groups;
  settings.ceil_mode = options.ceil_mode;
  settings.count_padding = options.count_padding.value_or(true);
  return settings;
}

void AddOutputPadding(CLI::App& command, LayerOptions& options) {
  command
      .add_option("--output-padding", options.output_padding,
                  "transposed: rows and columns added at the bottom and right (0)")
      ->type_name("h[,w]");
}

}  // namespace

void AddLayerOptions(CLI::App& command, LayerOptions& options) {
  command
      .add_option("--stride", options.stride,
                  "how far the window moves (1; pooling: its window's size)")
      ->type_name("h[,w]");
  command
      .add_option("--pad", options.padding,
                  "cells added on each side (0); same: as many as keep the size (PyTorch's rule); "
                  "same-tf: TensorFlow's rule, for any stride")
      ->type_name("h[,w]|t,b,l,r|same|same-tf");
  AddWordOption(command, "--border", options.border, kBorderWords,
                "what the added cells hold (zeros)");
  command.add_option("--dilation", options.dilation, "distance between the kernel's cells (1)")
      ->type_name("h[,w]");
  AddWholeOption<int>(
      command, "--groups", 1, kMostChannels, [&options](int groups) { options.groups = groups; },
      "number of groups that the channels are split into (1)");
}

void AddBiasOption(CLI::App& command, LayerOptions& options) {
  command
      .add_option("--bias", options.bias,
                  "added to every output element: one number, or one per channel")
      ->type_name("u[,u..]");
}

void AddTransposedOptions(CLI::App& command, LayerOptions& options) {
  const auto with_weights = std::span<const Word<LayerKind>>(kLayerKindWords).first(2);
  AddWordOption(command, "--kind", options.kind, with_weights, "kind of layer (conv)");
  AddOutputPadding(command, options);
}

void AddKindOptions(CLI::App& command, LayerOptions& options) {
  AddWordOption(command, "--kind", options.kind, kLayerKindWords,
                "kind of layer (conv); pooling takes --kernel instead of K");
  AddOutputPadding(command, options);
  command.add_flag("--ceil-mode", options.ceil_mode,
                   "pooling: the last window may overhang the end");
  command.add_flag_function(
      "--count-include-pad,!--no-count-include-pad",
      [&options](int64_t given) { options.count_padding = given > 0; },
      "average pooling: whether padding counts (it does)");
}

Result<LayerSettings> SettingsFrom(const LayerOptions& options, Shape window, int outputs,
                                   Shape input) {
  if (const auto problem = UselessOption(options)) return *problem;
  Result<LayerSettings> settings = SettingsAsWritten(options, window, outputs);
  const std::optional<PaddingRule> rule = RuleOf(options.padding);
  if (!settings.ok() || !rule) return settings;
  Result<LayerSettings> padded = WithPaddingRule(*settings, *rule, input);
  if (!padded.ok()) return Message{"--pad: {}", {ToEnglish(padded.problem())}};
  return padded;
}

Result<std::vector<float>> BiasFrom(const LayerOptions& options, int outputs) {
  const auto count = static_cast<size_t>(outputs);
  if (options.bias.empty()) return std::vector<float>(count);
  std::vector<float> bias;
  for (const std::string& part : CommaParts(options.bias)) {
    float value = 0;
    if (!CLI::detail::lexical_cast(part, value) || !std::isfinite(value)) {
      return Message{"--bias: {} is not a finite number.", {part}};
    }
    bias.push_back(value);
  }
  if (bias.size() == 1) bias.resize(count, bias.front());
  if (bias.size() != count) {
    return Message{
        "--bias: there are {} numbers for {} output channels. Give one, or one per channel.",
        {std::to_string(bias.size()), std::to_string(outputs)}};
  }
  return bias;
}

}  // namespace convlens
