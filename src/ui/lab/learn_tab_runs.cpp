#include <algorithm>

#include "model/document/run_record.h"
#include "paint/chart_painter.h"
#include "scene/figure/number_text.h"
#include "train/quadratic/stability.h"
#include "ui/controls/kernel_table.h"
#include "ui/controls/rows.h"
#include "ui/controls/widgets.h"
#include "ui/lab/lab_views.h"
#include "ui/lab/learn_tab_sections.h"

namespace convlens {
namespace {

constexpr float kDeleteWidth = 74;  // points
constexpr float kInkWidth = 22;

// A piece of the run's curve, in front of its name.
void DrawInk(UiContext& ui, Ink ink) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float y = at.y + ImGui::GetFrameHeight() / 2;
  ImGui::GetWindowDrawList()->AddLine({at.x, y}, {at.x + ui.theme.px(14), y}, ui.theme.Of(ink),
                                      ui.theme.px(3));
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ui.theme.px(kInkWidth));
}

std::string NameOf(const char* kind, size_t index) {
  return std::string(kind).append(".").append(std::to_string(index));
}

// Of a stack, the kernel in front.
std::string KernelName(UiContext& ui, const RunRecord& run) {
  const Front front = ui.bench.front();
  if (run.layers.empty()) return ui.tr("Kernel K");
  const Weights& weights = run.layers[static_cast<size_t>(front.layer)].weights;
  if (weights.count() == weights.window().count()) return ui.tr("Kernel K");
  return ui.tr("Kernel K[{},{}]", std::to_string(front.output), std::to_string(front.input));
}

void DrawLearned(UiContext& ui, size_t index, float room) {
  const RunRecord& run = ui.bench.training().earlier_runs()[index].record;
  const Grid kernel = FrontKernel(run, ui.bench.document(), ui.bench.front());
  if (kernel.empty() || !FitsTable(kernel.shape())) return;
  const float cell = std::min(46.0F, room / static_cast<float>(kernel.width()));
  const std::string table = NameOf("table.run", index);
  DrawKernelTable(ui, {table.c_str(), KernelName(ui, run), Ink::kKernel, cell, 26}, kernel);
}

void DrawRun(UiContext& ui, size_t index) {
  const RunRecord& run = ui.bench.training().earlier_runs()[index].record;
  std::string name = RunName(ui, index);
  const float room = ImGui::GetContentRegionAvail().x / ui.theme.scale;
  DrawInk(ui, InkOfRun(index));
  const bool named =
      TextField(ui, NameOf("field.run", index).c_str(), &name, room - kInkWidth - kDeleteWidth - 8);
  ImGui::SameLine();
  const bool deleted =
      Button(ui, NameOf("button.delete_run", index).c_str(), ui.tr("Delete"), kDeleteWidth);
  FactRow(ui, ui.tr("{} steps at rate {}", CountText(run.steps), RateText(run.options.rate)),
          run.losses.empty() ? std::string("–") : ShortNumber(run.losses.points().back().loss));
  if (!run.held_out_losses.empty()) {
    FactRow(ui, ui.tr("Last held-out loss"), ShortNumber(run.held_out_losses.points().back().loss));
  }
  DrawLearned(ui, index, room);
  Gap(ui);
  if (named) ui.bench.training().NameEarlierRun(index, name);
  if (deleted) ui.bench.training().DeleteEarlierRun(index);
}

}  // namespace

void DrawLearnRuns(UiContext& ui) {
  if (ui.bench.training().earlier_runs().empty()) return;
  Section(ui, ui.tr("Earlier runs"));
  Remark(ui, ui.tr("Named runs are kept; of the others, only the newest eight."));
  for (size_t i = ui.bench.training().earlier_runs().size(); i-- > 0;) {
    const size_t before = ui.bench.training().earlier_runs().size();
    DrawRun(ui, i);
    if (ui.bench.training().earlier_runs().size() != before) break;  // the rest in the next frame
  }
}

}  // namespace convlens
