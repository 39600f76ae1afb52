#include "ui/lab_plot.h"

namespace convlens {
namespace {

// The losses were taken before each update; where the kernel still is what the run made of it, its
// present loss is the last point.
std::vector<LossPoint> PresentPoints(const Workbench& bench) {
  const TrainingSnapshot& training = bench.training();
  std::vector<LossPoint> points = training.losses.points();
  const Evaluation& evaluation = bench.evaluation();
  const bool evaluated = !evaluation.target_problem &&
                         FrontKernel(evaluation.document, {}) == training.state.kernel &&
                         FrontBias(evaluation.document, {}) == training.state.bias;
  if (!points.empty() && evaluated && points.back().step < training.state.step) {
    points.push_back({training.state.step, evaluation.loss});
  }
  return points;
}

}  // namespace

PlotContent LossContent(UiContext& ui) {
  PlotContent content;
  const bool mean = ui.bench.document().training.loss == Loss::kMean;
  content.title = ui.tr(mean ? "Loss: mean of (Ŷ − Y)²" : "Loss Σ(Ŷ − Y)²");
  content.logarithmic = ui.bench.view().log_loss;
  content.steps = ui.state.lab.steps;
  for (const LossSeries& earlier : ui.bench.earlier_runs()) {
    const std::string number = std::to_string(content.series.size() + 1);
    if (earlier.empty()) continue;
    content.series.push_back(
        {ui.tr("run {}", number), earlier.points(), PlotSeries::Kind::kEarlier, ChartInk::kDim});
  }
  std::vector<LossPoint> present = PresentPoints(ui.bench);
  if (!present.empty()) content.series.push_back({ui.tr("this run"), std::move(present)});
  return content;
}

PlotContent PresentPlot(UiContext& ui) { return LossContent(ui); }

}  // namespace convlens
