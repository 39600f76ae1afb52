#include "code/cpp_layers.h"

#include "code/script_text.h"

namespace convlens {
namespace {

std::string Braces(int a, int b) {
  return "{" + std::to_string(a) + ", " + std::to_string(b) + "}";
}
std::string Braces(Step step) { return Braces(step.rows, step.cols); }
std::string Braces(Shape shape) { return Braces(shape.height, shape.width); }
std::string Braces(const Sides& sides) { return "{" + SidesText(sides) + "}"; }

/// Stride, dilation and groups as far as they differ from the defaults.
std::string Arguments(const LayerSettings& s) {
  if (s.groups != 1) {
    return ", " + Braces(s.stride) + ", " + Braces(s.dilation) + ", " + std::to_string(s.groups);
  }
  if (s.dilation != Step{}) return ", " + Braces(s.stride) + ", " + Braces(s.dilation);
  return s.stride != Step{} ? ", " + Braces(s.stride) : "";
}

std::string Kernels(const std::string& weights, const PlannedLayer& layer) {
  return layer.flips() ? "flip(" + weights + ")" : weights;
}

ScriptStep PadStep(const PlannedLayer& layer) {
  const LayerSettings& s = layer.settings();
  const std::string sides = Braces(layer.padding);
  if (s.kind == LayerKind::kConvolution && s.border != Border::kZeros) {
    const std::string border = "Border::" + BorderWord(s.border);
    return {"pad_repeating(@, " + sides + ", " + border + ")",
            {},
            {"D = unpad_repeating(D, @, " + sides + ", " + border + ");"}};
  }
  const std::string value = s.kind == LayerKind::kMaxPool ? ", -INFINITY" : "";
  return {"pad(@, " + sides + value + ")",
          {},
          {"D = cut(D, " + std::to_string(layer.padding.top) + ", " +
           std::to_string(layer.padding.left) + ", " + Braces(layer.input.grid) + ");"}};
}

std::string SlopesLine(const std::string& weights, const PlannedLayer& layer,
                       const std::string& from_and_to) {
  const std::string call =
      "conv2d_weights(" + from_and_to + ", " + weights + Arguments(layer.settings()) + ")";
  return "const Kernels G_" + weights + " = " + (layer.flips() ? "flip(" + call + ")" : call) + ";";
}

ScriptStep ConvolutionStep(const PlannedLayer& layer, const std::string& weights,
                           const std::string& bias) {
  const std::string steps = Arguments(layer.settings());
  const std::string kernels = Kernels(weights, layer);
  return {"add_bias(conv2d(@, " + kernels + steps + "), " + bias + ")",
          {SlopesLine(weights, layer, "@, D")},
          {"D = spread2d(D, " + kernels + ", {@.rows, @.cols}" + steps + ");"}};
}

ScriptStep SpreadStep(const PlannedLayer& layer, const std::string& weights) {
  const std::string steps = Arguments(layer.settings());
  const std::string kernels = Kernels(weights, layer);
  return {"spread2d(@, " + kernels + ", " + Braces(layer.Spread()) + steps + ")",
          {SlopesLine(weights, layer, "D, @")},
          {"D = conv2d(D, " + kernels + steps + ");"}};
}

/// Adds the output padding of a transposed convolution, cuts its padding off and adds the bias.
ScriptStep CutStep(const PlannedLayer& layer, const std::string& bias) {
  const PlannedLayer::Cut cut = layer.SpreadCut();
  if (cut.none()) return {"add_bias(@, " + bias + ")", {}, {}};
  const std::string values = cut.added.none() ? "@" : "pad(@, " + Braces(cut.added) + ")";
  return {"add_bias(cut(" + values + ", " + std::to_string(cut.around.top) + ", " +
              std::to_string(cut.around.left) + ", " + Braces(layer.output.grid) + "), " + bias +
              ")",
          {},
          {"D = cut(pad(D, " + Braces(cut.around) + "), 0, 0, " + Braces(layer.Spread()) + ");"}};
}

ScriptStep MaxPoolStep(const PlannedLayer& layer) {
  const LayerSettings& s = layer.settings();
  std::string arguments = Braces(s.window) + ", " + Braces(s.stride);
  if (s.dilation != Step{}) arguments += ", " + Braces(s.dilation);
  return {"max_pool(@, " + arguments + ")", {}, {"D = max_pool_back(@, D, " + arguments + ");"}};
}

/// `sums` divided by the cells that count in each window.
std::string Divided(const std::string& sums, const PlannedLayer& layer) {
  const LayerSettings& s = layer.settings();
  const Sides others = layer.Uncounted();
  if (others.none()) {
    return "each(" + sums + ", [](double x) { return x / " + std::to_string(s.window.count()) +
           "; })";
  }
  const Shape counted = layer.Counted();
  return "divided(" + sums + ", window_sum(pad(zeros(1, " + std::to_string(counted.height) + ", " +
         std::to_string(counted.width) + ", 1), " + Braces(others) + "), " + Braces(s.window) +
         ", " + Braces(s.stride) + "))";
}

ScriptStep AverageStep(const PlannedLayer& layer) {
  const std::string arguments =
      Braces(layer.settings().window) + ", " + Braces(layer.settings().stride);
  return {Divided("window_sum(@, " + arguments + ")", layer),
          {},
          {"D = window_sum_back(" + Divided("D", layer) + ", @, " + arguments + ");"}};
}

ScriptStep Activated(const std::string& value, const std::string& slope, const char* of) {
  const std::string head = "[](double x) { return ";
  return {"each(@, " + head + value + "; })",
          {},
          {"D = sloped(D, " + std::string(of) + ", " + head + slope + "; });"}};
}

ScriptStep ActivationStep(const LayerSettings& s) {
  const std::string leak = ShortestText(s.leak);
  switch (s.activation) {
    case Activation::kReLU:
      return Activated("x <= 0 ? 0 : x", "x > 0 ? 1 : 0", "@");
    case Activation::kLeakyReLU:
      return Activated("x > 0 ? x : " + leak + " * x", "x > 0 ? 1 : " + leak, "@");
    case Activation::kSigmoid:
      return Activated("1 / (1 + std::exp(-x))", "x * (1 - x)", "#");
    case Activation::kTanh:
      return Activated("std::tanh(x)", "1 - x * x", "#");
    case Activation::kNone:
      break;
  }
  return {};
}

std::string BiasSlopes(const std::string& bias) {
  return "const std::vector<double> G_" + bias + " = bias_slopes(D);";
}

constexpr StepWriter kWriter{PadStep,     ConvolutionStep, SpreadStep,     CutStep,
                             MaxPoolStep, AverageStep,     ActivationStep, BiasSlopes};

}  // namespace

std::vector<ScriptStep> CppSteps(const ScriptPlan& plan, size_t at) {
  return StepsOf(kWriter, plan, at);
}

}  // namespace convlens
