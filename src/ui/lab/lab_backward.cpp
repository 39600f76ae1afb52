#include "ui/lab/lab_backward.h"

#include <algorithm>
#include <array>

#include "paint/camera.h"
#include "scene/figure/number_text.h"
#include "scene/layout/backward_figure.h"
#include "ui/controls/figure_painting.h"
#include "ui/controls/inspection.h"
#include "ui/controls/word_choice.h"
#include "ui/lab/lab_views.h"

namespace convlens {
namespace {

constexpr float kPartWidth = 168;  // points
constexpr float kStepWidth = 92;

constexpr Word<BackwardPart> kPartWords[] = {{BackwardPart::kKernel, "∂L/∂K"},
                                             {BackwardPart::kInput, "∂L/∂X"}};

// The pass of the evaluation that is shown, or null where there is none or it is too large.
const BackwardPass* PresentPass(UiContext& ui) {
  const BackwardPass* pass = ui.bench.training().Backward();
  if (pass == nullptr) return nullptr;
  BackwardView& view = ui.state.lab.backward;
  view.playback = playback::Clamped(view.playback, BackwardExtent(*pass, view.part));
  return pass;
}

Cell ElementOf(const BackwardPass& pass, const BackwardView& view) {
  return CellAt(view.playback.output, GradientOf(pass, view.part).shape().width);
}

void ChoosePart(UiContext& ui, float narrower) {
  BackwardView& view = ui.state.lab.backward;
  const auto picked =
      SegmentedOf(ui, "choice.backward", kPartWords, view.part, kPartWidth * narrower);
  if (!picked) return;
  view.part = *picked;
  view.playback = {};
}

// The factor by which the row's controls fit into `room` pixels.
float RowScale(const UiContext& ui, float room) {
  const float gaps = 4 * ImGui::GetStyle().ItemSpacing.x;
  return std::min(1.0F, (room - gaps) / ui.theme.px(kPartWidth + 4 * kStepWidth));
}

struct StepButton {
  const char* id;
  const char* label;
  Playback (*step)(Playback, PlaybackExtent);
};

void DrawSteps(UiContext& ui, const BackwardPass& pass, float narrower) {
  static constexpr std::array<StepButton, 4> kSteps = {
      {{"button.backward_first", "First", playback::GoToFirst},
       {"button.backward_back", "Back", playback::StepBack},
       {"button.backward_over", "Step over", playback::StepOver},
       {"button.backward_into", "Step into", playback::StepInto}}};
  BackwardView& view = ui.state.lab.backward;
  const PlaybackExtent extent = BackwardExtent(pass, view.part);
  for (const StepButton& button : kSteps) {
    ImGui::SameLine();
    if (Button(ui, button.id, ui.tr(button.label), kStepWidth * narrower)) {
      view.playback = button.step(view.playback, extent);
    }
  }
}

std::string Signed(double value) {
  const std::string text = ShortNumber(value);
  return value < 0 ? std::string("(").append(text).append(")") : text;
}

// "∂L/∂K[0,1] = 1×(−2) + 2×0.5 = −1", as far as the sum has come.
std::string SumText(const BackwardPass& pass, const BackwardView& view) {
  constexpr size_t kMostTerms = 60;
  const Cell element = ElementOf(pass, view);
  const std::vector<BackwardTerm> terms = BackwardTerms(pass, view.part, element);
  const size_t done =
      view.playback.terms ? static_cast<size_t>(*view.playback.terms) : terms.size();
  std::string text = view.part == BackwardPart::kKernel ? "∂L/∂K" : "∂L/∂X";
  text.append(FillIn("[{},{}] = ", {std::to_string(element.row), std::to_string(element.col)}));
  for (size_t i = 0; i < done && i < kMostTerms; ++i) {
    if (i > 0) text.append(" + ");
    text.append(Signed(terms[i].input)).append("×").append(Signed(terms[i].weight));
  }
  if (done > kMostTerms) text.append(" + …");
  if (done == 0) return text.append("0");
  return text.append(" = ").append(ShortNumber(terms[done - 1].partial));
}

}  // namespace

bool HasBackwardFigure(UiContext& ui) { return PresentPass(ui) != nullptr; }

void DrawBackwardFigure(UiContext& ui, Rect bounds) {
  const BackwardPass* pass = PresentPass(ui);
  BackwardView& view = ui.state.lab.backward;
  const Figure figure = BuildBackwardFigure(*pass, view.part, view.playback, ui.bench.view());
  const float margin = ui.theme.px(36);
  const FigureCamera camera =
      FitCamera(figure.bounds, bounds, {margin, margin, margin, margin}, 1.6F * ui.theme.scale);
  DrawFigure(ImGui::GetWindowDrawList(), ui, figure, camera, bounds);
  ui.inspection.Place("figure", bounds);
  ui.inspection.Place("grid.gradient", ToPixels(camera, figure.grids[2].bounds));
  ImGui::SetCursorScreenPos({bounds.x, bounds.y});
  // A click on an element of the gradient shows where it comes from.
  if (!ImGui::InvisibleButton("backward", {bounds.width, bounds.height})) return;
  const auto hit = HitTest(figure, ToPlane(camera, ImGui::GetIO().MousePos));
  if (!hit || hit->grid != 2) return;
  view.playback = {};
  view.playback.output =
      int64_t{hit->cell.row} * GradientOf(*pass, view.part).shape().width + hit->cell.col;
}

void DrawBackward(UiContext& ui, Rect card) {
  const Theme& theme = ui.theme;
  const BackwardPass* pass = PresentPass(ui);
  if (pass == nullptr) {
    if (PlainLayer(ui.bench.document()) == nullptr) {
      DrawCardMessage(
          ui, card,
          ui.tr("The backward pass can be stepped through for a single plain layer. For a stack it "
                "is computed as well, layer by layer from the last one, but not drawn."));
      return;
    }
    const bool large = ui.bench.evaluation()->input.shape().count() > BackwardStudy::kMostCells;
    DrawCardMessage(ui, card,
                    large ? ui.tr("The gradient is stepped through number by number: choose an "
                                  "input of at most {} cells.",
                                  std::to_string(BackwardStudy::kMostCells))
                          : NoAnalysisText(ui, true));
    return;
  }
  const float left = card.x + theme.px(18);
  ImGui::SetCursorScreenPos({left, card.y + theme.px(52)});
  const float narrower = RowScale(ui, card.right() - left - theme.px(18));
  ChoosePart(ui, narrower);
  DrawSteps(ui, *pass, narrower);
  const BackwardView& view = ui.state.lab.backward;
  ImGui::SetCursorScreenPos({left, card.y + theme.px(96)});
  ImGui::BeginChild("backward_sum",
                    {card.right() - left - theme.px(12), card.bottom() - card.y - theme.px(104)});
  Paragraph(ui, SumText(*pass, view), theme.mono, theme.text);
  const bool of_kernel = view.part == BackwardPart::kKernel;
  const bool correlation = pass->operation == Operation::kCorrelation;
  const char* note =
      !of_kernel ? "The full convolution of the slope with the kernel: every output that an input "
                   "cell takes part in sends its slope back, times the weight between them."
      : correlation ? "The correlation of the input with the slope: every output sends its slope "
                      "back to the weight, times the input that it met there."
                    : "The correlation of the input with the slope, turned by 180° because a "
                      "convolution flips its kernel.";
  Paragraph(ui, ui.tr(note), theme.small, theme.dim_text);
  ImGui::EndChild();
  const Cell element = ElementOf(*pass, view);
  ui.inspection.Fact("backward.value", double{(*GradientOf(*pass, view.part).grid())[element]});
  ui.inspection.Fact("backward.element", static_cast<double>(view.playback.output));
}

}  // namespace convlens
