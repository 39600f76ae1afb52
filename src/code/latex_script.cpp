#include <algorithm>

#include "code/latex_formulas.h"
#include "code/script_text.h"
#include "layer/compute/forward.h"

namespace convlens {
namespace {

/// Matrices up to this side are written out; of larger ones the text names the shape.
constexpr int kMostSide = 32;

std::string LatexNumber(float value) {
  return LatexDecimal(NumberIn({"\\mathrm{NaN}", "\\infty", false}, value));
}

std::string Matrix(GridView grid) {
  Lines rows;
  for (int r = 0; r < grid.height; ++r) {
    Lines cells;
    for (int c = 0; c < grid.width; ++c) cells.push_back(LatexNumber(grid.at(r, c)));
    rows.push_back(Joined(cells, " & "));
  }
  return "\\begin{pmatrix}\n  " + Joined(rows, " \\\\\n  ") + "\n\\end{pmatrix}";
}

bool Fits(Shape shape) { return shape.height <= kMostSide && shape.width <= kMostSide; }

std::string Display(const std::string& formula) { return "\\[\n" + formula + "\n\\]\n"; }

/// "X_{1} = (…), X_{2} = (…)": a matrix for each channel.
std::string Channels(const std::string& name, const Tensor& tensor) {
  const TensorShape shape = tensor.shape();
  if (!Fits(shape.grid) || shape.channels > kMostSide) {
    return Display(name + " \\in \\mathbb{R}^{" + std::to_string(shape.channels) + " \\times " +
                   std::to_string(shape.grid.height) + " \\times " +
                   std::to_string(shape.grid.width) + "}");
  }
  std::string text;
  for (int c = 0; c < shape.channels; ++c) {
    const std::string index = shape.channels == 1 ? "" : "_{" + std::to_string(c) + "}";
    text += Display(name + index + " = " + Matrix(*tensor[c]));
  }
  return text;
}

std::string KernelsText(const std::string& name, const Weights& weights) {
  const bool one = weights.first() == 1 && weights.second() == 1;
  if (!Fits(weights.window()) || weights.first() * weights.second() > kMostSide) {
    return Display(name + " \\in \\mathbb{R}^{" + std::to_string(weights.first()) + " \\times " +
                   std::to_string(weights.second()) + " \\times " +
                   std::to_string(weights.window().height) + " \\times " +
                   std::to_string(weights.window().width) + "}");
  }
  std::string text;
  for (int f = 0; f < weights.first(); ++f) {
    for (int s = 0; s < weights.second(); ++s) {
      const std::string index = one ? "" : "_{" + std::to_string(f) + "," + std::to_string(s) + "}";
      text += Display(name + index + " = " + Matrix(weights.kernel(f, s)));
    }
  }
  return text;
}

std::string BiasText(const std::string& name, const std::vector<float>& bias) {
  if (bias.size() > static_cast<size_t>(kMostSide)) {
    return Display(name + " \\in \\mathbb{R}^{" + std::to_string(bias.size()) + "}");
  }
  Lines numbers;
  for (const float number : bias) numbers.push_back(LatexNumber(number));
  return Display(name + " = (" + Joined(numbers, ", ") + ")");
}

std::string Sign(const ScriptPlan& plan) { return plan.last().flips() ? "\\ast" : "\\star"; }

std::string PlainOutput(const ScriptPlan& plan) {
  const Layer& layer = plan.last().layer;
  const Tensor output = Forward(layer, plan.input);
  const GridView kernel = layer.weights.kernel(0, 0);
  std::string text = Display(LatexPlain(plan));
  if (!Fits(plan.input.shape().grid) || !Fits(kernel.shape())) {
    return text + Channels("X", plan.input) + KernelsText("K", layer.weights) +
           Channels("Y", output);
  }
  const float bias = layer.bias[0];
  std::string sum = Matrix(*plan.input[0]) + "\n" + Sign(plan) + "\n" + Matrix(kernel) + "\n";
  if (bias != 0) sum += (bias < 0 ? "- " : "+ ") + LatexNumber(std::abs(bias)) + "\n";
  return text + Display(sum + "= " + Matrix(*output[0]));
}

std::string LayersText(const ScriptPlan& plan, bool with_outputs) {
  std::string text = Channels("X^{(0)}", plan.input);
  Tensor x = plan.input;
  for (size_t i = 0; i < plan.layers.size(); ++i) {
    const Layer& layer = plan.layers[i].layer;
    const std::string number = "^{(" + std::to_string(i + 1) + ")}";
    text += "\n" + LatexLayer(plan.layers[i], i + 1);
    if (layer.settings.has_weights()) {
      text += KernelsText("W" + number, layer.weights) + BiasText("b" + number, layer.bias);
    }
    if (!with_outputs) continue;
    x = Forward(layer, x);
    text += Channels("X" + number, x);
  }
  return text;
}

std::string TrainingText(const ScriptPlan& plan) {
  const PlannedTraining& training = *plan.training;
  std::string text;
  for (size_t i = 0; i < training.pairs.size(); ++i) {
    const std::string number =
        training.pairs.size() == 1 ? "" : "^{[" + std::to_string(i + 1) + "]}";
    text += Channels("X" + number, training.pairs[i].input) +
            Channels("Y" + number, training.pairs[i].target);
  }
  if (plan.plain) {
    const Layer& layer = plan.last().layer;
    text += Display(LatexPlain(plan)) + KernelsText("K", layer.weights);
    if (LatexPlainBias(plan)) text += BiasText("b", layer.bias);
  } else {
    text += LayersText(plan, false);
  }
  return text + LatexTraining(plan);
}

/// The widest matrix, for amsmath's counter of columns.
int Columns(const std::string& text) {
  int most = 10;
  int columns = 1;
  for (const char c : text) {
    if (c == '\n') columns = 1;
    if (c == '&') most = std::max(most, ++columns);
  }
  return most;
}

}  // namespace

Result<Script> LatexScript(const ScriptPlan& plan) {
  std::string body;
  if (plan.training) {
    body = TrainingText(plan);
  } else {
    body = plan.plain ? PlainOutput(plan) : LayersText(plan, true);
  }
  const std::string title = PrintableText(plan.title);
  Script script;
  script.text = "% ConvLens" + (title.empty() ? "" : ": " + title) +
                "\n\\documentclass{article}\n\\usepackage{amsmath, amssymb}\n"
                "\\setcounter{MaxMatrixCols}{" +
                std::to_string(Columns(body)) + "}\n\\begin{document}\n" + body +
                "\\end{document}\n";
  return script;
}

}  // namespace convlens
