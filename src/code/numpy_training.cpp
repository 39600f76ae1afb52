#include "code/numpy_training.h"

namespace convlens {
namespace {

std::string Memory(const PlannedTraining& training) {
  switch (training.options.optimizer.kind) {
    case Optimizer::kSgd:
      break;
    case Optimizer::kMomentum:
    case Optimizer::kNesterov:
      return "v = [np.zeros(p.shape) for p in parameters]\n";
    case Optimizer::kAdam:
      return "m = [np.zeros(p.shape) for p in parameters]\n"
             "s = [np.zeros(p.shape) for p in parameters]\n";
  }
  return "";
}

std::string Cost(const PlannedTraining& training) {
  const TrainingOptions& o = training.options;
  const std::string delta = ShortestText(o.huber_delta);
  switch (o.error) {
    case ErrorMeasure::kSquared:
      break;
    case ErrorMeasure::kAbsolute:
      return "abs(E).sum()";
    case ErrorMeasure::kHuber:
      return "np.where(abs(E) < " + delta + ", E ** 2 / 2, " + delta + " * (abs(E) - " + delta +
             " / 2)).sum()";
  }
  return "(E ** 2).sum()";
}

std::string Slope(const PlannedTraining& training) {
  const TrainingOptions& o = training.options;
  const std::string delta = ShortestText(o.huber_delta);
  const std::string share = o.loss == Loss::kMean ? " / N" : "";
  switch (o.error) {
    case ErrorMeasure::kSquared:
      break;
    case ErrorMeasure::kAbsolute:
      return "np.sign(E)" + share;
    case ErrorMeasure::kHuber:
      return "np.clip(E, -" + delta + ", " + delta + ")" + share;
  }
  return "2 * E" + share;
}

Lines Update(const PlannedTraining& training) {
  const OptimizerOptions& o = training.options.optimizer;
  const std::string rate = RateText(training);
  const std::string momentum = ShortestText(o.momentum);
  Lines lines;
  if (o.weight_decay != 0) lines.push_back("g = g + " + ShortestText(o.weight_decay) + " * p");
  switch (o.kind) {
    case Optimizer::kSgd:
      lines.push_back("p -= " + rate + " * g");
      break;
    case Optimizer::kMomentum:
      lines.push_back("v[i] = " + momentum + " * v[i] + g");
      lines.push_back("p -= " + rate + " * v[i]");
      break;
    case Optimizer::kNesterov:
      lines.push_back("v[i] = " + momentum + " * v[i] + g");
      lines.push_back("p -= " + rate + " * (g + " + momentum + " * v[i])");
      break;
    case Optimizer::kAdam: {
      const std::string b1 = ShortestText(o.beta1);
      const std::string b2 = ShortestText(o.beta2);
      lines.push_back("m[i] = " + b1 + " * m[i] + (1 - " + b1 + ") * g");
      lines.push_back("s[i] = " + b2 + " * s[i] + (1 - " + b2 + ") * g ** 2");
      lines.push_back("size = " + rate + " / (1 - " + b1 + " ** (step + 1))");
      lines.push_back("p -= size * m[i] / (np.sqrt(s[i]) / math.sqrt(1 - " + b2 +
                      " ** (step + 1)) + " + ShortestText(o.epsilon) + ")");
      break;
    }
  }
  return lines;
}

std::string Loop(const PlannedTraining& training) {
  const bool mean = training.options.loss == Loss::kMean;
  const bool many = training.pairs.size() > 1;
  std::string text;
  if (mean) text += many ? "N = sum(Y.size for X, Y in pairs)\n" : "N = Y.size\n";
  if (training.unlimited) text += "# ConvLens has no limit of steps here.\n";
  text += "for step in range(" + std::to_string(training.steps) + "):\n";
  const std::string share = mean ? " / N" : "";
  Lines lines;
  if (many) {
    lines = {
        "loss, gradients = 0, [0] * len(parameters)",
        "for X, Y in pairs:",
        "    A = forward(X)",
        "    E = A[-1] - Y",
        "    loss += " + Cost(training) + share,
        "    gradients = [a + g for a, g in zip(gradients, backward(A, " + Slope(training) + "))]"};
  } else {
    lines = {"A = forward(X)", "E = A[-1] - Y", "loss = " + Cost(training) + share,
             "gradients = backward(A, " + Slope(training) + ")"};
  }
  lines.emplace_back("print(f\"step {step}  loss {loss:.9g}\")");
  lines.emplace_back("for i, (p, g) in enumerate(zip(parameters, gradients)):");
  for (const std::string& line : Update(training)) lines.push_back("    " + line);
  return text + Block(lines, "    ");
}

}  // namespace

std::string NumPyTraining(const PlannedTraining& training) {
  return Memory(training) + Loop(training);
}

}  // namespace convlens
