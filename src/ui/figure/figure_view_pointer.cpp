#include "ui/figure/figure_view_pointer.h"

#include <algorithm>
#include <cmath>

#include "paint/camera.h"
#include "scene/figure/figure_cards.h"
#include "ui/figure/figure_edit.h"
#include "ui/figure/figure_view_focus.h"
#include "ui/figure/figure_view_matrix.h"
#include "ui/figure/figure_view_selection.h"
#include "ui/state/keys.h"

namespace convlens {
namespace {

using Kind = FigureGesture::Kind;

constexpr float kDragStart = 4;         // points moved before a press becomes a drag
constexpr float kDragNotch = 4;         // points per unit while dragging a value
constexpr float kComfortableCell = 14;  // points: from here on a drag also changes a new selection
constexpr float kCornerReach = 8;       // points
constexpr double kNudgePause = 0.7;     // seconds between turns of the wheel of one undo entry

Cell Extrapolated(const FigureGrid& grid, Point point) {
  const float size = std::max(grid.cell(), 1e-6F);
  return {grid.region.row + static_cast<int>(std::floor((point.y - grid.bounds.y) / size)),
          grid.region.col + static_cast<int>(std::floor((point.x - grid.bounds.x) / size))};
}

bool IsPinnable(GridRole role) { return role == GridRole::kOutput || role == GridRole::kError; }

class Pointer {
 public:
  Pointer(UiContext& ui, const FigureFrame& frame)
      : ui_(ui),
        frame_(frame),
        io_(ImGui::GetIO()),
        canvas_(ui.state.canvas),
        gesture_(ui.state.figure.gesture),
        point_(ToPlane(canvas_.camera, io_.MousePos)) {}

  void Handle() {
    CloseOldNudge();
    const CanvasStep step = canvas_.Step(frame_.pointer, View());
    switch (step.kind) {
      case CanvasStep::Kind::kFree:
        Hover();
        HoldCloseUp();
        if (step.turned) Wheel();
        if (step.press) Begin(*step.press, step.pan_begins);
        break;
      case CanvasStep::Kind::kDrag:
        Drag();
        break;
      case CanvasStep::Kind::kRelease:
        Finish();
        break;
      case CanvasStep::Kind::kPan:
      case CanvasStep::Kind::kLost:
        break;
    }
  }

 private:
  const Document& document() const { return ui_.bench.document(); }
  CanvasView View() const { return {frame_.figure, frame_.bounds, ui_.theme.scale}; }
  uint64_t NewStroke() { return ui_.state.next_stroke_id++; }

  bool Editable(GridRole role, Cell cell) const { return HasCell(ui_.bench, role, cell); }
  bool Selected(GridRole role, Cell cell) const {
    const auto& selection = ui_.state.selection;
    return selection && selection->role == role && selection->cell == cell;
  }

  // --- hover

  void Hover() {
    Focus focus;
    if (frame_.hovered()) {
      if (const auto hit = HitTest(frame_.figure, point_)) focus = FocusAt(*hit);
    }
    const bool something = focus.kind != Focus::Kind::kNone;
    if (something || ui_.state.figure.hovers) ui_.bench.Hover(focus);
    ui_.state.figure.hovers = something;
  }

  void HoldCloseUp() {
    const auto hit = HitTest(frame_.figure, point_);
    ui_.state.figure.holds_close_up =
        frame_.hovered() && hit && frame_.figure.grids[hit->grid].close_up;
  }

  Focus FocusAt(const FigureHit& hit) const {
    const GridRole role = frame_.figure.grids[hit.grid].role;
    if (role == GridRole::kMatrix) return MatrixFocus(ui_, frame_.figure.grids[hit.grid], hit.cell);
    if (ui_.state.brush.active && Editable(role, hit.cell)) return {};
    return FocusFor(role, hit.cell);
  }

  // --- wheel

  void Wheel() {
    const auto hit = HitTest(frame_.figure, point_);
    const auto& selection = ui_.state.selection;
    if (hit && Selected(frame_.figure.grids[hit->grid].role, hit->cell) && !selection->editing) {
      return Nudge(selection->role, selection->cell);
    }
    canvas_.Zoom(frame_.pointer, View());
  }

