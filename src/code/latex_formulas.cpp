#include "code/latex_formulas.h"

#include "code/script_text.h"

namespace convlens {
namespace {

std::string LatexNumber(double value) { return LatexDecimal(ShortestText(value)); }

std::string LatexNumber(float value) { return LatexDecimal(ShortestText(value)); }

std::string Display(const std::string& formula) { return "\\[\n" + formula + "\n\\]\n"; }

/// "2 i + 3 a - 1": of one axis, as far as it is not plain.
std::string Place(int stride, const std::string& element, int dilation, const std::string& tap,
                  int padding) {
  std::string text = (stride == 1 ? "" : std::to_string(stride) + " ") + element + " + " +
                     (dilation == 1 ? "" : std::to_string(dilation) + " ") + tap;
  if (padding != 0) text += " - " + std::to_string(padding);
  return text;
}

std::string WindowSums(Shape window) {
  return "\\sum_{a=0}^{" + std::to_string(window.height - 1) + "} \\sum_{b=0}^{" +
         std::to_string(window.width - 1) + "}";
}

/// The kernel's cell at window cell (a, b).
std::string Tap(const LayerSettings& s, bool flips) {
  if (!flips) return "a, b";
  return std::to_string(s.window.height - 1) + " - a, " + std::to_string(s.window.width - 1) +
         " - b";
}

std::string Seen(const LayerSettings& s) {
  return Place(s.stride.rows, "i", s.dilation.rows, "a", s.padding.top) + ",\\; " +
         Place(s.stride.cols, "j", s.dilation.cols, "b", s.padding.left);
}

std::string Activated(const LayerSettings& s, const std::string& sum) {
  switch (s.activation) {
    case Activation::kReLU:
      return "\\max\\Bigl(0,\\; " + sum + "\\Bigr)";
    case Activation::kLeakyReLU:
      return "\\varphi\\Bigl(" + sum +
             "\\Bigr), \\qquad \\varphi(x) = x \\text{ for } x > 0, \\; " + LatexNumber(s.leak) +
             " x \\text{ otherwise}";
    case Activation::kSigmoid:
      return "\\sigma\\Bigl(" + sum + "\\Bigr), \\qquad \\sigma(x) = \\frac{1}{1 + e^{-x}}";
    case Activation::kTanh:
      return "\\tanh\\Bigl(" + sum + "\\Bigr)";
    case Activation::kNone:
      break;
  }
  return sum;
}

/// The input channels that output channel o sees.
std::string ChannelSum(const PlannedLayer& layer) {
  const LayerSettings& s = layer.settings();
  const int inputs = layer.input.channels / s.groups;
  if (s.groups == 1) return "\\sum_{c=0}^{" + std::to_string(inputs - 1) + "}";
  return "\\sum_{c = g(o)}^{g(o) + " + std::to_string(inputs - 1) + "}";
}

std::string ConvolutionSum(const PlannedLayer& layer, const std::string& n, const std::string& x) {
  const LayerSettings& s = layer.settings();
  const std::string channel = s.groups == 1 ? "c" : "c - g(o)";
  return "b" + n + "_o + " + ChannelSum(layer) + " " + WindowSums(s.window) + " W" + n +
         "_{o,\\, " + channel + ",\\, " + Tap(s, layer.flips()) + "}\\, " + x + "_{c,\\; " +
         Seen(s) + "}";
}

std::string TransposedSum(const PlannedLayer& layer, const std::string& n, const std::string& x) {
  const LayerSettings& s = layer.settings();
  const std::string output =
      s.groups == 1 ? "o" : "o \\bmod " + std::to_string(s.outputs / s.groups);
  return "b" + n + "_o + " + ChannelSum(layer) + " \\sum_{\\substack{a,\\, b,\\, k,\\, l \\\\ " +
         Place(s.stride.rows, "k", s.dilation.rows, "a", s.padding.top) + " = i \\\\ " +
         Place(s.stride.cols, "l", s.dilation.cols, "b", s.padding.left) + " = j}} W" + n +
         "_{c,\\, " + output + ",\\, " + Tap(s, layer.flips()) + "}\\, " + x + "_{c,\\, k,\\, l}";
}

/// What X is where an index lies outside of it.
std::string Outside(const LayerSettings& s, const std::string& x) {
  if (s.kind == LayerKind::kTransposed) return "";
  const bool pads = !s.padding.none() || (s.pooling() && s.ceil_mode);
  if (!pads) return "";
  if (s.kind == LayerKind::kMaxPool) return "Outside of $" + x + "$ stands $-\\infty$.\n";
  if (s.kind == LayerKind::kAveragePool) {
    return "Outside of $" + x +
           "$ stands $0$, and $N_{i,j}$ counts the cells of the window that lie " +
           std::string(s.count_padding ? "inside of it or of its padding" : "inside of it") + ".\n";
  }
  if (s.border == Border::kZeros) return "Outside of $" + x + "$ stands $0$.\n";
  return "Outside of $" + x + "$ its own cells are repeated (" + BorderWord(s.border) + ").\n";
}

std::string Groups(const PlannedLayer& layer) {
  const LayerSettings& s = layer.settings();
  if (s.groups == 1) return "";
  return ", \\qquad g(o) = " + std::to_string(layer.input.channels / s.groups) +
         " \\Bigl\\lfloor \\frac{o}{" + std::to_string(s.outputs / s.groups) + "} \\Bigr\\rfloor";
}

std::string LayerSum(const PlannedLayer& layer, const std::string& n, const std::string& x) {
  const LayerSettings& s = layer.settings();
  switch (s.kind) {
    case LayerKind::kConvolution:
      return ConvolutionSum(layer, n, x);
    case LayerKind::kTransposed:
      return TransposedSum(layer, n, x);
    case LayerKind::kMaxPool:
      return "\\max_{0 \\le a < " + std::to_string(s.window.height) + ",\\; 0 \\le b < " +
             std::to_string(s.window.width) + "} " + x + "_{o,\\; " + Seen(s) + "}";
    case LayerKind::kAveragePool:
      break;
  }
  const bool counts = !s.padding.none() || s.ceil_mode;
  const std::string count = counts ? "N_{i,j}" : std::to_string(s.window.count());
  return "\\frac{1}{" + count + "} " + WindowSums(s.window) + " " + x + "_{o,\\; " + Seen(s) + "}";
}

std::string Update(const PlannedTraining& training) {
  const OptimizerOptions& o = training.options.optimizer;
  const bool constant = training.options.schedule.kind == Schedule::Kind::kConstant;
  const std::string rate = constant ? LatexNumber(training.options.rate) : "\\eta_t";
  const std::string momentum = LatexNumber(o.momentum);
  switch (o.kind) {
    case Optimizer::kSgd:
      break;
    case Optimizer::kMomentum:
      return "v \\leftarrow " + momentum + "\\, v + g, \\qquad p \\leftarrow p - " + rate + "\\, v";
    case Optimizer::kNesterov:
      return "v \\leftarrow " + momentum + "\\, v + g, \\qquad p \\leftarrow p - " + rate +
             "\\, (g + " + momentum + "\\, v)";
    case Optimizer::kAdam: {
      const std::string b1 = LatexNumber(o.beta1);
      const std::string b2 = LatexNumber(o.beta2);
      return "m \\leftarrow " + b1 + "\\, m + (1 - " + b1 + ")\\, g, \\qquad s \\leftarrow " + b2 +
             "\\, s + (1 - " + b2 + ")\\, g^2, \\qquad p \\leftarrow p - \\frac{" + rate +
             "}{1 - " + b1 + "^{t+1}} \\cdot \\frac{m}{\\sqrt{s / (1 - " + b2 + "^{t+1})} + " +
             LatexNumber(o.epsilon) + "}";
    }
  }
  return "p \\leftarrow p - " + rate + "\\, g";
}

std::string RateFormula(const PlannedTraining& training) {
  const Schedule& s = training.options.schedule;
  const std::string rate = LatexNumber(training.options.rate);
  switch (s.kind) {
    case Schedule::Kind::kConstant:
      break;
    case Schedule::Kind::kStep:
      return Display("\\eta_t = " + rate + " \\cdot " + LatexNumber(s.factor) + "^{\\lfloor t / " +
                     std::to_string(s.every) + " \\rfloor}");
    case Schedule::Kind::kCosine:
      return Display("\\eta_t = " + LatexNumber(s.last) + " + \\frac{" + rate + " - " +
                     LatexNumber(s.last) +
                     "}{2} \\Bigl(1 + \\cos\\Bigl(\\pi \\min\\Bigl(\\frac{t}{" +
                     std::to_string(s.length) + "}, 1\\Bigr)\\Bigr)\\Bigr)");
  }
  return "";
}

std::string CostFormula(const TrainingOptions& options) {
  const std::string delta = LatexNumber(options.huber_delta);
  switch (options.error) {
    case ErrorMeasure::kSquared:
      break;
    case ErrorMeasure::kAbsolute:
      return "|E|";
    case ErrorMeasure::kHuber:
      return "\\ell(E), \\qquad \\ell(e) = \\tfrac{1}{2} e^2 \\text{ for } |e| < " + delta +
             ", \\; " + delta + "\\, (|e| - \\tfrac{1}{2} \\cdot " + delta + ") \\text{ otherwise}";
  }
  return "E^2";
}

}  // namespace

std::string LatexDecimal(const std::string& decimal) {
  const size_t power = decimal.find('e');
  if (power == std::string::npos) return decimal;
  const std::string exponent = std::to_string(std::stoi(decimal.substr(power + 1)));
  return decimal.substr(0, power) + " \\cdot 10^{" + exponent + "}";
}

bool LatexPlainBias(const ScriptPlan& plan) {
  return plan.last().layer.bias[0] != 0 || BiasLearns(plan, plan.last());
}

std::string LatexPlain(const ScriptPlan& plan) {
  const PlannedLayer& layer = plan.last();
  const LayerSettings& s = layer.settings();
  return std::string(plan.training ? "\\hat Y" : "Y") + "_{i,j} = " + WindowSums(s.window) +
         " K_{" + Tap(s, layer.flips()) + "}\\, X_{i + a,\\; j + b}" +
         (LatexPlainBias(plan) ? " + b" : "");
}

std::string LatexLayer(const PlannedLayer& layer, size_t number) {
  const std::string n = "^{(" + std::to_string(number) + ")}";
  const std::string x = "X^{(" + std::to_string(number - 1) + ")}";
  return Display("X" + n + "_{o,i,j} = " + Activated(layer.settings(), LayerSum(layer, n, x)) +
                 (layer.settings().has_weights() ? Groups(layer) : "")) +
         Outside(layer.settings(), x);
}

std::string LatexTraining(const ScriptPlan& plan) {
  const PlannedTraining& training = *plan.training;
  const bool mean = training.options.loss == Loss::kMean;
  const std::string predicted =
      plan.plain ? "\\hat Y" : "X^{(" + std::to_string(plan.layers.size()) + ")}";
  std::string text =
      Display("E = " + predicted + " - Y, \\qquad L = " + (mean ? "\\frac{1}{N} " : "") + "\\sum " +
              CostFormula(training.options));
  const bool squared = training.options.error == ErrorMeasure::kSquared;
  if (plan.plain && squared) {
    const LayerSettings& s = plan.last().settings();
    text += Display("\\frac{\\partial L}{\\partial K_{" + Tap(s, plan.last().flips()) + "}} = " +
                    (mean ? "\\frac{2}{N}" : "2") + " \\sum_{i,j} E_{i,j}\\, X_{i + a,\\; j + b}");
  }
  Lines learned;
  for (const std::string& name : LearnedNames(plan, plan.plain ? "K" : "W")) {
    const bool numbered = name.size() > 1;
    learned.push_back(numbered ? name.substr(0, 1) + "^{(" + name.substr(1) + ")}" : name);
  }
  const double decay = training.options.optimizer.weight_decay;
  text += "In each of " + std::to_string(training.steps) +
          " steps $t = 0, 1, \\dots$, for $p = " + Joined(learned, ", ") + "$:\n";
  text += Display("g = \\frac{\\partial L}{\\partial p}" +
                  (decay != 0 ? " + " + LatexNumber(decay) + "\\, p" : "") + ", \\qquad " +
                  Update(training));
  return text + RateFormula(training);
}

}  // namespace convlens
