#include <algorithm>
#include <cmath>

#include "paint/camera.h"
#include "scene/figure/number_text.h"
#include "scene/layout/stack_figure.h"
#include "ui/controls/canvas_pointer.h"
#include "ui/controls/evaluation_progress.h"
#include "ui/controls/figure_painting.h"
#include "ui/controls/inspection.h"
#include "ui/controls/widgets.h"
#include "ui/stack/stack_actions.h"
#include "ui/stack/stack_names.h"
#include "ui/stack/stack_panels.h"
#include "ui/state/keys.h"

namespace convlens {
namespace {

constexpr float kLargestFit = 1.6F;  // points are not enlarged beyond this to fill the panel
constexpr float kMarginAcross = 32;
constexpr float kMarginDown = 16;

StackFigureOptions PresentOptions(const UiContext& ui, const Rect& bounds) {
  const StackStudy& study = ui.bench.stack();
  StackFigureOptions options;
  options.element = study.element();
  options.pinned = study.pinned().has_value() && study.pinned() == options.element;
  options.growth.steps = study.growth().steps;
  options.small_multiples = study.small_multiples();
  options.show_effective = study.wants_effective();
  options.effective = study.effective();
  const float scale = ui.theme.scale;
  options.room_width = std::max(1.0F, bounds.width / scale - 2 * kMarginAcross);
  options.room_height = std::max(1.0F, bounds.height / scale - 2 * kMarginDown);
  return options;
}

// Laid out again where what it shows has changed.
const StackFigure& PresentStack(UiContext& ui, const Rect& bounds) {
  StackMemory& shown = ui.state.stack_view.shown;
  const StackMapsPtr maps = ui.bench.stack().maps();
  const StackFigureOptions options = PresentOptions(ui, bounds);
  const SharedGrid effective =
      options.effective != nullptr ? options.effective->grid() : SharedGrid();
  if (shown.of != maps || shown.effective != effective || shown.options != options) {
    shown = {maps, effective, options, BuildStackFigure(*maps, options)};
  }
  return shown.stack;
}

void Fit(UiContext& ui, const StackFigure& stack, const Rect& bounds) {
  // Another number of blocks is another figure: it is fitted again.
  const int blocks = static_cast<int>(stack.blocks.size());
  if (ui.state.stack_view.blocks != blocks) ui.state.stack_canvas.camera.fitted = true;
  ui.state.stack_view.blocks = blocks;
  const Theme& theme = ui.theme;
  const float across = theme.px(kMarginAcross);
  const float down = theme.px(kMarginDown);
  const Margins margins{across, down, across, down};
  ui.state.stack_canvas.Fit({stack.figure, bounds, theme.scale}, margins,
                            kLargestFit * theme.scale);
}

class StackPointer {
 public:
  StackPointer(UiContext& ui, const StackFigure& stack, const Rect& bounds,
               const CanvasPointer& pointer)
      : ui_(ui),
        stack_(stack),
        bounds_(bounds),
        pointer_(pointer),
        canvas_(ui.state.stack_canvas),
        view_(ui.state.stack_view),
        point_(ToPlane(canvas_.camera, pointer.at)) {}

  void Handle() {
    const CanvasView view{stack_.figure, bounds_, ui_.theme.scale};
    const CanvasStep step = canvas_.Step(pointer_, view);
    if (step.kind != CanvasStep::Kind::kFree) return;
    Hover();
    if (step.turned) canvas_.Zoom(pointer_, view);
    if (step.press == ImGuiMouseButton_Left && !step.pan_begins) Press();
  }

 private:
  StackStudy& study() { return ui_.bench.stack(); }

  std::optional<StackElement> Element() const {
    if (!pointer_.over) return std::nullopt;
    return HitElement(stack_, *ui_.bench.stack().maps(), point_);
  }

  void Hover() {
    const std::optional<StackElement> element = Element();
    // The tooltip has its text's size one frame later.
    if (element && element != study().hovered()) ui_.state.animating = true;
    if (element || view_.hovers) study().Hover(element);
    view_.hovers = element.has_value();
  }

