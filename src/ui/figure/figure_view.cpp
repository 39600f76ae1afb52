#include <string>

#include "layer/settings/layer_words.h"
#include "paint/camera.h"
#include "scene/figure/cell_name.h"
#include "ui/controls/canvas_pointer.h"
#include "ui/controls/evaluation_progress.h"
#include "ui/controls/figure_painting.h"
#include "ui/controls/inspection.h"
#include "ui/controls/word_choice.h"
#include "ui/figure/figure_legend.h"
#include "ui/figure/figure_panels.h"
#include "ui/figure/figure_view_focus.h"
#include "ui/figure/figure_view_matrix.h"
#include "ui/figure/figure_view_overlays.h"
#include "ui/figure/figure_view_pointer.h"
#include "ui/figure/figure_view_selection.h"
#include "ui/state/keys.h"

namespace convlens {
namespace {

constexpr float kSwitchWidth = 232;  // points
constexpr float kSwitchTop = 16;
constexpr float kLargestFit = 4;  // pixels per point of a figure that fills the panel, at scale 1

// Where a close-up is to stay although something else is lit: under the pointer, and around the
// cell that is selected while nothing plays.
std::optional<Cell> CloseUpOf(const UiContext& ui) {
  if (ui.state.figure.holds_close_up) return ui.state.figure.close_up;
  const auto& selection = ui.state.selection;
  if (!selection || selection->role != GridRole::kInput || ui.bench.playback().playing) return {};
  FigureOptions options;
  options.focus = {Focus::Kind::kInput, selection->cell};
  return CloseUpElement(*ui.bench.evaluation(), options);
}

// While the Learn tab is open it says this, with the way out.
std::optional<Message> SaidByLearn(const UiContext& ui) {
  const Drawers& drawers = ui.state.drawers;
  const bool open = !drawers.inspector_is_drawer || drawers.inspector_shown();
  if (ui.state.tab != InspectorTab::kLearn || !open || ui.bench.evaluation()->problem) return {};
  return ui.bench.training().Problem();
}

FigureOptions PresentOptions(UiContext& ui, const Rect& bounds) {
  const Workbench& bench = ui.bench;
  const EvaluationPtr evaluation = bench.evaluation();
  FigureOptions options;
  options.view = bench.view();
  options.playback = bench.playback();
  options.playback.carry = 0;  // what has passed of a step is not seen
  options.focus = EffectiveFocus(*evaluation, bench.hovered(), bench.pinned());
  options.pinned = options.focus == bench.pinned();
  if (options.focus.kind == Focus::Kind::kNone) {
    options.glide = GlidePosition(ui.state.figure.glide, ui.time);
  }
  options.aspect = bounds.height > 0 ? bounds.width / bounds.height : 1;
  options.close_up = CloseUpOf(ui);
  options.matrix = PresentMatrix(ui);
  ui.state.figure.close_up = CloseUpElement(*evaluation, options);
  return options;
}

// Laid out again where what it shows has changed.
const Figure& PresentFigure(UiContext& ui, const Rect& bounds) {
  FigureMemory& shown = ui.state.figure.shown;
  const EvaluationPtr evaluation = ui.bench.evaluation();
  const FigureOptions options = PresentOptions(ui, bounds);
  const std::optional<Message> said = SaidByLearn(ui);
  if (shown.of == evaluation && shown.options == options && shown.left_out == said) {
    return shown.figure;
  }
  FigureOptions again = options;
  again.spread = shown.figure.spread;
  Figure figure = BuildFigure(*evaluation, again);
  std::erase_if(figure.labels, [&](const FigureLabel& label) {
    return label.style == FigureLabel::Style::kProblem && label.text == said;
  });
  figure.evaluation = evaluation;
  shown = {evaluation, options, said, std::move(figure)};
  return shown.figure;
}

void Fit(UiContext& ui, const Figure& figure, const Rect& bounds) {
  const Theme& theme = ui.theme;
  const float below = std::max(theme.px(20), LegendHeight(ui, figure, bounds) + theme.px(18));
  const Margins margins{theme.px(42), theme.px(60), theme.px(42), below};
  ui.state.canvas.Fit({figure, bounds, theme.scale}, margins, kLargestFit * theme.scale);
}

// Pooling is neither of both.
void DrawOperationSwitch(UiContext& ui, const Rect& bounds) {
  if (ui.bench.front_layer().settings.pooling()) return;
  const float width = ui.theme.px(kSwitchWidth);
  ImGui::SetCursorScreenPos({bounds.center().x - width / 2, bounds.y + ui.theme.px(kSwitchTop)});
  const Operation operation = ui.bench.front_layer().settings.operation;
  if (const auto picked =
          SegmentedOf(ui, "switch.operation", kOperationWords, operation, kSwitchWidth)) {
    ui.bench.Do(SetOperation(*picked, ui.bench.front().layer));
  }
}

// Space acts when it is pressed; what it does is put back if it turns out to be a pan.
void RememberPlayback(UiContext& ui) {
  FigureViewState& figure = ui.state.figure;
  if (KeyPressed(Key::kSpace)) figure.before_space = figure.last_playback;
  figure.last_playback = ui.bench.playback();
}

void FollowPlayback(UiContext& ui) {
  FigureViewState& figure = ui.state.figure;
  figure.glide = GlideAfter(figure.glide, ui.bench.playback(),
                            ui.bench.evaluation()->output.shape().width, ui.time);
  ui.state.animating |= GlidePosition(figure.glide, ui.time).has_value();
}

const char* FocusName(Focus::Kind kind) {
  switch (kind) {
    case Focus::Kind::kOutput:
      return "output";
    case Focus::Kind::kInput:
      return "input";
    case Focus::Kind::kKernel:
      return "kernel";
    case Focus::Kind::kNone:
      break;
  }
  return "none";
}

std::string At(Cell cell) { return std::to_string(cell.row) + "," + std::to_string(cell.col); }

// The edges of the cards under a grid.
void ReportCards(UiContext& ui, const FigureGrid& grid) {
  if (grid.cards() == 0) return;
  const Rect front = grid.padded_bounds();
  const Rect cards = grid.cards_bounds();
  const Rect edges{front.x + kCardStep, front.bottom(), front.width - kCardStep,
                   cards.bottom() - front.bottom()};
  ui.inspection.Place(std::string("stack.") + RoleName(grid.role),
                      ToPixels(ui.state.canvas.camera, edges));
}

void Report(UiContext& ui, const Figure& figure, const Rect& bounds) {
  if (!ui.inspection.active()) return;
  ui.inspection.Place("figure", bounds);
  ReportMatrix(ui, figure);
  for (const FigureGrid& grid : figure.grids) {
    if (grid.role == GridRole::kMatrix) continue;
    const std::string name =
        std::string(grid.close_up ? "closeup." : "grid.") + RoleName(grid.role);
    ui.inspection.Place(name, ToPixels(ui.state.canvas.camera, grid.bounds));
    ui.inspection.Fact(name + ".shape", FillIn("{}x{}", {std::to_string(grid.region.height),
                                                         std::to_string(grid.region.width)}));
    ReportCards(ui, grid);
  }
  std::string unused;
  for (const FigureUnused& rest : figure.unused) {
    if (!unused.empty()) unused.append(", ");
    unused.append(ToEnglish(rest.text));
    ui.inspection.Place("figure.unused", ToPixels(ui.state.canvas.camera, rest.bounds));
  }
  if (!unused.empty()) ui.inspection.Fact("figure.unused", unused);
  const Focus focus = EffectiveFocus(*ui.bench.evaluation(), ui.bench.hovered(), ui.bench.pinned());
  std::string lit = FocusName(focus.kind);
  if (focus.kind != Focus::Kind::kNone) {
    lit.append(" ").append(At(focus.cell));
    if (focus == ui.bench.pinned()) lit.append(" pinned");
  }
  ui.inspection.Fact("focus", lit);
  ui.inspection.Fact("zoom", double{ui.state.canvas.camera.zoom});
  if (!ui.state.selection) return;
  const Selection& selection = *ui.state.selection;
  std::string selected = RoleName(selection.role);
  selected.append(" ").append(At(selection.cell));
  if (selection.editing) selected.append(" typing ").append(selection.text);
  if (selection.refused) selected.append(" refused");
  ui.inspection.Fact("selection", selected);
}

void DrawContents(UiContext& ui, const Rect& bounds) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->ChannelsSplit(2);
  list->ChannelsSetCurrent(1);
  DrawOperationSwitch(ui, bounds);
  DrawEvaluationProgress(ui, bounds);

