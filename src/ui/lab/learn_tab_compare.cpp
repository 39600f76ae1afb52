#include <algorithm>
#include <array>

#include "scene/figure/number_text.h"
#include "train/run/analysis.h"
#include "ui/controls/kernel_table.h"
#include "ui/controls/rows.h"
#include "ui/controls/widgets.h"
#include "ui/lab/learn_tab_sections.h"

namespace convlens {
namespace {

constexpr float kTableGap = 12;  // points

// Side by side as long as the row has room, then below.
class Flow {
 public:
  explicit Flow(UiContext& ui) : ui_(ui), room_(ImGui::GetContentRegionAvail().x) {}

  std::optional<TableEdit> Table(const KernelTable& table, GridView grid) {
    const float width = ui_.theme.px(table.cell_width) * static_cast<float>(grid.width);
    const float gap = ui_.theme.px(kTableGap);
    if (used_ > 0 && used_ + gap + width <= room_ + 1) {
      ImGui::SameLine(0, gap);
      used_ += gap + width;
    } else {
      used_ = width;
    }
    return DrawKernelTable(ui_, table, grid);
  }

 private:
  UiContext& ui_;
  float room_;
  float used_ = 0;
};

// All three tables in one row where their cells stay wide enough, else each as wide as it needs.
float CellWidth(float room, int columns) {
  const float in_one_row = (room - 2 * kTableGap) / static_cast<float>(3 * columns);
  if (in_one_row >= 38) return std::min(64.0F, in_one_row);
  return std::min(46.0F, room / static_cast<float>(columns));
}

}  // namespace

void DrawLearnComparison(UiContext& ui) {
  const Document document = ui.bench.document();
  const TrainingSetup& setup = document.training;
  const Grid learned = FrontKernel(document, {});
  const Grid& reference = *setup.reference_kernel;
  if (setup.target_source != TargetSource::kReferenceKernel || document.layers.size() > 1) return;
  if (learned.shape() != reference.shape()) return;
  const Grid difference = Difference(learned, reference);
  FactRow(ui, ui.tr("Distance to the reference"), ShortNumber(Distance(learned, reference)));
  if (setup.learn_bias) {
    FactRow(ui, ui.tr("Bias u"), ShortNumber(FrontBias(document, {})));
    FactRow(ui, ui.tr("Reference bias"), ShortNumber(setup.reference_bias));
  }
  if (!FitsTable(learned.shape())) return;
  Gap(ui);
  const float room = ImGui::GetContentRegionAvail().x / ui.theme.scale;
  const float width = CellWidth(room, learned.width());
  Flow flow(ui);
  const std::array<GridView, 2> both = {learned, reference};
  const std::array<GridView, 1> third = {difference};
  flow.Table({"table.learned", ui.tr("Learned"), Ink::kKernel, width, 28, false, both, third},
             learned);
  const std::optional<TableEdit> edit = flow.Table(
      {"table.reference", ui.tr("Reference"), Ink::kTarget, width, 28, true, both, third},
      reference);
  flow.Table({"table.difference", ui.tr("Difference"), Ink::kError, width, 28, false, {}, both},
             difference);
  if (edit) ui.bench.Do(SetCell(GridRole::kReference, edit->cell, edit->value));
}

}  // namespace convlens
