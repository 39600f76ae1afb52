#include <algorithm>
#include <cmath>

#include "train/quadratic/stability.h"
#include "ui/lab/lab_views.h"

namespace convlens {
namespace {

// Where steps are many, a part of them was recorded; the state that the run has now is known too.
std::vector<LossPoint> HeldOutPoints(const TrainingSnapshot& training) {
  std::vector<LossPoint> points;
  for (const TrainingHistory::Record& record : training.history.records()) {
    if (!std::isnan(record->held_out_loss)) {
      points.push_back({record->step, record->held_out_loss});
    }
  }
  if (points.empty() || std::isnan(training.held_out_loss)) return points;
  if (points.back().step < training.state.step) {
    points.push_back({training.state.step, training.held_out_loss});
  }
  return points;
}

constexpr size_t kMostNames = 10;

// Where the weights go, as dashed lines, where that is known.
void AddExactWeights(UiContext& ui, PlotContent& content, size_t count) {
  const AnalysisPtr analysis = ui.bench.Analysis();
  if (!analysis || count > kMostNames || analysis->minimum.parameters.size() != count) return;
  if (!analysis->minimum.flat.empty()) return;
  std::vector<double> drawn;
  for (const double weight : analysis->minimum.parameters) {
    const bool again = std::any_of(drawn.begin(), drawn.end(), [weight](double other) {
      return std::fabs(other - weight) < 1e-6 * (1 + std::fabs(weight));
    });
    if (again) continue;
    drawn.push_back(weight);
    content.series.push_back(
        {ui.tr("least squares"), {{0, weight}}, PlotSeries::Kind::kReference, ChartInk::kTarget});
  }
}

}  // namespace

PlotContent LossContent(UiContext& ui) {
  PlotContent content;
  const bool mean = ui.bench.document().training.loss == Loss::kMean;
  content.title = ui.tr(mean ? "Mean of (Ŷ − Y)²" : "Σ(Ŷ − Y)²");
  content.logarithmic = ui.bench.view().log_loss;
  content.steps = ui.state.lab.steps;
  const std::vector<EarlierRun>& runs = ui.bench.earlier_runs();
  for (size_t i = 0; i < runs.size(); ++i) {
    const LossSeries& losses = runs[i].record.losses;
    if (losses.empty()) continue;
    content.series.push_back({RunName(ui, i), losses.points(), PlotSeries::Kind::kEarlier,
                              InkOfRun(i),
                              FillIn("η {}", {RateText(runs[i].record.options.rate)})});
  }
  std::vector<LossPoint> held_out = HeldOutPoints(ui.bench.training());
  if (!held_out.empty()) {
    content.series.push_back({ui.tr("held-out pair"), std::move(held_out),
                              PlotSeries::Kind::kCompanion, ChartInk::kTarget});
  }
  std::vector<LossPoint> present = ui.bench.LossesOfRun().points();
  if (!present.empty()) content.series.push_back({ui.tr("this run"), std::move(present)});
  return content;
}

/// What is drawn of a run's weights: all of a plain layer, of a stack the kernel in front.
struct DrawnWeights {
  Grid kernel;
  float bias = 0;
};

/// `then` is a document of the stack's shapes, to look at the numbers in.
DrawnWeights WeightsOf(const TrainingState& state, Document& then, Front front) {
  if (state.layers.empty()) return {state.kernel, state.bias};
  then.layers = state.layers;
  return {FrontKernel(then, front), FrontBias(then, front)};
}

PlotContent WeightContent(UiContext& ui) {
  PlotContent content;
  content.title = ui.tr("Weights over the steps");
  content.steps = ui.state.lab.steps;
  const TrainingSnapshot& training = ui.bench.training();
  const std::vector<TrainingHistory::Record>& records = training.history.records();
  const TrainingState& state = training.state;
  Document then = ui.bench.document();
  const bool changed = !state.layers.empty() && !SameShapes(state.layers, then.layers);
  if (records.empty() || changed) return content;  // an edit since the run has changed the layers
  std::vector<DrawnWeights> weights;
  weights.reserve(records.size());
  for (const TrainingHistory::Record& record : records) {
    weights.push_back(WeightsOf(StateOf(*record), then, ui.bench.front()));
  }
  const DrawnWeights now = WeightsOf(state, then, ui.bench.front());
  const Shape shape = now.kernel.shape();
  if (shape.empty()) return content;  // pooling is in front
  const bool with_bias = ui.bench.document().training.learn_bias;
  const size_t count = static_cast<size_t>(shape.count()) + (with_bias ? 1 : 0);
  content.names = count <= kMostNames;
  for (size_t i = 0; i < count; ++i) {
    const bool bias = i == static_cast<size_t>(shape.count());
    PlotSeries series{WeightName(i, shape),
                      {},
                      PlotSeries::Kind::kPresent,
                      bias ? ChartInk::kInput : ChartInk::kKernel};
    const Cell cell = bias ? Cell{} : CellAt(static_cast<int64_t>(i), shape.width);
    const auto value = [&](const DrawnWeights& w) { return bias ? w.bias : w.kernel[cell]; };
    for (size_t r = 0; r < records.size(); ++r) {
      series.points.push_back({records[r]->step, value(weights[r])});
    }
    if (state.step > series.points.back().step) series.points.push_back({state.step, value(now)});
    content.series.push_back(std::move(series));
  }
  AddExactWeights(ui, content, count);
  return content;
}

PlotContent PresentPlot(UiContext& ui) {
  PlotContent content =
      ui.state.lab.view == LabView::kWeights ? WeightContent(ui) : LossContent(ui);
  if (!ui.bench.training().history.empty()) content.marked_step = ui.bench.StepLookedAt();
  return content;
}

}  // namespace convlens