  // After the controls, so that they come first.
  const CanvasPointer pointer = PointerOver("canvas", bounds);
  // As it stood before this frame's input, and below with what that has changed: where it has
  // changed nothing, the figure is the one that was laid out before.
  const Figure& before = PresentFigure(ui, bounds);
  Fit(ui, before, bounds);
  const bool clicks = ImGui::IsMouseClicked(0) || ImGui::IsMouseClicked(1);
  if (clicks && !pointer.over) CommitSelection(ui);  // what is clicked elsewhere finds it done
  HandleFigurePointer(ui, {bounds, before, pointer});
  HandleSelectionKeys(ui);
  DropStaleSelection(ui);
  FollowPlayback(ui);

  const Figure& figure = PresentFigure(ui, bounds);
  Fit(ui, figure, bounds);
  const FigureFrame frame{bounds, figure, pointer};
  list->ChannelsSetCurrent(0);
  list->AddRectFilled({bounds.x, bounds.y}, {bounds.right(), bounds.bottom()}, ui.theme.background);
  DrawFigure(list, ui, figure, ui.state.canvas.camera, bounds);
  DrawLegend(ui, frame, list);
  DrawSelection(ui, figure, list);
  DrawEditingMarks(ui, frame, list);
  list->ChannelsMerge();
  DrawCellTooltip(ui, frame);
  Report(ui, figure, bounds);
}

}  // namespace

void DrawFigureView(UiContext& ui, Rect bounds) {
  DropStaleSelection(ui);
  RememberPlayback(ui);
  DrawContents(ui, bounds);
}

}  // namespace convlens
