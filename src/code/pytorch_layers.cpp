#include "code/pytorch_layers.h"

#include <algorithm>

namespace convlens {
namespace {

bool Symmetric(const Sides& s) { return s.top == s.bottom && s.left == s.right; }

/// What PyTorch's padding=(top, left) says.
std::string PaddingArgument(const Sides& s) {
  return s.none() ? "" : ", padding=" + Pair(s.top, s.left);
}

/// F.pad names the last axis first.
std::string PadLine(const Sides& s, const std::string& more) {
  return "X = F.pad(X, (" + std::to_string(s.left) + ", " + std::to_string(s.right) + ", " +
         std::to_string(s.top) + ", " + std::to_string(s.bottom) + ")" + more + ")";
}

/// Whether F.pad knows the border and takes that much of it.
bool PadsBy(const PlannedLayer& layer) {
  const Sides& s = layer.padding;
  const Shape input = layer.input.grid;
  const int rows = std::max(s.top, s.bottom);
  const int cols = std::max(s.left, s.right);
  switch (layer.settings().border) {
    case Border::kZeros:
    case Border::kReplicate:
      return true;
    case Border::kReflect:
    case Border::kCircular:
      return rows < input.height && cols < input.width;
    case Border::kSymmetric:
      break;
  }
  return false;
}

Lines RepeatingLines(const PlannedLayer& layer) {
  const LayerSettings& s = layer.settings();
  const Sides& p = layer.padding;
  const std::string border = "\"" + BorderWord(s.border) + "\"";
  if (PadsBy(layer)) return {PadLine(p, ", mode=" + border)};
  const auto picked = [&border](int axis, int before, int after) {
    return "cells(X.shape[" + std::to_string(axis) + "], " + std::to_string(before) + ", " +
           std::to_string(after) + ", " + border + ")";
  };
  return {"X = X[:, :, " + picked(2, p.top, p.bottom) + "]",
          "X = X[:, :, :, " + picked(3, p.left, p.right) + "]"};
}

std::string Kernels(const std::string& name, const PlannedLayer& layer) {
  return layer.flips() ? name + ".flip(2, 3)" : name;
}

Lines ConvolutionLines(const ScriptPlan& plan, size_t at) {
  const PlannedLayer& layer = plan.layers[at];
  const Sides& p = layer.padding;
  const bool zeros = layer.settings().border == Border::kZeros;
  Lines lines;
  if (!p.none() && !zeros) lines = RepeatingLines(layer);
  if (zeros && !Symmetric(p)) lines = {PadLine(p, "")};
  const std::string bias = HasBias(plan, layer) ? ", " + plan.Named("b", at) : "";
  lines.push_back("X = F.conv2d(X, " + Kernels(plan.Named("W", at), layer) + bias +
                  (zeros && Symmetric(p) ? PaddingArgument(p) : "") +
                  StepArguments(layer.settings()) + ")");
  return lines;
}

Lines TransposedLines(const ScriptPlan& plan, size_t at) {
  const PlannedLayer& layer = plan.layers[at];
  const LayerSettings& s = layer.settings();
  const bool symmetric = Symmetric(s.padding);
  const std::string bias = HasBias(plan, layer) ? ", " + plan.Named("b", at) : "";
  std::string line = "X = F.conv_transpose2d(X, " + Kernels(plan.Named("W", at), layer) + bias;
  if (symmetric) line += PaddingArgument(s.padding);
  if (s.output_padding != Step{0, 0}) line += ", output_padding=" + Pair(s.output_padding);
  line += StepArguments(s) + ")";
  if (symmetric) return {line};
  const Shape out = layer.output.grid;
  return {line, "X = X[:, :, " + std::to_string(s.padding.top) + ":" +
                    std::to_string(s.padding.top + out.height) + ", " +
                    std::to_string(s.padding.left) + ":" +
                    std::to_string(s.padding.left + out.width) + "]"};
}

/// Whether PyTorch's pooling takes the padding as it is.
bool PoolsBy(const PlannedLayer& layer) {
  const LayerSettings& s = layer.settings();
  return Symmetric(s.padding) && 2 * s.padding.top <= s.window.height &&
         2 * s.padding.left <= s.window.width;
}

std::string PoolArguments(const LayerSettings& s) {
  return "X, " + Pair(s.window) + ", stride=" + Pair(s.stride);
}

Lines MaxPoolLines(const PlannedLayer& layer) {
  const LayerSettings& s = layer.settings();
  const bool native = PoolsBy(layer);
  Lines lines;
  if (!native && !layer.padding.none()) lines = {PadLine(layer.padding, ", value=-torch.inf")};
  std::string line = "X = F.max_pool2d(" + PoolArguments(s);
  if (native) line += PaddingArgument(s.padding);
  if (s.dilation != Step{}) line += ", dilation=" + Pair(s.dilation);
  if (native && s.ceil_mode) line += ", ceil_mode=True";
  lines.push_back(line + ")");
  return lines;
}

Lines AveragePoolLines(const PlannedLayer& layer) {
  const LayerSettings& s = layer.settings();
  if (PoolsBy(layer)) {
    std::string line = "X = F.avg_pool2d(" + PoolArguments(s) + PaddingArgument(s.padding);
    if (s.ceil_mode) line += ", ceil_mode=True";
    if (!s.count_padding) line += ", count_include_pad=False";
    return {line + ")"};
  }
  // Sums of windows, and how many of their cells count.
  const Sides all = layer.padding;
  const Sides counted = s.count_padding ? s.padding : Sides{};
  const Sides others{all.top - counted.top, all.bottom - counted.bottom, all.left - counted.left,
                     all.right - counted.right};
  const auto rows = std::to_string(layer.input.grid.height + counted.rows());
  const auto cols = std::to_string(layer.input.grid.width + counted.cols());
  const std::string sums = Pair(s.window) + ", stride=" + Pair(s.stride) + ", divisor_override=1)";
  std::string count = PadLine(others, "");
  count.replace(0, 11, "count = F.pad(torch.ones(1, 1, " + rows + ", " + cols + ")");
  return {PadLine(all, ""), count,
          "X = F.avg_pool2d(X, " + sums + " / F.avg_pool2d(count, " + sums};
}

std::string ActivationLine(const LayerSettings& s) {
  switch (s.activation) {
    case Activation::kReLU:
      return "X = torch.relu(X)";
    case Activation::kLeakyReLU:
      return "X = F.leaky_relu(X, " + ShortestText(s.leak) + ")";
    case Activation::kSigmoid:
      return "X = torch.sigmoid(X)";
    case Activation::kTanh:
      return "X = torch.tanh(X)";
    case Activation::kNone:
      break;
  }
  return "";
}

}  // namespace

bool HasBias(const ScriptPlan& plan, const PlannedLayer& layer) {
  const std::vector<float>& bias = layer.layer.bias;
  return BiasLearns(plan, layer) ||
         std::any_of(bias.begin(), bias.end(), [](float number) { return number != 0; });
}

Lines PyTorchLayer(const ScriptPlan& plan, size_t at) {
  const PlannedLayer& layer = plan.layers[at];
  Lines lines;
  switch (layer.settings().kind) {
    case LayerKind::kConvolution:
      lines = ConvolutionLines(plan, at);
      break;
    case LayerKind::kTransposed:
      lines = TransposedLines(plan, at);
      break;
    case LayerKind::kMaxPool:
      lines = MaxPoolLines(layer);
      break;
    case LayerKind::kAveragePool:
      lines = AveragePoolLines(layer);
      break;
  }
  if (layer.settings().activation != Activation::kNone) {
    lines.push_back(ActivationLine(layer.settings()));
  }
  return lines;
}

}  // namespace convlens
