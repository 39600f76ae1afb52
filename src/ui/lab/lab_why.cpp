#include <algorithm>
#include <array>
#include <cmath>

#include "scene/figure/number_text.h"
#include "train/quadratic/stability.h"
#include "ui/controls/inspection.h"
#include "ui/controls/kernel_table.h"
#include "ui/controls/rows.h"
#include "ui/controls/widgets.h"
#include "ui/lab/lab_gram.h"
#include "ui/lab/lab_views.h"
#include "ui/lab/learn_tab_sections.h"

namespace convlens {
namespace {

constexpr float kColumnHeight = 206;
constexpr float kLeastBesideTable =
    740;                        // points: in a narrower card the table has the whole width
constexpr float kColumn = 240;  // points: what stands beside the directions
constexpr size_t kFewDirections = 5;

/// What is looked at.
struct Why {
  const TaskAnalysis& analysis;
  const DescentStudy& study;
  TrainingOptions options;
};

std::string TextOf(UiContext& ui, DirectionName name, size_t i) {
  switch (name) {
    case DirectionName::kSum:
      return ui.tr("sum");
    case DirectionName::kDifference:
      return ui.tr("difference");
    case DirectionName::kBias:
      return ui.tr("bias");
    case DirectionName::kSumAndBias:
      return ui.tr("sum and bias");
    case DirectionName::kSumAgainstBias:
      return ui.tr("sum against bias");
    case DirectionName::kOther:
      break;
  }
  return ui.tr("direction {}", std::to_string(i + 1));
}

void Cell(UiContext& ui, const std::string& text, ImU32 color) {
  ImGui::TableNextColumn();
  if (ImGui::CalcTextSize(text.c_str()).x > ImGui::GetContentRegionAvail().x + 1) {
    ui.inspection.Fact("cut.why." + text, 1);
  }
  ImGui::PushStyleColor(ImGuiCol_Text, color);
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopStyleColor();
}

// What a direction adds to the loss, over six decades below the largest of all; the tick is the
// prediction.
void Bar(UiContext& ui, double share, std::optional<double> predicted, double largest) {
  constexpr double kDecades = 6;
  const auto along = [largest](double loss) {
    if (!(loss > 0) || !(largest > 0)) return 0.0F;
    return static_cast<float>(std::clamp(1 + std::log10(loss / largest) / kDecades, 0.0, 1.0));
  };
  const Theme& theme = ui.theme;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x - theme.px(6);
  const float height = ImGui::GetTextLineHeight();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, {at.x + width, at.y + height}, theme.raised, theme.px(3));
  list->AddRectFilled(at, {at.x + width * along(share), at.y + height}, theme.error, theme.px(3));
  if (predicted) {
    const float x = at.x + width * along(*predicted);
    list->AddRectFilled({x - theme.px(1.5F), at.y - theme.px(3)},
                        {x + theme.px(1.5F), at.y + height + theme.px(3)}, theme.target);
  }
  ImGui::Dummy({width, height});
}

void DrawDirectionRow(UiContext& ui, const Why& why, size_t i) {
  const Theme& theme = ui.theme;
  const DescentStudy::Direction& direction = why.study.directions[i];
  const bool flat = direction.flat;
  const double limit = direction.rate_limit;
  const bool too_fast = limit > 0 && why.options.rate > limit;
  ImGui::TableNextRow();
  Cell(ui, TextOf(ui, direction.name, i), theme.text);
  Cell(ui, ShortNumber(direction.eigenvalue), theme.text);
  const std::string rate = flat ? std::string(ui.tr("flat")) : limit > 0 ? RateText(limit) : "–";
  Cell(ui, rate, flat || too_fast ? theme.error : theme.text);
  Cell(ui, IsPredictable(why.options) ? FillIn("× {}", {ShortNumber(direction.factor)}) : "–",
       std::fabs(direction.factor) > 1 ? theme.error : theme.text);
  Cell(ui, flat ? "–" : ShortNumber(direction.loss), theme.text);
  const std::optional<double>& predicted = direction.predicted;
  Cell(ui, flat || !predicted ? "–" : ShortNumber(*predicted), theme.target);
  ImGui::TableNextColumn();
  if (!flat) Bar(ui, direction.loss, predicted, why.study.largest_loss);
}

void DrawDirections(UiContext& ui, const Why& why) {
  constexpr int kColumns = 7;
  constexpr float kWidths[kColumns] = {1.3F, 1.15F, 1.05F, 1, 1, 1, 1.3F};
  const char* const titles[kColumns] = {"Direction", "Eigenvalue", "Rate limit", "Per step",
                                        "Loss now",  "Predicted",  "Log scale"};
  const ImGuiTableFlags flags = ImGuiTableFlags_ScrollY | ImGuiTableFlags_SizingStretchProp;
  // A few rows may be read from a distance; many should be seen at once.
  const bool few = why.analysis.spectrum.size() <= kFewDirections;
  const ImVec2 padding(ui.theme.px(4), ui.theme.px(few ? 11.0F : 6.0F));
  ImGui::PushStyleVar(ImGuiStyleVar_CellPadding, padding);
  ImVec2 size = ImGui::GetContentRegionAvail();
  if (few) {
    const float row = ImGui::GetTextLineHeight() + 2 * padding.y;
    size.y = std::min(size.y, row * static_cast<float>(why.analysis.spectrum.size() + 1) + 2);
  }
  const bool open = ImGui::BeginTable("directions", kColumns, flags, size);
  ImGui::PopStyleVar();
  if (!open) return;
  ImGui::TableSetupScrollFreeze(0, 1);
  for (int column = 0; column < kColumns; ++column) {
    ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthStretch, kWidths[column]);
  }
  ImGui::TableNextRow();
  for (const char* title : titles) {
    Cell(ui, std::string(ui.tr(title)), ui.theme.dim_text);
  }
  for (size_t i = 0; i < why.study.directions.size(); ++i) DrawDirectionRow(ui, why, i);
  ImGui::EndTable();
}

