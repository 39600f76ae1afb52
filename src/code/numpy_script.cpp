#include "code/numpy_layers.h"
#include "code/numpy_training.h"
#include "code/python_parts.h"
#include "code/script_text.h"

namespace convlens {
namespace {

constexpr const char* kBackward =
    "\"\"\"The slopes of the loss by all that learns, from D, those by the output.\"\"\"";

class NumPyWriter {
 public:
  NumPyWriter(const ScriptPlan& plan, PythonLibrary library) : plan_(plan), library_(library) {}

  Script Write() {
    const std::string data = Data();
    const std::string body = plan_.training ? Training() : Output();
    const std::string functions = PythonFunctionsFor(body, library_);
    const bool defines = body.starts_with('\n');
    script_.text = Heading(plan_, "# ") + ArraysComment(script_, "# ") + Imports(functions + body) +
                   "\n" + data + "\n" + functions + (functions.empty() || defines ? "" : "\n") +
                   body;
    return std::move(script_);
  }

 private:
  static std::string Imports(const std::string& code) {
    std::string text;
    if (code.find("math.") != std::string::npos) text += "import math\n\n";
    text += "import numpy as np\n";
    std::vector<std::string> parts;
    if (code.find("ndimage.") != std::string::npos) parts.emplace_back("ndimage");
    if (code.find("signal.") != std::string::npos) parts.emplace_back("signal");
    if (!parts.empty()) text += "from scipy import " + Joined(parts, ", ") + "\n";
    return text;
  }

  /// "X = np.array(…)", of at least `axes` axes.
  std::string Assigned(const std::string& name, const ScriptNumbers& numbers, int axes) {
    const std::string head = name + " = ";
    if (numbers.count() > kMostNumbersInText) {
      const std::string file = AddArray(script_, plan_.stem, name, numbers);
      const std::string load = head + "np.load(" + Quoted(file) + ").astype(float)";
      return load + (axes < static_cast<int>(numbers.shape.size()) ? "[0]\n" : "\n");
    }
    return head + "np.array(" + NestedList(numbers, {}, axes, head.size() + 9) + ", dtype=float)\n";
  }

  std::string Data() {
    const int axes = plan_.plain ? 2 : 3;
    std::string text;
    if (!plan_.training) {
      text = Assigned("X", NumbersOf(plan_.input), axes);
    } else {
      text = Pairs(axes);
    }
    for (size_t i = 0; i < plan_.layers.size(); ++i) {
      const PlannedLayer& layer = plan_.layers[i];
      if (!layer.settings().has_weights()) continue;
      text += plan_.plain ? PlainNumbers(layer.layer)
                          : Assigned(plan_.Named("W", i), NumbersOf(layer.layer.weights), 4) +
                                Assigned(plan_.Named("b", i), NumbersOf(layer.layer.bias), 1);
    }
    return text;
  }

  std::string PlainNumbers(const Layer& layer) {
    ScriptNumbers kernel = NumbersOf(layer.weights);
    kernel.shape.erase(kernel.shape.begin());  // [1, 1, …] becomes [1, …], read as one grid
    std::string text = Assigned("K", kernel, 2);
    const bool learns = plan_.training && plan_.training->options.learn_bias;
    if (learns) return text + "b = np.array(" + NumberIn({}, layer.bias[0]) + ", dtype=float)\n";
    return layer.bias[0] == 0 ? text : text + "b = " + NumberIn({}, layer.bias[0]) + "\n";
  }

  std::string Pairs(int axes) {
    const std::vector<TrainingPair>& pairs = plan_.training->pairs;
    if (pairs.size() == 1) {
      return Assigned("X", NumbersOf(pairs[0].input), axes) +
             Assigned("Y", NumbersOf(pairs[0].target), axes);
    }
    std::string text;
    Lines names;
    for (size_t i = 0; i < pairs.size(); ++i) {
      const std::string number = std::to_string(i + 1);
      text += Assigned("X" + number, NumbersOf(pairs[i].input), axes) +
              Assigned("Y" + number, NumbersOf(pairs[i].target), axes);
      names.push_back("(X" + number + ", Y" + number + ")");
    }
    return text + "pairs = [" + Joined(names, ", ") + "]\n";
  }

