#include "code/script_text.h"

#include <algorithm>

#include "layer/settings/layer_words.h"

namespace convlens {

std::string Block(const Lines& lines, const std::string& indent) {
  std::string text;
  for (const std::string& line : lines) text += (line.empty() ? "" : indent) + line + "\n";
  return text;
}

std::string Pair(int a, int b) { return "(" + std::to_string(a) + ", " + std::to_string(b) + ")"; }

std::string SidesText(const Sides& s) {
  return std::to_string(s.top) + ", " + std::to_string(s.bottom) + ", " + std::to_string(s.left) +
         ", " + std::to_string(s.right);
}

std::string StepArguments(const LayerSettings& s, bool with_groups) {
  std::string text;
  if (s.stride != Step{}) text += ", stride=" + Pair(s.stride);
  if (s.dilation != Step{}) text += ", dilation=" + Pair(s.dilation);
  if (with_groups && s.groups != 1) text += ", groups=" + std::to_string(s.groups);
  return text;
}

std::string Quoted(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

std::string Heading(const ScriptPlan& plan, const std::string& comment) {
  // A backslash at its end would continue a comment of C++.
  std::string title = PrintableText(plan.title);
  std::replace(title.begin(), title.end(), '\\', '/');
  const std::string task = plan.training ? "the loss of each training step, then what was learned"
                                         : "the output of its layers";
  return comment + "ConvLens" + (title.empty() ? "" : ": " + title) + "\n" + comment + "Prints " +
         task + ".\n";
}

std::string RateText(const PlannedTraining& training) {
  return training.options.schedule.kind == Schedule::Kind::kConstant
             ? ShortestText(training.options.rate)
             : "rate(step)";
}

std::string RateFunction(const PlannedTraining& training) {
  const Schedule& s = training.options.schedule;
  const std::string rate = ShortestText(training.options.rate);
  const std::string head = "\ndef rate(step):\n";
  switch (s.kind) {
    case Schedule::Kind::kConstant:
      break;
    case Schedule::Kind::kStep:
      return head + "    return " + rate + " * " + ShortestText(s.factor) + " ** (step // " +
             std::to_string(s.every) + ")\n\n";
    case Schedule::Kind::kCosine: {
      const std::string length = std::to_string(s.length);
      const std::string last = ShortestText(s.last);
      return head + "    share = min(step / " + length + ", 1)\n    return " + last + " + (" +
             rate + " - " + last + ") * (1 + math.cos(math.pi * share)) / 2\n\n";
    }
  }
  return "";
}

bool BiasLearns(const ScriptPlan& plan, const PlannedLayer& layer) {
  return layer.learns && plan.training->options.learn_bias;
}

Lines LearnedNames(const ScriptPlan& plan, const std::string& single) {
  Lines names;
  for (size_t i = 0; i < plan.layers.size(); ++i) {
    if (!plan.layers[i].learns) continue;
    names.push_back(plan.Named(plan.layers.size() == 1 ? single : "W", i));
    if (BiasLearns(plan, plan.layers[i])) names.push_back(plan.Named("b", i));
  }
  return names;
}

std::string BorderWord(Border border) { return std::string(WordOf(kBorderWords, border).word); }

}  // namespace convlens
