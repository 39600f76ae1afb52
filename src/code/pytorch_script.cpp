#include <algorithm>

#include "code/pytorch_layers.h"

namespace convlens {
namespace {

constexpr NumberStyle kTorchNumbers{"torch.nan", "torch.inf", true};

constexpr const char* kCells = R"(
def cells(n, before, after, border):
    """The cells of 0..n-1 that stand for those from -before to n+after-1."""
    at = torch.arange(-before, n + after)
    if border == "replicate":
        return at.clamp(0, n - 1)
    if border == "circular":
        return at % n
    turn = 2 * n if border == "symmetric" else max(2 * n - 2, 1)
    return torch.minimum(at % turn, (2 * n - 1 if border == "symmetric" else turn) - at % turn)

)";

class PyTorchWriter {
 public:
  explicit PyTorchWriter(const ScriptPlan& plan) : plan_(plan) {}

  Script Write() {
    const std::string data = Data();
    std::string body = Forward();
    body += plan_.training ? Training() : "print(forward(X))\n";
    std::string imports;
    if (body.find("math.") != std::string::npos) imports += "import math\n\n";
    if (!script_.arrays.empty()) imports += "import numpy as np\n";
    imports += "import torch\n";
    if (body.find("F.") != std::string::npos) imports += "from torch.nn import functional as F\n";
    const bool cells = body.find("cells(") != std::string::npos;
    script_.text = Heading(plan_, "# ") + ArraysComment(script_, "# ") + imports +
                   "\ntorch.set_default_dtype(torch.float64)\n"
                   "torch.set_printoptions(precision=8, linewidth=100)\n\n" +
                   data + (cells ? std::string(kCells) + body : body);
    return std::move(script_);
  }

 private:
  /// Numbers as a tensor of four axes, or of one.
  std::string Assigned(const std::string& name, const ScriptNumbers& numbers, bool learns = false) {
    const std::string head = name + " = ";
    const std::string grad = learns ? ".requires_grad_()" : "";
    const auto axes = static_cast<int>(numbers.shape.size());
    if (numbers.count() > kMostNumbersInText) {
      const std::string file = AddArray(script_, plan_.stem, name, numbers);
      return head + "torch.from_numpy(np.load(" + Quoted(file) + ")).double()" +
             (axes == 3 ? "[None]" : "") + grad + "\n";
    }
    if (axes == 1) {
      return head + "torch.tensor(" + NestedList(numbers, kTorchNumbers, 1, 0) + ")" + grad + "\n";
    }
    const int written = axes - LeadingOnes(numbers.shape);
    std::string more;
    for (int axis = written; axis < 4; ++axis) more += more.empty() ? "[None" : ", None";
    if (!more.empty()) more += "]";
    return head + "torch.tensor(" + NestedList(numbers, kTorchNumbers, written, head.size() + 13) +
           ")" + more + grad + "\n";
  }

  std::string Data() {
    std::string text;
    if (!plan_.training) {
      text = Assigned("X", NumbersOf(plan_.input));
    } else if (plan_.training->pairs.size() == 1) {
      text = Assigned("X", NumbersOf(plan_.input)) +
             Assigned("Y", NumbersOf(plan_.training->pairs[0].target));
    } else {
      text = Pairs(plan_.training->pairs);
    }
    for (size_t i = 0; i < plan_.layers.size(); ++i) {
      const PlannedLayer& layer = plan_.layers[i];
      if (!layer.settings().has_weights()) continue;
      text += Assigned(plan_.Named("W", i), NumbersOf(layer.layer.weights), layer.learns);
      if (HasBias(plan_, layer)) {
        text +=
            Assigned(plan_.Named("b", i), NumbersOf(layer.layer.bias), BiasLearns(plan_, layer));
      }
    }
    return text;
  }

