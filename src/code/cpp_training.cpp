#include "code/cpp_training.h"

#include "code/script_text.h"

namespace convlens {
namespace {

std::string CppRate(const PlannedTraining& training) {
  const Schedule& s = training.options.schedule;
  const std::string rate = ShortestText(training.options.rate);
  const std::string head = "double rate(int step) {\n";
  switch (s.kind) {
    case Schedule::Kind::kConstant:
      break;
    case Schedule::Kind::kStep:
      return head + "  return " + rate + " * std::pow(" + ShortestText(s.factor) + ", step / " +
             std::to_string(s.every) + ");\n}\n\n";
    case Schedule::Kind::kCosine: {
      const std::string last = ShortestText(s.last);
      return head + "  const double share = std::min(step / " + std::to_string(s.length) +
             ".0, 1.0);\n  return " + last + " + (" + rate + " - " + last +
             ") * (1 + std::cos(std::acos(-1.0) * share)) / 2;\n}\n\n";
    }
  }
  return "";
}

/// What one error e costs, and the slope of that.
struct Cost {
  std::string value;
  std::string slope;
};

Cost CostOf(const TrainingOptions& options) {
  const std::string delta = ShortestText(options.huber_delta);
  switch (options.error) {
    case ErrorMeasure::kSquared:
      break;
    case ErrorMeasure::kAbsolute:
      return {"std::abs(e)", "(e > 0) - (e < 0)"};
    case ErrorMeasure::kHuber:
      return {"std::abs(e) < " + delta + " ? e * e / 2 : " + delta + " * (std::abs(e) - " + delta +
                  " / 2)",
              "std::clamp<double>(e, -" + delta + ", " + delta + ")"};
  }
  return {"e * e", "2 * e"};
}

Lines UpdateLines(const PlannedTraining& training) {
  const OptimizerOptions& o = training.options.optimizer;
  const std::string rate = RateText(training);
  const std::string momentum = ShortestText(o.momentum);
  Lines lines;
  if (o.weight_decay != 0) lines.push_back("g += " + ShortestText(o.weight_decay) + " * p;");
  switch (o.kind) {
    case Optimizer::kSgd:
      lines.push_back("p -= " + rate + " * g;");
      break;
    case Optimizer::kMomentum:
      lines.push_back("v[k][i] = " + momentum + " * v[k][i] + g;");
      lines.push_back("p -= " + rate + " * v[k][i];");
      break;
    case Optimizer::kNesterov:
      lines.push_back("v[k][i] = " + momentum + " * v[k][i] + g;");
      lines.push_back("p -= " + rate + " * (g + " + momentum + " * v[k][i]);");
      break;
    case Optimizer::kAdam: {
      const std::string b1 = ShortestText(o.beta1);
      const std::string b2 = ShortestText(o.beta2);
      lines.push_back("m[k][i] = " + b1 + " * m[k][i] + (1 - " + b1 + ") * g;");
      lines.push_back("s[k][i] = " + b2 + " * s[k][i] + (1 - " + b2 + ") * g * g;");
      lines.push_back("const double size = " + rate + " / (1 - std::pow(" + b1 + ", step + 1));");
      lines.push_back("const double second = std::sqrt(1 - std::pow(" + b2 + ", step + 1));");
      lines.push_back("p -= size * m[k][i] / (std::sqrt(s[k][i]) / second + " +
                      ShortestText(o.epsilon) + ");");
      break;
    }
  }
  return lines;
}

/// The optimizer's memory, of the shape of the parameters.
Lines MemoryLines(Optimizer kind) {
  const std::string type = "std::vector<std::vector<double>> ";
  const bool adam = kind == Optimizer::kAdam;
  if (kind == Optimizer::kSgd) return {};
  const std::string first = adam ? "m" : "v";
  Lines lines = {type + first + ";",
                 "for (const auto* p : parameters) " + first + ".emplace_back(p->size());"};
  if (adam) lines.push_back("auto s = m;");
  return lines;
}

Lines LossLines(const PlannedTraining& training) {
  const bool mean = training.options.loss == Loss::kMean;
  const Cost cost = CostOf(training.options);
  Lines lines = {"double loss = 0;",
                 "std::vector<std::vector<double>> gradients;",
                 "for (const auto& [X, Y] : pairs) {",
                 "  const std::vector<Tensor> A = forward(*X);",
                 "  Tensor D = A.back();",
                 "  for (std::size_t i = 0; i < D.values.size(); ++i) {",
                 "    const double e = D.values[i] - Y->values[i];"};
  const std::string share = mean ? " / N" : "";
  const auto whole = [mean](const std::string& text) { return mean ? "(" + text + ")" : text; };
  lines.push_back("    loss += " + whole(cost.value) + share + ";");
  lines.push_back("    D.values[i] = " + whole(cost.slope) + share + ";");
  lines.emplace_back("  }");
  const Lines rest = {"  const auto slopes = backward(A, D);",
                      "  if (gradients.empty()) {",
                      "    gradients = slopes;",
                      "    continue;",
                      "  }",
                      "  for (std::size_t k = 0; k < slopes.size(); ++k)",
                      "    for (std::size_t i = 0; i < slopes[k].size(); ++i)",
                      "      gradients[k][i] += slopes[k][i];"};
  if (training.pairs.size() == 1) {
    lines.emplace_back("  gradients = backward(A, D);");
  } else {
    lines.insert(lines.end(), rest.begin(), rest.end());
  }
  lines.emplace_back("}");
  return lines;
}

}  // namespace

std::string CppTraining(const ScriptPlan& plan) {
  const PlannedTraining& training = *plan.training;
  Lines names;
  for (const std::string& name : LearnedNames(plan)) {
    names.push_back("&" + name + (name[0] == 'W' ? ".values" : ""));
  }
  Lines lines = {"const std::vector<std::vector<double>*> parameters{" + Joined(names, ", ") +
                 "};"};
  const Lines memory = MemoryLines(training.options.optimizer.kind);
  lines.insert(lines.end(), memory.begin(), memory.end());
  if (training.options.loss == Loss::kMean) {
    lines.emplace_back("double N = 0;");
    lines.emplace_back("for (const auto& pair : pairs) N += pair.second->values.size();");
  }
  lines.emplace_back("std::cout << std::setprecision(9);");
  if (training.unlimited) lines.emplace_back("// ConvLens has no limit of steps here.");
  lines.push_back("for (int step = 0; step < " + std::to_string(training.steps) + "; ++step) {");
  for (const std::string& line : LossLines(training)) lines.push_back("  " + line);
  const Lines update = {"std::cout << \"step \" << step << \"  loss \" << loss << '\\n';",
                        "for (std::size_t k = 0; k < parameters.size(); ++k)",
                        "  for (std::size_t i = 0; i < parameters[k]->size(); ++i) {",
                        "    double& p = (*parameters[k])[i];",
                        training.options.optimizer.weight_decay != 0
                            ? "    double g = gradients[k][i];"
                            : "    const double g = gradients[k][i];"};
  for (const std::string& line : update) lines.push_back("  " + line);
  for (const std::string& line : UpdateLines(training)) lines.push_back("      " + line);
  lines.emplace_back("    }");
  lines.emplace_back("}");
  for (size_t i = 0; i < plan.layers.size(); ++i) {
    if (!plan.layers[i].learns) continue;
    const std::string w = plan.Named("W", i);
    const std::string b = plan.Named("b", i);
    lines.push_back("std::cout << \"" + w + " =\\n\";");
    lines.push_back("print(" + w + ".values, " + w + ".cols);");
    if (!BiasLearns(plan, plan.layers[i])) continue;
    lines.push_back("std::cout << \"" + b + " =\\n\";");
    lines.push_back("print(" + b + ", " + b + ".size());");
  }
  return CppRate(training) + "int main() {\n" + Block(lines, "  ") + "}\n";
}

}  // namespace convlens