  void Nudge(GridRole role, Cell cell) {
    WheelNudge& nudge = ui_.state.figure.nudge;
    if (nudge.stroke == 0 || nudge.role != role || !(nudge.cell == cell)) {
      EndNudge();
      nudge = {role, cell, NewStroke(), 0, 0};
    }
    nudge.until = ui_.time + kNudgePause;
    nudge.rest += io_.MouseWheel;
    const int steps = static_cast<int>(nudge.rest);
    nudge.rest -= static_cast<float>(steps);
    if (steps == 0) return;
    const float value =
        NudgedValue(NumberAt(ui_.bench, role, cell), steps, NudgeUnit(io_.KeyShift, io_.KeyCtrl));
    ui_.bench.DoInStroke(SetCell(ui_.bench.At(role), cell, value), nudge.stroke);
  }

  void CloseOldNudge() {
    if (ui_.time > ui_.state.figure.nudge.until) EndNudge();
  }

  void EndNudge() {
    if (ui_.state.figure.nudge.stroke != 0) ui_.bench.EndStroke();
    ui_.state.figure.nudge = {};
  }

  // --- press

  void Begin(int button, bool pans) {
    EndNudge();
    if (pans && button == ImGuiMouseButton_Left) {  // with Space, which has played or paused
      ui_.bench.SetPlayback(ui_.state.figure.before_space);
    }
    if (pans) return;
    if (button == ImGuiMouseButton_Left && BeginResize()) return;
    const auto hit = HitTest(frame_.figure, point_);
    if (!hit) {
      if (LeaveSelection(ui_) && button == ImGuiMouseButton_Left) BringNextForward();
      return;
    }
    const FigureGrid& grid = frame_.figure.grids[hit->grid];
    if (!Selected(grid.role, hit->cell) && !LeaveSelection(ui_)) return;
    BeginOnCell(grid, hit->cell, button);
  }

  void Start(Kind kind, int button) {
    gesture_ = {};
    gesture_.kind = kind;
    canvas_.Hold(frame_.pointer, button);
  }

  // A press on the cards behind a grid.
  void BringNextForward() {
    const auto behind = HitBehind(frame_.figure, point_);
    if (!behind) return;
    const GridRole role = frame_.figure.grids[*behind].role;
    ui_.bench.SetFront(WithNextCard(*ui_.bench.evaluation(), role));
  }

  // A press in a matrix pins the output element that the cell belongs to.
  void BeginInMatrix(const FigureGrid& grid, Cell cell, int button) {
    if (button != ImGuiMouseButton_Left) return;
    const Focus focus = MatrixFocus(ui_, grid, cell);
    if (focus.kind != Focus::Kind::kOutput) return;
    Start(Kind::kPress, button);
    gesture_.role = GridRole::kOutput;
    gesture_.cell = focus.cell;
  }

  void BeginOnCell(const FigureGrid& grid, Cell cell, int button) {
    if (grid.role == GridRole::kMatrix) return BeginInMatrix(grid, cell, button);
    const bool editable = Editable(grid.role, cell);
    if (button == ImGuiMouseButton_Right && !editable) return;
    Start(Kind::kPress, button);
    gesture_.role = grid.role;
    gesture_.close_up = grid.close_up;
    gesture_.cell = cell;
    if (!editable) {
      LeaveSelection(ui_);
      return;
    }
    if (button == ImGuiMouseButton_Right) return BeginPaint(Kind::kErase);
    if (ui_.state.brush.active) return BeginPaint(Kind::kPaint);
    gesture_.may_drag = Selected(grid.role, cell) || grid.cell() * ui_.state.canvas.camera.zoom >=
                                                         ui_.theme.px(kComfortableCell);
    gesture_.start_value = NumberAt(ui_.bench, grid.role, cell);
    Select(grid.role, cell);
  }

  void Select(GridRole role, Cell cell) {
    auto& selection = ui_.state.selection;
    if (!Selected(role, cell)) {
      selection.emplace();
      selection->role = role;
      selection->cell = cell;
    } else if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) && !selection->editing) {
      const SelectionKey enter{SelectionKey::Kind::kEnter, 0};
      selection = ChangeByKey(*selection, enter, {1, 1}, gesture_.start_value).selection;
    }
  }

