#include "io/json/run_json.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "io/json/grid_json.h"
#include "io/json/json_text.h"
#include "io/json/layer_json.h"
#include "io/json/session_fields.h"

namespace convlens {
namespace {

// The loss of a run that diverged need not be finite.
std::string LossToJson(double loss) {
  if (std::isnan(loss)) return "\"NaN\"";
  if (std::isinf(loss)) return loss > 0 ? "\"Infinity\"" : "\"-Infinity\"";
  return DoubleToJson(loss);
}

std::string LossesToJson(const LossSeries& losses) {
  std::string steps(1, '[');
  std::string values(1, '[');
  for (const LossPoint& point : losses.points()) {
    if (steps.size() > 1) {
      steps.append(1, ',');
      values.append(1, ',');
    }
    steps.append(std::to_string(point.step));
    values.append(LossToJson(point.loss));
  }
  return ObjectText()
      .Add("steps", steps.append(1, ']'))
      .Add("losses", values.append(1, ']'))
      .Close();
}

bool Ascend(const std::vector<int64_t>& steps) {
  return std::adjacent_find(steps.begin(), steps.end(), std::greater_equal<>()) == steps.end() &&
         (steps.empty() || steps.front() >= 0);
}

LossSeries ReadLosses(JsonFields fields) {
  std::vector<int64_t> steps;
  std::vector<double> losses;
  fields.ReadList("steps", steps);
  fields.ReadList("losses", losses);
  LossSeries series;
  if (steps.size() != losses.size() || steps.size() > LossSeries::kCapacity || !Ascend(steps)) {
    fields.Fail("{}: the steps and losses of {} do not match.", {fields.path()});
    return series;
  }
  for (size_t i = 0; i < steps.size(); ++i) series.Add(steps[i], losses[i]);
  return series;
}

std::string OptionsToJson(const TrainingOptions& options) {
  ObjectText text;
  DescribeTrainingOptions(Writing(text), options);
  return text.Close();
}

TrainingOptions ReadOptions(JsonFields fields) {
  TrainingOptions options;
  DescribeTrainingOptions(Reading(fields), options);
  return options;
}

/// Those that the first layer was made for, known from the first that has weights.
int InputChannelsOf(const std::vector<Layer>& layers) {
  for (const Layer& layer : layers) {
    const LayerSettings& s = layer.settings;
    if (!s.has_weights()) continue;
    const bool transposed = s.kind == LayerKind::kTransposed;
    return transposed ? layer.weights.first() : layer.weights.second() * s.groups;
  }
  return 1;
}

// Runs of a single kernel have none, and those of older sessions.
void ReadLayers(JsonFields& fields, RunRecord& run) {
  if (!fields.Has("layers")) return;
  int channels = 1;
  fields.Read("input_channels", channels, 1);
  run.layers = ReadLayerList(fields, "layers", channels);
}

}  // namespace

std::string RunToJson(const RunRecord& run, const std::string& kernel, const std::string& layers) {
  ObjectText text;
  text.Add("name", QuotedJson(run.name))
      .Add("options", OptionsToJson(run.options))
      .Add("seed", std::to_string(run.seed))
      .Add("steps", std::to_string(run.steps))
      .Add("kernel", kernel)
      .Add("bias", FloatToJson(run.bias))
      .Add("losses", LossesToJson(run.losses));
  if (!run.held_out_losses.empty()) {
    text.Add("held_out_losses", LossesToJson(run.held_out_losses));
  }
  if (!run.layers.empty()) {
    text.Add("input_channels", std::to_string(InputChannelsOf(run.layers))).Add("layers", layers);
  }
  return text.Close();
}

RunRecord ReadRun(JsonFields fields) {
  RunRecord run;
  fields.Read("name", run.name);
  run.options = ReadOptions(fields.Object("options"));
  fields.Read("seed", run.seed);
  fields.Read("steps", run.steps, 0);
  fields.ReadGrid("kernel", run.kernel, {kMaxKernelSide, true});
  fields.ReadFloat("bias", run.bias);
  run.losses = ReadLosses(fields.Object("losses"));
  if (fields.Has("held_out_losses")) {
    run.held_out_losses = ReadLosses(fields.Object("held_out_losses"));
  }
  ReadLayers(fields, run);
  return run;
}

}  // namespace convlens
