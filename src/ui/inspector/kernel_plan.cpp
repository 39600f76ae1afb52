#include <algorithm>
#include <iterator>

#include "layer/compute/forward.h"
#include "scene/figure/number_text.h"
#include "ui/controls/folding.h"
#include "ui/controls/inspection.h"
#include "ui/controls/rows.h"
#include "ui/controls/word_choice.h"
#include "ui/inspector/kernel_sections.h"

namespace convlens {
namespace {

constexpr Word<CorrelationMethod> kMethodWords[] = {{CorrelationMethod::kAutomatic, "Automatic"},
                                                    {CorrelationMethod::kDirect, "Direct"},
                                                    {CorrelationMethod::kPasses, "Passes"},
                                                    {CorrelationMethod::kFourier, "FFT"}};

std::string WayText(UiContext& ui, const CorrelationPlan& plan) {
  if (plan.way == CorrelationWay::kDirect) return ui.tr("directly");
  if (plan.way == CorrelationWay::kFourier) {
    const Shape tile = plan.tiling.transform;
    return ui.tr("by FFT, in tiles of {}×{}", std::to_string(tile.height),
                 std::to_string(tile.width));
  }
  const int rank = plan.factors.rank;
  if (rank == 1) return ui.tr("rank 1: two passes");
  return ui.tr("rank {}: {} passes", std::to_string(rank), std::to_string(2 * rank));
}

std::string FourierText(UiContext& ui) {
  return ui.tr(
      "Multiplies the spectra of the input's tiles and of the kernel. Sums that cancel to 0 may "
      "come out as 0.0000001 of the largest; those of integers alone are added directly.");
}

std::string ReasonText(UiContext& ui, const CorrelationPlan& plan) {
  switch (plan.reason) {
    case PlanReason::kFewOutputs:
      return ui.tr("For an output this small, preparing another way takes longer than it saves.");
    case PlanReason::kNoFactors:
      return ui.tr("There are no factors: the kernel is all zero or not finite.");
    case PlanReason::kNoSpectrum:
      return ui.tr(
          "The kernel has no spectrum to use: it is all zero, not finite, or far too large "
          "or small.");
    case PlanReason::kAsked:
      if (plan.way == CorrelationWay::kFourier) return FourierText(ui);
      return ui.tr("As chosen here. The methods differ only by rounding.");
    case PlanReason::kFaster:
      break;
  }
  if (plan.way == CorrelationWay::kFourier) return FourierText(ui);
  if (plan.way == CorrelationWay::kPasses)
    return ui.tr("Rows, then columns: expected to be faster than the whole window.");
  return plan.factors.rank == 0
             ? ui.tr("A kernel of this size is computed faster directly, whatever its rank.")
             : ui.tr("Expected to be faster than passes of rank {}.",
                     std::to_string(plan.factors.rank));
}

// A method that says nothing about the layer in front is automatic for it.
template <size_t N>
void DrawMethods(UiContext& ui, const Word<CorrelationMethod> (&words)[N]) {
  const CorrelationMethod method = ui.bench.correlation_method();
  const bool known = std::any_of(std::begin(words), std::end(words),
                                 [method](const auto& word) { return word.value == method; });
  const CorrelationMethod chosen = known ? method : CorrelationMethod::kAutomatic;
  if (const auto picked = SegmentedOf(ui, "choice.method", words, chosen)) {
    ui.bench.SetCorrelationMethod(*picked);
  }
}

// Costs in the unit of the direct way, so that they can be compared.
void DrawCosts(UiContext& ui, const CorrelationPlan& plan) {
  if (plan.multiply_adds() > 0) {
    FactRow(ui, ui.tr("Multiply-adds per element"), CountText(plan.multiply_adds()));
  }
  FactRow(ui, ui.tr("Expected cost, directly"), ShortNumber(plan.direct_cost));
  if (plan.passes_cost > 0) {
    FactRow(ui, ui.tr("Expected cost, in passes"), ShortNumber(plan.passes_cost));
  }
  if (plan.fourier_cost > 0) {
    FactRow(ui, ui.tr("Expected cost, by FFT"), ShortNumber(plan.fourier_cost));
  }
}

/// The same for layers of many channels.
constexpr Word<CorrelationMethod> kManyWords[] = {{CorrelationMethod::kAutomatic, "Automatic"},
                                                  {CorrelationMethod::kDirect, "Direct"},
                                                  {CorrelationMethod::kFourByFour, "F(4×4)"}};

std::string ManyChannelsText(UiContext& ui, ManyChannels way) {
  switch (way) {
    case ManyChannels::kDirect:
      return ui.tr(
          "Product by product, in the order of the terms, as elements are stepped through.");
    case ManyChannels::kFourByFour:
      return ui.tr(
          "Winograd's F(4×4, 3×3): 36 multiplications a channel where 16 elements take 144 "
          "directly. Faster, but sums are off by up to 0.00002 of the largest, five to eight "
          "times as much as directly.");
    case ManyChannels::kAutomatic:
      break;
  }
  return ui.tr(
      "Winograd's F(2×2, 3×3): 16 multiplications a channel where 4 elements take 36 directly. "
      "Rounding is no larger than directly. Training, and each element that is stepped through, "
      "add product by product.");
}

void DrawManyChannels(UiContext& ui) {
  if (!FoldingSection(ui, "fold.plan", ui.tr("How it is computed"), true)) return;
  const ManyChannels way = ManyChannelsOf(ui.bench.correlation_method());
  const bool direct = way == ManyChannels::kDirect;
  const char* const side = way == ManyChannels::kFourByFour ? "4" : "2";
  const std::string text = direct ? std::string(ui.tr("directly"))
                                  : ui.tr("by Winograd's filtering, in tiles of {}×{}", side, side);
  ui.inspection.Fact("kernel.plan", text);
  DrawMethods(ui, kManyWords);
  FactRow(ui, ui.tr("Computed"), text);
  Remark(ui, ManyChannelsText(ui, way));
}

}  // namespace

void DrawKernelPlan(UiContext& ui) {
  const EvaluationPtr present = ui.bench.evaluation();
  const Evaluation& evaluation = *present;
  if (evaluation.problem) return;
  const LayerSettings& settings = evaluation.front_layer().settings;
  if (HasManyChannels(settings, evaluation.front_input().shape().channels)) {
    return DrawManyChannels(ui);
  }
  const auto& plan = ui.state.kernel_plan.Of(evaluation, ui.bench.correlation_method());
  if (!plan) return;
  if (!FoldingSection(ui, "fold.plan", ui.tr("How it is computed"), true)) return;
  const std::string way = WayText(ui, *plan);
  ui.inspection.Fact("kernel.plan", way);
  DrawMethods(ui, kMethodWords);
  FactRow(ui, ui.tr("Computed"), way);
  DrawCosts(ui, *plan);
  Remark(ui, ReasonText(ui, *plan));
}

}  // namespace convlens
