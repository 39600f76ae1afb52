#include "code/numpy_layers.h"

namespace convlens {
namespace {

constexpr const char* kFlipped = "[:, :, ::-1, ::-1]";

std::string Flipped(const std::string& weights, const PlannedLayer& layer) {
  return layer.flips() ? weights + kFlipped : weights;
}

/// "D[:, 1:5, 2:6]": what is left of `shape` without these sides.
std::string Inside(const std::string& of, const Sides& sides, Shape shape) {
  return of + "[:, " + std::to_string(sides.top) + ":" + std::to_string(sides.top + shape.height) +
         ", " + std::to_string(sides.left) + ":" + std::to_string(sides.left + shape.width) + "]";
}

ScriptStep PadStep(const PlannedLayer& layer) {
  const LayerSettings& s = layer.settings();
  const std::string sides = SidesText(layer.padding);
  if (s.kind == LayerKind::kConvolution && s.border != Border::kZeros) {
    const std::string border = Quoted(BorderWord(s.border));
    return {"pad_repeating(@, " + sides + ", " + border + ")",
            {},
            {"D = unpad_repeating(D, @.shape, " + sides + ", " + border + ")"}};
  }
  const std::string value = s.kind == LayerKind::kMaxPool ? ", -np.inf" : "";
  return {
      "pad(@, " + sides + value + ")", {}, {"D = " + Inside("D", layer.padding, layer.input.grid)}};
}

ScriptStep ConvolutionStep(const PlannedLayer& layer, const std::string& weights,
                           const std::string& bias) {
  const std::string steps = StepArguments(layer.settings());
  const std::string kernels = Flipped(weights, layer);
  const std::string gradient = "conv2d_weights(@, D, " + weights + ".shape" + steps + ")";
  return {"conv2d(@, " + kernels + ", " + bias + steps + ")",
          {"G_" + weights + " = " + Flipped(gradient, layer)},
          {"D = spread2d(D, " + kernels + ", @.shape[1:]" + steps + ")"}};
}

/// Without its bias, which comes after the output padding.
ScriptStep SpreadStep(const PlannedLayer& layer, const std::string& weights) {
  const std::string steps = StepArguments(layer.settings());
  const std::string kernels = Flipped(weights, layer);
  const std::string gradient = "conv2d_weights(D, @, " + weights + ".shape" + steps + ")";
  return {"spread2d(@, " + kernels + ", " + Pair(layer.Spread()) + steps + ")",
          {"G_" + weights + " = " + Flipped(gradient, layer)},
          {"D = conv2d(D, " + kernels + ", np.zeros(len(" + weights + "))" + steps + ")"}};
}

/// Cuts the padding of a transposed convolution off and adds its output padding and bias.
ScriptStep CutStep(const PlannedLayer& layer, const std::string& bias) {
  const PlannedLayer::Cut cut = layer.SpreadCut();
  const Shape spread = layer.Spread();
  std::string values = cut.added.none() ? "@" : "pad(@, " + SidesText(cut.added) + ")";
  if (!cut.around.none()) values = Inside(values, cut.around, layer.output.grid);
  ScriptStep step{values + " + " + bias + "[:, None, None]", {}, {}};
  if (cut.none()) return step;
  step.back_input = {"D = pad(D, " + SidesText(cut.around) + ")[:, :" +
                     std::to_string(spread.height) + ", :" + std::to_string(spread.width) + "]"};
  return step;
}

ScriptStep MaxPoolStep(const PlannedLayer& layer) {
  const LayerSettings& s = layer.settings();
  std::string arguments = Pair(s.window) + ", " + Pair(s.stride);
  if (s.dilation != Step{}) arguments += ", " + Pair(s.dilation);
  return {"max_pool(@, " + arguments + ")", {}, {"D = max_pool_back(@, D, " + arguments + ")"}};
}

/// What the sum of a window is divided by: a number, or one for each output.
std::string Divisor(const PlannedLayer& layer) {
  const LayerSettings& s = layer.settings();
  const Sides others = layer.Uncounted();
  if (others.none()) return std::to_string(s.window.count());
  const Shape ones = layer.Counted();
  return "window_sum(pad(np.ones((1, " + std::to_string(ones.height) + ", " +
         std::to_string(ones.width) + ")), " + SidesText(others) + "), " + Pair(s.window) + ", " +
         Pair(s.stride) + ")";
}

ScriptStep AverageStep(const PlannedLayer& layer) {
  const LayerSettings& s = layer.settings();
  const std::string divisor = Divisor(layer);
  const std::string arguments = Pair(s.window) + ", " + Pair(s.stride);
  return {"window_sum(@, " + arguments + ") / " + divisor,
          {},
          {"D = window_sum_back(D / " + divisor + ", @.shape, " + arguments + ")"}};
}

ScriptStep ActivationStep(const LayerSettings& s) {
  const std::string leak = ShortestText(s.leak);
  switch (s.activation) {
    case Activation::kReLU:
      return {"np.maximum(@, 0)", {}, {"D = D * (@ > 0)"}};
    case Activation::kLeakyReLU:
      return {
          "np.where(@ > 0, @, " + leak + " * @)", {}, {"D = np.where(@ > 0, D, " + leak + " * D)"}};
    case Activation::kSigmoid:
      return {"sigmoid(@)", {}, {"D = D * # * (1 - #)"}};
    case Activation::kTanh:
      return {"np.tanh(@)", {}, {"D = D * (1 - # ** 2)"}};
    case Activation::kNone:
      break;
  }
  return {};
}

std::string BiasSlopes(const std::string& bias) { return "G_" + bias + " = D.sum((1, 2))"; }

constexpr StepWriter kWriter{PadStep,     ConvolutionStep, SpreadStep,     CutStep,
                             MaxPoolStep, AverageStep,     ActivationStep, BiasSlopes};

}  // namespace

std::vector<ScriptStep> NumPySteps(const ScriptPlan& plan, size_t at) {
  return StepsOf(kWriter, plan, at);
}

}  // namespace convlens