  bool BeginResize() {
    const float reach = ui_.theme.px(kCornerReach) / ui_.state.canvas.camera.zoom;
    const auto corner = HitCorner(frame_.figure, point_, reach);
    if (!corner) return false;
    const FigureGrid& grid = frame_.figure.grids[*corner];
    if (grid.role != GridRole::kInput && grid.role != GridRole::kKernel) return false;
    // A later layer's input is the output of the one before.
    if (grid.role == GridRole::kInput && ui_.bench.front().layer > 0) return false;
    if (!LeaveSelection(ui_)) return true;
    Start(Kind::kResize, ImGuiMouseButton_Left);
    ui_.bench.Hover({});
    gesture_.role = grid.role;
    gesture_.shape = {grid.region.height, grid.region.width};
    return true;
  }

  // --- drag

  void Drag() {
    switch (gesture_.kind) {
      case Kind::kPress:
        if (gesture_.may_drag && canvas_.MovedBy(frame_.pointer) >= ui_.theme.px(kDragStart)) {
          BeginValueDrag();
        }
        break;
      case Kind::kDragValue:
        DragValue();
        break;
      case Kind::kPaint:
      case Kind::kErase:
        if (const FigureGrid* grid = GestureGrid()) PaintTo(Extrapolated(*grid, point_));
        break;
      case Kind::kResize:
        Resize();
        break;
      case Kind::kNone:
        break;
    }
  }

  void BeginValueDrag() {
    if (ui_.state.selection && ui_.state.selection->editing) return;
    gesture_.kind = Kind::kDragValue;
    gesture_.stroke = NewStroke();
  }

  void DragValue() {
    if (!HasCell(ui_.bench, gesture_.role, gesture_.cell)) return;
    const float up = (canvas_.start.y - io_.MousePos.y) / ui_.theme.px(kDragNotch);
    const float value = NudgedValue(gesture_.start_value, static_cast<int>(std::lround(up)),
                                    NudgeUnit(io_.KeyShift, io_.KeyCtrl));
    ui_.bench.DoInStroke(SetCell(ui_.bench.At(gesture_.role), gesture_.cell, value),
                         gesture_.stroke);
  }

  void BeginPaint(Kind kind) {
    gesture_.kind = kind;
    gesture_.stroke = NewStroke();
    ui_.bench.Hover({});
    PaintTo(gesture_.cell);
  }

  void PaintTo(Cell cell) {
    const bool brush = ui_.state.brush.active;
    Stroke stroke;
    stroke.grid = ui_.bench.At(gesture_.role);
    stroke.from = gesture_.cell;
    stroke.to = cell;
    stroke.radius = brush ? ui_.state.brush.radius : 0;
    stroke.value = gesture_.kind == Kind::kErase ? 0 : ui_.state.brush.value;
    ui_.bench.DoInStroke(PaintStroke(stroke), gesture_.stroke);
    gesture_.cell = cell;
  }

  const FigureGrid* GestureGrid() const {
    for (const FigureGrid& grid : frame_.figure.grids) {
      if (grid.role == gesture_.role && grid.close_up == gesture_.close_up) return &grid;
    }
    return nullptr;
  }

  void Resize() {
    const FigureGrid* grid = GestureGrid();
    if (grid == nullptr || grid->cell() <= 0) return;
    gesture_.shape = LimitedShape(document(), gesture_.role,
                                  std::lround((point_.y - grid->bounds.y) / grid->cell()),
                                  std::lround((point_.x - grid->bounds.x) / grid->cell()));
  }

  // --- release

  void Finish() {
    const FigureGesture done = gesture_;
    gesture_ = {};
    if (done.stroke != 0) ui_.bench.EndStroke();
    if (done.kind == Kind::kPress && IsPinnable(done.role)) TogglePin(done.cell);
    if (done.kind == Kind::kResize &&
        !(EditableGrid(document(), ui_.bench.At(done.role))->shape() == done.shape)) {
      ui_.bench.Do(ResizeGrid(ui_.bench.At(done.role), done.shape));
    }
  }

  void TogglePin(Cell cell) {
    const Focus focus{Focus::Kind::kOutput, cell};
    ui_.bench.Pin(ui_.bench.pinned() == focus ? Focus{} : focus);
  }

  UiContext& ui_;
  const FigureFrame& frame_;
  const ImGuiIO& io_;
  Canvas& canvas_;
  FigureGesture& gesture_;
  Point point_;
};

}  // namespace

void HandleFigurePointer(UiContext& ui, const FigureFrame& frame) { Pointer(ui, frame).Handle(); }

}  // namespace convlens
