#include "cli/layer_options.h"

#include <charconv>
#include <cmath>

namespace convlens {
namespace {

/// The parts between commas; an empty text has one, which is empty.
std::vector<std::string> Parts(const std::string& text) { return CLI::detail::split(text, ','); }

/// Whole numbers; empty when any part is something else.
std::vector<int> Whole(const std::string& text) {
  std::vector<int> numbers;
  for (const std::string& part : Parts(text)) {
    int number = 0;
    const char* end = part.data() + part.size();
    const std::from_chars_result read = std::from_chars(part.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end) return {};
    numbers.push_back(number);
  }
  return numbers;
}

Result<Step> ParseStep(const std::string& text, const std::string& option) {
  if (text.empty()) return Step{};
  const std::vector<int> numbers = Whole(text);
  if (numbers.size() == 1) return Step{numbers[0], numbers[0]};
  if (numbers.size() == 2) return Step{numbers[0], numbers[1]};
  return Message{"{}: {} is not one whole number, or two for rows and columns, such as 2 or 2,1.",
                 {option, text}};
}

Result<Sides> ParseSides(const std::string& text, const std::string& option) {
  if (text.empty()) return Sides{};
  const std::vector<int> n = Whole(text);
  if (n.size() == 1) return Sides{n[0], n[0], n[0], n[0]};
  if (n.size() == 2) return Sides{n[0], n[0], n[1], n[1]};
  if (n.size() == 4) return Sides{n[0], n[1], n[2], n[3]};
  return Message{
      "{}: {} is not one whole number, two for rows and columns, or four for top, bottom, left and "
      "right.",
      {option, text}};
}

}  // namespace

void AddLayerOptions(CLI::App& command, LayerOptions& options) {
  AddOperationOption(command, options.operation);
  command.add_option("--bias", options.bias, "added to every output element, or one a channel")
      ->type_name("u[,u..]");
  command.add_option("--stride", options.stride, "how far the window moves (1)")
      ->type_name("h[,w]");
  command.add_option("--pad", options.padding, "cells added on each side (0)")
      ->type_name("h[,w]|t,b,l,r");
  AddWordOption<Border>(command, "--border", options.border,
                        {{"zeros", Border::kZeros},
                         {"reflect", Border::kReflect},
                         {"symmetric", Border::kSymmetric},
                         {"replicate", Border::kReplicate},
                         {"circular", Border::kCircular}},
                        "what the added cells hold (zeros)");
  command.add_option("--dilation", options.dilation, "distance of the kernel's cells (1)")
      ->type_name("h[,w]");
  command.add_option("--groups", options.groups, "parts that the channels are split into (1)")
      ->type_name("g");
}

Result<LayerSettings> SettingsFrom(const LayerOptions& options, Shape window, int outputs) {
  const Result<Step> stride = ParseStep(options.stride, "--stride");
  if (!stride.ok()) return stride.problem();
  const Result<Step> dilation = ParseStep(options.dilation, "--dilation");
  if (!dilation.ok()) return dilation.problem();
  const Result<Sides> padding = ParseSides(options.padding, "--pad");
  if (!padding.ok()) return padding.problem();
  LayerSettings settings;
  settings.operation = options.operation;
  settings.window = window;
  settings.stride = *stride;
  settings.dilation = *dilation;
  settings.padding = *padding;
  settings.border = options.border;
  settings.outputs = outputs;
  settings.groups = options.groups;
  return settings;
}

Result<std::vector<float>> BiasFrom(const LayerOptions& options, int outputs) {
  const auto count = static_cast<size_t>(outputs);
  if (options.bias.empty()) return std::vector<float>(count);
  std::vector<float> bias;
  for (const std::string& part : Parts(options.bias)) {
    float value = 0;
    if (!CLI::detail::lexical_cast(part, value) || !std::isfinite(value)) {
      return Message{"--bias: {} is not a finite number.", {part}};
    }
    bias.push_back(value);
  }
  if (bias.size() == 1) bias.resize(count, bias.front());
  if (bias.size() != count) {
    return Message{
        "--bias: there are {} numbers for {} output channels. Give one, or one a channel.",
        {std::to_string(bias.size()), std::to_string(outputs)}};
  }
  return bias;
}

}  // namespace convlens
