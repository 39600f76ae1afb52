#include "code/script_plan.h"

#include <algorithm>

#include "model/document/front.h"
#include "model/evaluate/training_problem.h"
#include "model/evaluate/training_target.h"
#include "train/run/stack_gradient.h"

namespace convlens {
namespace {

/// Steps of a script where the document sets no limit.
constexpr int64_t kStepsWithoutLimit = 100;

/// Rows or columns that the last window of `outputs` needs behind the padded input.
int Overhang(int outputs, int stride, int span, int padded) {
  return std::max((outputs - 1) * stride + span - padded, 0);
}

PlannedLayer Planned(const Layer& layer, TensorShape input, TensorShape output) {
  const LayerSettings& s = layer.settings;
  PlannedLayer planned{layer, input, output, s.padding};
  if (planned.transposed()) planned.padding = {};
  if (!s.pooling()) return planned;
  const Shape span = s.span();
  planned.padding.bottom += Overhang(output.grid.height, s.stride.rows, span.height,
                                     input.grid.height + s.padding.rows());
  planned.padding.right +=
      Overhang(output.grid.width, s.stride.cols, span.width, input.grid.width + s.padding.cols());
  return planned;
}

PlannedTraining TrainingOf(const Document& document) {
  const TrainingSetup& setup = document.training;
  PlannedTraining training{OptionsOf(document), {{document.input, TargetOf(document)}}};
  training.pairs.insert(training.pairs.end(), setup.more_pairs.begin(), setup.more_pairs.end());
  training.unlimited = setup.step_limit == 0;
  training.steps = training.unlimited ? kStepsWithoutLimit : setup.step_limit;
  return training;
}

}  // namespace

Shape PlannedLayer::Spread() const {
  const Shape span = settings().span();
  return {(input.grid.height - 1) * settings().stride.rows + span.height,
          (input.grid.width - 1) * settings().stride.cols + span.width};
}

Sides PlannedLayer::Uncounted() const {
  const Sides counted = settings().count_padding ? settings().padding : Sides{};
  return {padding.top - counted.top, padding.bottom - counted.bottom, padding.left - counted.left,
          padding.right - counted.right};
}

Shape PlannedLayer::Counted() const {
  const Sides others = Uncounted();
  return {input.grid.height + padding.rows() - others.rows(),
          input.grid.width + padding.cols() - others.cols()};
}

PlannedLayer::Cut PlannedLayer::SpreadCut() const {
  const Sides& p = settings().padding;
  const Shape out = output.grid;
  const Shape spread = Spread();
  const int below = std::max(out.height + p.top - spread.height, 0);
  const int right = std::max(out.width + p.left - spread.width, 0);
  return {{0, below, 0, right},
          {p.top, spread.height + below - p.top - out.height, p.left,
           spread.width + right - p.left - out.width}};
}

std::string ScriptPlan::Named(const std::string& name, size_t layer) const {
  return layers.size() == 1 ? name : name + std::to_string(layer + 1);
}

Result<ScriptPlan> PlanScript(const Document& document, const ScriptRequest& request) {
  Document d = document;
  ScriptPlan plan{request.title, request.stem, d.input};
  const StackShapes shapes = ShapesOf(d.layers, d.input.shape());
  if (shapes.problem) return *shapes.problem;
  if (request.task == ScriptTask::kTraining) {
    if (std::optional<Message> problem = TrainingProblem(d)) return *problem;
    TakeNumbers(d, InitialState(d));
    plan.training = TrainingOf(d);
    const TrainingData data{plan.training->pairs};
    if (std::optional<Message> problem = StackProblem(data, d.layers)) return *problem;
  }
  for (size_t i = 0; i < d.layers.size(); ++i) {
    const TensorShape input = i == 0 ? d.input.shape() : shapes.outputs[i - 1];
    plan.layers.push_back(Planned(d.layers[i], input, shapes.outputs[i]));
    plan.layers.back().learns = plan.training && LayerLearns(d.layers[i]);
  }
  plan.plain = PlainLayer(d) != nullptr;
  return plan;
}

}  // namespace convlens
