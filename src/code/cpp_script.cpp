#include "code/cpp_layers.h"
#include "code/cpp_parts.h"
#include "code/cpp_training.h"
#include "code/script_text.h"

namespace convlens {
namespace {

constexpr NumberStyle kCppNumbers{"NAN", "INFINITY", false};

class CppWriter {
 public:
  explicit CppWriter(const ScriptPlan& plan) : plan_(plan) {}

  Script Write() {
    const std::string data = Data();
    const std::string body = data + (plan_.training ? Training() : Output());
    const std::string functions = CppFunctionsFor(body);
    script_.text = Heading(plan_, "// ") + ArraysComment(script_, "// ") +
                   "// Compile it as C++17: g++ -std=c++17 -O2.\n" + Includes(functions) +
                   functions + "\n" + body;
    return std::move(script_);
  }

 private:
  static std::string Includes(const std::string& functions) {
    const bool loads = functions.find(" load(") != std::string::npos;
    return std::string("#include <algorithm>\n#include <cmath>\n#include <cstddef>\n") +
           (loads ? "#include <cstdlib>\n#include <fstream>\n" : "") +
           "#include <iomanip>\n#include <iostream>\n#include <utility>\n#include <vector>\n";
  }

  /// "Tensor X{1, 3, 3, {…}};" or "std::vector<double> b{…};"
  std::string Defined(const std::string& type, const std::string& name,
                      const ScriptNumbers& numbers) {
    std::string head = type + " " + name + "{";
    const bool list = numbers.shape.size() == 1;
    for (size_t axis = 0; !list && axis < numbers.shape.size(); ++axis) {
      head += std::to_string(numbers.shape[axis]) + ", ";
    }
    if (numbers.count() > kMostNumbersInText) {
      const std::string file = AddArray(script_, plan_.stem, name, numbers);
      const std::string call = "load(" + Quoted(file) + ")";
      return list ? type + " " + name + " = " + call + ";\n" : head + call + "};\n";
    }
    const std::string numbers_text = FlatList(numbers, kCppNumbers, list ? 2 : 4);
    if (list) return head + numbers_text + "};\n";
    return head + "{\n    " + numbers_text + "}};\n";
  }

  std::string Data() {
    std::string text;
    if (!plan_.training) {
      text = Defined("const Tensor", "X", NumbersOf(plan_.input));
    } else {
      text = Pairs(plan_.training->pairs);
    }
    for (size_t i = 0; i < plan_.layers.size(); ++i) {
      const PlannedLayer& layer = plan_.layers[i];
      if (!layer.settings().has_weights()) continue;
      text += Defined("Kernels", plan_.Named("W", i), NumbersOf(layer.layer.weights)) +
              Defined("std::vector<double>", plan_.Named("b", i), NumbersOf(layer.layer.bias));
    }
    return text;
  }

  std::string Pairs(const std::vector<TrainingPair>& pairs) {
    std::string text;
    Lines names;
    for (size_t i = 0; i < pairs.size(); ++i) {
      const std::string number = pairs.size() == 1 ? "" : std::to_string(i + 1);
      text += Defined("const Tensor", "X" + number, NumbersOf(pairs[i].input)) +
              Defined("const Tensor", "Y" + number, NumbersOf(pairs[i].target));
      names.push_back("{&X" + number + ", &Y" + number + "}");
    }
    return text + "const std::vector<std::pair<const Tensor*, const Tensor*>> pairs{" +
           Joined(names, ", ") + "};\n";
  }

  std::string Output() const {
    std::string text = "\nint main() {\n  Tensor Y = X;\n";
    for (size_t i = 0; i < plan_.layers.size(); ++i) {
      for (const ScriptStep& step : CppSteps(plan_, i)) {
        text += "  Y = " + Replaced(step.forward, '@', "Y") + ";" +
                (step.comment.empty() ? "\n" : "  // " + step.comment + "\n");
      }
    }
    return text + "  std::cout << std::setprecision(9);\n  print(Y.values, Y.cols);\n}\n";
  }

  std::string Training() const {
    Lines forward = {"std::vector<Tensor> A{X};"};
    Lines back;
    size_t place = 0;
    bool passes = false;
    for (size_t i = 0; i < plan_.layers.size(); ++i) {
      for (const ScriptStep& step : CppSteps(plan_, i)) {
        forward.push_back("A.push_back(" + Replaced(step.forward, '@', "A.back()") + ");" +
                          (step.comment.empty() ? "" : "  // " + step.comment));
        const Lines lines = BackLines(step, place++, passes);
        back.insert(back.begin(), lines.begin(), lines.end());
        passes = passes || !step.back.empty();
      }
    }
    forward.emplace_back("return A;");
    Lines gradients;
    for (const std::string& name : LearnedNames(plan_)) {
      gradients.push_back("G_" + name + (name[0] == 'W' ? ".values" : ""));
    }
    back.push_back("return {" + Joined(gradients, ", ") + "};");
    return "\n// X and all that is made of it, step by step.\nstd::vector<Tensor> forward(const "
           "Tensor& X) {\n" +
           Block(forward, "  ") +
           "}\n\n// The slopes of the loss by all that learns, from D, those by the output.\n"
           "std::vector<std::vector<double>> backward(const std::vector<Tensor>& A, Tensor D) {\n" +
           Block(back, "  ") + "}\n\n" + CppTraining(plan_);
  }

  const ScriptPlan& plan_;
  Script script_;
};

}  // namespace

Result<Script> CppScript(const ScriptPlan& plan) { return CppWriter(plan).Write(); }

}  // namespace convlens
