#include <algorithm>
#include <cmath>

#include "core/statistics.h"
#include "scene/number_text.h"
#include "train/analysis.h"
#include "ui/inspector_parts.h"
#include "ui/kernel_table.h"
#include "ui/learn_tab_parts.h"
#include "ui/widgets.h"

namespace convlens {
namespace {

Grid DifferenceOf(const Grid& learned, const Grid& reference) {
  Grid difference(learned.shape());
  for (int r = 0; r < learned.height(); ++r) {
    for (int c = 0; c < learned.width(); ++c) {
      difference.at(r, c) = learned.at(r, c) - reference.at(r, c);
    }
  }
  return difference;
}

double LengthOf(const Grid& grid) {
  double squares = 0;
  for (int r = 0; r < grid.height(); ++r) {
    for (int c = 0; c < grid.width(); ++c) squares += double{grid.at(r, c)} * grid.at(r, c);
  }
  return std::sqrt(squares);
}

// Side by side as long as the row has room, then below.
class Flow {
 public:
  explicit Flow(UiContext& ui) : ui_(ui), room_(ImGui::GetContentRegionAvail().x) {}

  std::optional<TableEdit> Table(const KernelTable& table, GridView grid) {
    const float width = ui_.theme.px(table.cell_width) * static_cast<float>(grid.width);
    const float gap = ui_.theme.px(12);
    if (used_ > 0 && used_ + gap + width <= room_) {
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

}  // namespace

void DrawLearnComparison(UiContext& ui) {
  const Document document = ui.bench.document();
  const TrainingSetup& setup = document.training;
  const Grid& learned = *document.layer.kernel;
  const Grid& reference = *setup.reference_kernel;
  if (setup.target_source != TargetSource::kReferenceKernel) return;
  if (learned.shape() != reference.shape()) return;
  const Grid difference = DifferenceOf(learned, reference);
  FactRow(ui, ui.tr("Distance to the reference"), ShortNumber(LengthOf(difference)));
  if (setup.learn_bias) {
    FactRow(ui, ui.tr("Bias u"), ShortNumber(document.layer.bias));
    FactRow(ui, ui.tr("Reference bias"), ShortNumber(setup.reference_bias));
  }
  if (!FitsTable(learned.shape())) return;
  Gap(ui);
  const float room = ImGui::GetContentRegionAvail().x / ui.theme.scale;
  const float width = std::min(46.0F, room / static_cast<float>(learned.width()));
  Flow flow(ui);
  flow.Table({"table.learned", ui.tr("Learned"), Accent::kKernel, width, 28}, learned);
  const KernelTable reference_table{
      "table.reference", ui.tr("Reference"), Accent::kTarget, width, 28, true};
  const std::optional<TableEdit> edit = flow.Table(reference_table, reference);
  flow.Table({"table.difference", ui.tr("Difference"), Accent::kError, width, 28}, difference);
  if (edit) ui.bench.Do(SetCell(GridRole::kReference, edit->cell, edit->value));
}

}  // namespace convlens
