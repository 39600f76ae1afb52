#include <algorithm>
#include <cmath>

#include "train/quadratic/stability.h"
#include "ui/lab/lab_views.h"

namespace convlens {
namespace {

constexpr size_t kMostNames = 10;

// Where the weights go, as dashed lines, where that is known.
void AddExactWeights(UiContext& ui, PlotContent& content, size_t count) {
  const AnalysisPtr analysis = ui.bench.training().Analysis();
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
        {ui.tr("least squares"), {{0, weight}}, PlotSeries::Kind::kGoal, Ink::kTarget});
  }
}

}  // namespace

PlotContent LossContent(UiContext& ui) {
  PlotContent content;
  const bool mean = ui.bench.document().training.loss == Loss::kMean;
  content.title = ui.tr(mean ? "Mean of (Ŷ − Y)²" : "Σ(Ŷ − Y)²");
  content.logarithmic = ui.bench.view().log_loss;
  content.steps = ui.state.lab.steps;
  const std::vector<EarlierRun>& runs = ui.bench.training().earlier_runs();
  for (size_t i = 0; i < runs.size(); ++i) {
    const LossSeries& losses = runs[i].record.losses;
    if (losses.empty()) continue;
    content.series.push_back({RunName(ui, i), losses.points(), PlotSeries::Kind::kEarlier,
                              InkOfRun(i),
                              FillIn("η {}", {RateText(runs[i].record.options.rate)})});
  }
  std::vector<LossPoint> held_out = ui.bench.training().HeldOutLossesOfRun();
  if (!held_out.empty()) {
    content.series.push_back(
        {ui.tr("held-out pair"), std::move(held_out), PlotSeries::Kind::kCompanion, Ink::kTarget});
  }
  std::vector<LossPoint> present = ui.bench.training().LossesOfRun().points();
  if (!present.empty()) content.series.push_back({ui.tr("this run"), std::move(present)});
  return content;
}

PlotContent WeightContent(UiContext& ui) {
  PlotContent content;
  content.title = ui.tr("Weights over the steps");
  content.steps = ui.state.lab.steps;
  const WeightCurves& weights = ui.bench.training().Weights();
  const size_t count = weights.curves.size();
  content.names = count <= kMostNames;
  for (size_t i = 0; i < count; ++i) {
    const bool bias = i == static_cast<size_t>(weights.kernel.count());
    content.series.push_back({WeightName(i, weights.kernel), weights.curves[i],
                              PlotSeries::Kind::kPresent, bias ? Ink::kInput : Ink::kKernel});
  }
  if (count > 0) AddExactWeights(ui, content, count);
  if (content.series.size() > count) {
    content.remark = ui.tr("dashed: least squares");
  }
  return content;
}

PlotContent PresentPlot(UiContext& ui) {
  PlotContent content =
      ui.state.lab.view == LabView::kWeights ? WeightContent(ui) : LossContent(ui);
  if (!ui.bench.training().snapshot().history.empty())
    content.marked_step = ui.bench.training().StepLookedAt();
  return content;
}

}  // namespace convlens