  // A click on an element pins it and brings its layer to the front; on another place of a block,
  // only the latter.
  void Press() {
    const StackBlock* block = HitBlock(stack_, point_);
    if (block == nullptr) return;
    const std::optional<StackElement> element = Element();
    if (element) {
      study().Pin(study().pinned() == element ? std::nullopt : element);
      StackShown shown = study().shown(element->grid);
      shown.channel = element->channel;
      study().Show(element->grid, shown);
    }
    BringToFront(ui_, block->grid, element ? element->channel : 0);
  }

  UiContext& ui_;
  const StackFigure& stack_;
  const Rect& bounds_;
  const CanvasPointer& pointer_;
  Canvas& canvas_;
  StackViewState& view_;
  Point point_;
};

void ValueTooltip(const UiContext& ui) {
  const StackStudy& study = ui.bench.stack();
  if (!study.hovered() || study.element() != study.hovered()) return;
  const StackElement& at = *study.hovered();
  const Tensor& tensor = StackGrid(*study.maps()->evaluation, at.grid);
  const float value = (*tensor[at.channel])[at.cell];
  ImGui::BeginTooltip();
  ImGui::TextUnformatted(FillIn("{} = {}", {ElementName(ui, at), FullNumber(value)}).c_str());
  ImGui::EndTooltip();
}

std::string RectFact(CellRect rect) {
  return FillIn("{},{} {}x{}", {std::to_string(rect.row), std::to_string(rect.col),
                                std::to_string(rect.height), std::to_string(rect.width)});
}

void Report(UiContext& ui, const StackFigure& stack, const Rect& bounds) {
  if (!ui.inspection.active()) return;
  const StackStudy& study = ui.bench.stack();
  ui.inspection.Place("stack.figure", bounds);
  for (const StackBlock& block : stack.blocks) {
    if (block.effective || block.maps.empty()) continue;
    const std::string name = "stack." + std::to_string(block.grid);
    ui.inspection.Place(name, ToPixels(ui.state.stack_canvas.camera,
                                       stack.figure.grids[block.maps.front()].bounds));
  }
  ui.inspection.Fact("stack.grids", std::to_string(study.maps()->grids.size()));
  ui.inspection.Fact("stack.growth", study.growth().steps >= study.growth_steps()
                                         ? "grown"
                                         : std::to_string(study.growth().steps));
  ui.inspection.Fact("stack.effective", study.effective() != nullptr ? "shown" : "none");
  const std::optional<StackElement> element = study.element();
  if (!element) return;
  ui.inspection.Fact("stack.element", FillIn("{} {},{}", {std::to_string(element->grid),
                                                          std::to_string(element->cell.row),
                                                          std::to_string(element->cell.col)}));
  const std::vector<StackField> fields = FieldsThrough(*study.maps()->evaluation, *element);
  for (size_t g = 0; g < fields.size(); ++g) {
    const int away = std::abs(static_cast<int>(g) - element->grid);
    const bool lit = away <= study.growth().steps;
    ui.inspection.Fact("stack.field." + std::to_string(g),
                       lit ? RectFact(fields[g].bounds) : "none");
  }
}

}  // namespace

void DrawStackView(UiContext& ui, Rect bounds) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({bounds.x, bounds.y}, {bounds.right(), bounds.bottom()}, ui.theme.background);
  DrawEvaluationProgress(ui, bounds);
  if (!ui.bench.stack().maps()) return;
  const CanvasPointer pointer = PointerOver("stack_canvas", bounds);
  const StackFigure& before = PresentStack(ui, bounds);
  Fit(ui, before, bounds);
  StackPointer(ui, before, bounds, pointer).Handle();
  const StackFigure& stack = PresentStack(ui, bounds);
  Fit(ui, stack, bounds);
  DrawFigure(ImGui::GetWindowDrawList(), ui, stack.figure, ui.state.stack_canvas.camera, bounds);
  ValueTooltip(ui);
  Report(ui, stack, bounds);
}

}  // namespace convlens