  std::string Pairs(const std::vector<TrainingPair>& pairs) {
    std::string text;
    Lines names;
    for (size_t i = 0; i < pairs.size(); ++i) {
      const std::string number = std::to_string(i + 1);
      text += Assigned("X" + number, NumbersOf(pairs[i].input)) +
              Assigned("Y" + number, NumbersOf(pairs[i].target));
      names.push_back("(X" + number + ", Y" + number + ")");
    }
    return text + "pairs = [" + Joined(names, ", ") + "]\n";
  }

  std::string Forward() const {
    Lines lines;
    for (size_t i = 0; i < plan_.layers.size(); ++i) {
      const Lines of_layer = PyTorchLayer(plan_, i);
      lines.insert(lines.end(), of_layer.begin(), of_layer.end());
      lines.back() += "  # " + ShapeComment(plan_.layers[i].output);
    }
    lines.emplace_back("return X");
    return "\n\ndef forward(X):\n" + Block(lines, "    ") + "\n\n";
  }

  std::string Optimizer() const {
    const OptimizerOptions& o = plan_.training->options.optimizer;
    std::string text = "[" + Joined(LearnedNames(plan_), ", ") +
                       "], lr=" + ShortestText(plan_.training->options.rate);
    if (o.weight_decay != 0) text += ", weight_decay=" + ShortestText(o.weight_decay);
    const bool momentum = o.kind != Optimizer::kSgd && o.momentum != 0;
    switch (o.kind) {
      case Optimizer::kAdam:
        return "torch.optim.Adam(" + text + ", betas=(" + ShortestText(o.beta1) + ", " +
               ShortestText(o.beta2) + "), eps=" + ShortestText(o.epsilon) + ")";
      case Optimizer::kNesterov:
      case Optimizer::kMomentum:
      case Optimizer::kSgd:
        break;
    }
    if (momentum) text += ", momentum=" + ShortestText(o.momentum);
    if (momentum && o.kind == Optimizer::kNesterov) text += ", nesterov=True";
    return "torch.optim.SGD(" + text + ")";
  }

  std::string Cost() const {
    const std::string delta = ShortestText(plan_.training->options.huber_delta);
    switch (plan_.training->options.error) {
      case ErrorMeasure::kSquared:
        break;
      case ErrorMeasure::kAbsolute:
        return "(forward(X) - Y).abs().sum()";
      case ErrorMeasure::kHuber:
        return "F.huber_loss(forward(X), Y, reduction=\"sum\", delta=" + delta + ")";
    }
    return "((forward(X) - Y) ** 2).sum()";
  }

  std::string Training() const {
    const PlannedTraining& training = *plan_.training;
    const bool mean = training.options.loss == Loss::kMean;
    const bool many = training.pairs.size() > 1;
    std::string loss = many ? "sum(" + Cost() + " for X, Y in pairs)" : Cost();
    if (mean) loss += " / N";
    std::string text = RateFunction(training);
    if (!text.empty()) text += "\n";
    text += "optimizer = " + Optimizer() + "\n";
    if (mean) text += many ? "N = sum(Y.numel() for X, Y in pairs)\n" : "N = Y.numel()\n";
    if (training.unlimited) text += "# ConvLens has no limit of steps here.\n";
    text += "for step in range(" + std::to_string(training.steps) + "):\n";
    Lines lines = {"loss = " + loss, "print(f\"step {step}  loss {loss.item():.9g}\")",
                   "optimizer.zero_grad()", "loss.backward()", "optimizer.step()"};
    if (training.options.schedule.kind != Schedule::Kind::kConstant) {
      lines.insert(lines.end() - 1, "optimizer.param_groups[0][\"lr\"] = rate(step)");
    }
    text += Block(lines, "    ");
    for (const std::string& name : LearnedNames(plan_)) {
      text += "print(\"" + name + " =\")\nprint(" + name + ".detach())\n";
    }
    return text;
  }

  const ScriptPlan& plan_;
  Script script_;
};

}  // namespace

Result<Script> PyTorchScript(const ScriptPlan& plan) { return PyTorchWriter(plan).Write(); }

}  // namespace convlens
