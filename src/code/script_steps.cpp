#include "code/script_steps.h"

#include <cctype>

#include "code/script_text.h"

namespace convlens {

std::vector<ScriptStep> StepsOf(const StepWriter& writer, const ScriptPlan& plan, size_t at) {
  const PlannedLayer& layer = plan.layers[at];
  const LayerSettings& s = layer.settings();
  const std::string weights = plan.Named("W", at);
  const std::string bias = plan.Named("b", at);
  std::vector<ScriptStep> steps;
  if (!layer.padding.none()) steps.push_back(writer.pad(layer));
  switch (s.kind) {
    case LayerKind::kConvolution:
      steps.push_back(writer.convolution(layer, weights, bias));
      break;
    case LayerKind::kTransposed:
      steps.push_back(writer.spread(layer, weights));
      steps.push_back(writer.cut(layer, bias));
      break;
    case LayerKind::kMaxPool:
      steps.push_back(writer.max_pool(layer));
      break;
    case LayerKind::kAveragePool:
      steps.push_back(writer.average_pool(layer));
      break;
  }
  if (!layer.learns) {
    for (ScriptStep& step : steps) step.back.clear();
  } else if (BiasLearns(plan, layer)) {
    steps.back().back.push_back(writer.bias_slopes(bias));
  }
  if (s.activation != Activation::kNone) steps.push_back(writer.activation(s));
  steps.back().comment = ShapeComment(layer.output);
  return steps;
}

std::string Replaced(std::string text, char mark, const std::string& by) {
  for (size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + by.size())) {
    text.replace(at, 1, by);
  }
  return text;
}

Lines BackLines(const ScriptStep& step, size_t place, bool passes) {
  Lines lines = step.back;
  if (passes) lines.insert(lines.end(), step.back_input.begin(), step.back_input.end());
  const std::string in = "A[" + std::to_string(place) + "]";
  const std::string out = "A[" + std::to_string(place + 1) + "]";
  for (std::string& line : lines) line = Replaced(Replaced(line, '@', in), '#', out);
  return lines;
}

bool Calls(std::string_view text, std::string_view name) {
  const std::string call = std::string(name) + "(";
  for (size_t at = text.find(call); at != std::string_view::npos; at = text.find(call, at + 1)) {
    const char before = at == 0 ? ' ' : text[at - 1];
    if (std::isalnum(static_cast<unsigned char>(before)) == 0 && before != '_' && before != '.') {
      return true;
    }
  }
  return false;
}

}  // namespace convlens