// What the column "Per step" shows: 1 − η · curvature (see Descent), as lesson 15 writes it.
std::string FactorFormula(const TrainingOptions& options) {
  const bool decays = options.optimizer.weight_decay > 0;
  if (options.loss == Loss::kMean) return decays ? "1 − η(2λ/N + L2)" : "1 − 2ηλ/N";
  return decays ? "1 − η(2λ + L2)" : "1 − 2ηλ";
}

// How the table is read; below it where the rows leave room.
void DrawDirectionsRemark(UiContext& ui, const Why& why) {
  if (why.analysis.spectrum.size() > kFewDirections || !IsPredictable(why.options)) return;
  Paragraph(ui,
            ui.tr("Along each direction the loss is a separate parabola. A step at rate η "
                  "multiplies the distance to its bottom by {}, where λ is the eigenvalue: below "
                  "zero it overshoots, below −1 it diverges.",
                  FactorFormula(why.options)),
            ui.theme.body, ui.theme.dim_text);
}

void DrawRate(UiContext& ui, const DescentStudy& study) {
  if (study.rate_limit > 0) {
    FactRow(ui, ui.tr("Largest stable rate"), RateText(study.rate_limit));
  }
  if (!study.rate_problem) return;
  Paragraph(ui, ui.tr(*study.rate_problem), ui.theme.body, ui.theme.error);
  const double safe = study.safe_rate;
  if (Button(ui, "button.why_safe_rate", ui.tr("Set the rate to {} and reset", RateText(safe)))) {
    ChangeLearning(ui, "Change learning rate",
                   [safe](TrainingSetup& setup) { setup.rate = static_cast<float>(safe); });
    ui.state.requested = Command::kTrainReset;
  }
}

void DrawExactKernel(UiContext& ui, const DescentStudy& study) {
  FactRow(ui, ui.tr("Smallest possible loss"), ShortNumber(study.least_loss));
  FactRow(ui, ui.tr("Distance to least squares"), ShortNumber(study.distance));
  Gap(ui);
  const Grid& exact = study.least_kernel;
  if (!FitsTable(exact.shape())) return;
  const float room = ImGui::GetContentRegionAvail().x / ui.theme.scale - 12;
  const std::string titles[] = {ui.tr("Learned"), ui.tr("Least squares")};
  const auto columns = static_cast<float>(exact.width());
  float cell = 52;
  for (const std::string& title : titles) {
    cell = std::max(cell, TitleWidth(ui.theme, title, exact.shape()) / columns);
  }
  cell = std::min(cell, room / (2 * columns));
  const Grid learned = PresentState(ui.bench).kernel;
  const std::array<GridView, 2> both = {learned, exact};
  DrawKernelTable(ui, {"table.why_learned", titles[0], Ink::kKernel, cell, 26, false, both},
                  learned);
  if (cell >= 34) ImGui::SameLine(0, ui.theme.px(12));
  DrawKernelTable(ui, {"table.exact", titles[1], Ink::kTarget, cell, 26, false, both}, exact);
  if (study.least_bias) FactRow(ui, ui.tr("Least-squares bias"), ShortNumber(*study.least_bias));
}