  std::string PlainForward() const {
    const PlannedLayer& layer = plan_.last();
    const bool bias = layer.layer.bias[0] != 0 || BiasLearns(plan_, layer);
    return std::string("corr2d(X, ") + (layer.flips() ? "np.flip(K)" : "K") + ")" +
           (bias ? " + b" : "");
  }

  std::string Output() {
    if (plan_.plain) {
      const char* comment = plan_.last().flips() ? "  # a convolution flips the kernel" : "";
      return "Y = " + PlainForward() + comment + "\nprint(Y)\n";
    }
    std::string text = "Y = X\n";
    for (size_t i = 0; i < plan_.layers.size(); ++i) {
      for (const ScriptStep& step : NumPySteps(plan_, i)) {
        text += "Y = " + Replaced(step.forward, '@', "Y");
        text += step.comment.empty() ? "\n" : "  # " + step.comment + "\n";
      }
    }
    return text + "print(Y)\n";
  }

  std::string Training() {
    const std::string passes = plan_.plain ? PlainPasses() : LayerPasses();
    const Lines names = LearnedNames(plan_, plan_.plain ? "K" : "W");
    std::string text = passes + RateFunction(*plan_.training);
    text += "\nparameters = [" + Joined(names, ", ") + "]\n" + NumPyTraining(*plan_.training);
    for (const std::string& name : names) {
      text += "print(\"" + name + " =\")\nprint(" + name + ")\n";
    }
    return text;
  }

  std::string PlainPasses() {
    const bool flips = plan_.last().flips();
    const std::string gradient = flips ? "np.flip(corr2d(A[0], D))" : "corr2d(A[0], D)";
    const char* bias = BiasLearns(plan_, plan_.last()) ? ", D.sum()" : "";
    return "\ndef forward(X):\n    return [X, " + PlainForward() +
           "]\n\n\ndef backward(A, D):\n    " + kBackward + "\n    return [" + gradient + bias +
           "]\n\n";
  }

  std::string LayerPasses() {
    Lines forward = {"\"\"\"X and all that is made of it, step by step.\"\"\"", "A = [X]"};
    Lines back;
    size_t place = 0;
    bool passes = false;  // whether anything before a step learns, so that it passes D on
    for (size_t i = 0; i < plan_.layers.size(); ++i) {
      for (const ScriptStep& step : NumPySteps(plan_, i)) {
        forward.push_back("A.append(" + Replaced(step.forward, '@', "A[-1]") + ")" +
                          (step.comment.empty() ? "" : "  # " + step.comment));
        const Lines lines = BackLines(step, place++, passes);
        back.insert(back.begin(), lines.begin(), lines.end());
        passes = passes || !step.back.empty();
      }
    }
    forward.emplace_back("return A");
    Lines gradients;
    for (const std::string& name : LearnedNames(plan_)) gradients.push_back("G_" + name);
    back.insert(back.begin(), kBackward);
    back.push_back("return [" + Joined(gradients, ", ") + "]");
    return "\ndef forward(X):\n" + Block(forward, "    ") + "\n\ndef backward(A, D):\n" +
           Block(back, "    ") + "\n";
  }

  const ScriptPlan& plan_;
  PythonLibrary library_;
  Script script_;
};

/// Whether every number of the document is finite.
bool Finite(const ScriptPlan& plan) {
  if (!NumbersOf(plan.input).finite()) return false;
  for (const PlannedLayer& layer : plan.layers) {
    if (!layer.settings().has_weights()) continue;
    if (!NumbersOf(layer.layer.weights).finite() || !NumbersOf(layer.layer.bias).finite()) {
      return false;
    }
  }
  return true;
}

}  // namespace

Result<Script> NumPyScript(const ScriptPlan& plan) {
  return NumPyWriter(plan, PythonLibrary::kNumPy).Write();
}

Result<Script> SciPyScript(const ScriptPlan& plan) {
  if (plan.training && !plan.plain) {
    return Message{
        "SciPy has no gradients of layers: it can train a single kernel of stride 1 without "
        "padding "
        "only. Choose NumPy, PyTorch or C++.",
        {}};
  }
  if (!plan.plain && !Finite(plan)) {
    return Message{
        "SciPy would multiply numbers that are not finite by zeros. Choose NumPy, PyTorch or C++.",
        {}};
  }
  return NumPyWriter(plan, PythonLibrary::kSciPy).Write();
}

}  // namespace convlens