void DrawFlat(UiContext& ui, const Why& why) {
  const size_t flat = why.analysis.minimum.flat.size();
  if (flat == 0) return;
  Paragraph(ui,
            ui.tr("{} of {} directions are flat: the data cannot tell kernels apart along them. "
                  "Of all that fit equally well, the smallest kernel is shown.",
                  std::to_string(flat), std::to_string(why.analysis.spectrum.size())),
            ui.theme.body, ui.theme.error);
}

// So that five significant digits are shown: two numbers are compared.
int DecimalsOf(double value) {
  constexpr int kDigits = 5;
  constexpr int kMost = 12;
  if (value == 0 || !std::isfinite(value)) return kDigits;
  const int before = static_cast<int>(std::floor(std::log10(std::fabs(value)))) + 1;
  return std::clamp(kDigits - before, 0, kMost);
}

void DrawCheckTable(UiContext& ui, const Why& why) {
  if (!ui.bench.training().CanCheckGradient()) return;
  const GradientCheckPtr checked = ui.bench.training().GradientCheck();
  if (!checked) return Remark(ui, ui.tr("Computing…"));
  if (!ImGui::BeginTable("check", 4, ImGuiTableFlags_SizingFixedFit)) return;
  for (const char* title : {"Weight", "Backward pass", "Differences", "Relative error"}) {
    Cell(ui, std::string(ui.tr(title)).append("   "), ui.theme.dim_text);
  }
  double worst = 0;
  for (size_t i = 0; i < checked->size(); ++i) {
    const CheckedGradient& g = (*checked)[i];
    worst = std::max(worst, g.relative_error);
    ImGui::TableNextRow();
    Cell(ui, WeightName(i, why.analysis.sums.kernel), ui.theme.kernel);
    const int decimals = DecimalsOf(g.analytic);
    Cell(ui, FixedNumber(g.analytic, decimals), ui.theme.text);
    Cell(ui, FixedNumber(g.numeric, decimals), ui.theme.text);
    Cell(ui, ShortNumber(g.relative_error),
         g.relative_error > 1e-3 ? ui.theme.error : ui.theme.output);
  }
  ImGui::EndTable();
  ui.inspection.Fact("check.worst", worst);
}

void DrawGradient(UiContext& ui, const Why& why) {
  Gap(ui);
  FactRow(ui, ui.tr("Gradient norm"), ShortNumber(why.study.gradient_norm));
  const bool quick = ui.bench.training().CanCheckGradient();
  if (Button(ui, "button.gradient_check", ui.tr("Check the gradient"), 0, ButtonLook::kPlain, quick,
             ui.tr("Compares the backward pass with finite differences of the loss, weight "
                   "by weight. For small inputs."))) {
    ImGui::OpenPopup("gradient_check");
  }
  if (!ImGui::BeginPopup("gradient_check")) return;
  DrawCheckTable(ui, why);
  ImGui::EndPopup();
}

}  // namespace

void DrawWhy(UiContext& ui, Rect card) {
  const Theme& theme = ui.theme;
  const AnalysisPtr analysis = ui.bench.training().Analysis();
  const bool quadratic = ui.bench.training().Options().error == ErrorMeasure::kSquared;
  if (!analysis || !quadratic) {
    DrawCardMessage(ui, card, NoAnalysisText(ui, quadratic));
    return;
  }
  const DescentStudy* study = ui.bench.training().Descent();
  if (study == nullptr) return;
  const Why why{*analysis, *study, ui.bench.training().Options()};
  ui.inspection.Fact("why.largest_eigenvalue", analysis->spectrum.values[0]);
  const CardParts parts = SplitCard(theme, card, kColumn, kColumnHeight, kLeastBesideTable);
  const float top = parts.picture.y + theme.px(52);
  ImGui::SetCursorScreenPos({parts.picture.x + theme.px(18), top});
  ImGui::BeginChild("why_directions", {parts.picture.width - theme.px(32),
                                       parts.picture.bottom() - top - theme.px(10)});
  DrawDirections(ui, why);
  DrawDirectionsRemark(ui, why);
  const bool few = analysis->spectrum.size() <= kFewDirections;  // then there is room below them
  if (few) DrawGram(ui, analysis->sums);
  ImGui::EndChild();
  ImGui::SetCursorScreenPos({parts.column.x, parts.column.y});
  ImGui::BeginChild("why_column", {parts.column.width, parts.column.height});
  DrawRate(ui, *study);
  DrawFlat(ui, why);
  DrawExactKernel(ui, *study);
  DrawGradient(ui, why);
  if (!few) DrawGram(ui, analysis->sums);
  ImGui::EndChild();
}

}  // namespace convlens
