#include "ui/figure/figure_view_selection.h"

#include <algorithm>
#include <cmath>

#include "paint/camera.h"
#include "scene/figure/number_text.h"
#include "ui/controls/focus.h"
#include "ui/figure/figure_edit.h"
#include "ui/state/keys.h"

namespace convlens {
namespace {

using Kind = SelectionKey::Kind;

void Apply(UiContext& ui, const SelectionChange& change) {
  const Selection before = *ui.state.selection;
  ui.state.selection = change.selection;
  if (change.value) ui.bench.Do(SetCell(ui.bench.At(before.role), before.cell, *change.value));
}

void PressOn(UiContext& ui, const SelectionKey& key) {
  if (!ui.state.selection) return;
  const Selection& selection = *ui.state.selection;
  if (!HasCell(ui.bench, selection.role, selection.cell)) return;
  Apply(ui, ChangeByKey(selection, key, (*EditedGrid(ui.bench, selection.role))->shape(),
                        NumberAt(ui.bench, selection.role, selection.cell)));
}

void PressKeys(UiContext& ui) {
  struct Named {
    Key key;
    Kind kind;
  };
  constexpr Named kKeys[] = {
      {Key::kBackspace, Kind::kBackspace},
      {Key::kDelete, Kind::kDelete},
      {Key::kEnter, Kind::kEnter},
      {Key::kKeypadEnter, Kind::kEnter},
      {Key::kUp, Kind::kUp},
      {Key::kDown, Kind::kDown},
      {Key::kLeft, Kind::kLeft},
      {Key::kRight, Kind::kRight},
      {Key::kHome, Kind::kHome},
      {Key::kEnd, Kind::kEnd},
      {Key::kEscape, Kind::kEscape},
  };
  for (const Named& named : kKeys) {
    if (KeyPressed(named.key, named.key != Key::kEscape)) PressOn(ui, {named.kind, 0});
  }
  if (KeyPressed(Key::kTab, true)) {
    PressOn(ui, {ImGui::GetIO().KeyShift ? Kind::kBackTab : Kind::kTab, 0});
  }
}

// The keyboard belongs to a control, a menu or a dialog.
bool KeyboardTaken(const UiState& state) {
  constexpr ImGuiPopupFlags any = ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel;
  return ImGui::GetIO().WantTextInput || ControlFocused(state) || state.popup_open ||
         ImGui::IsPopupOpen("", any);
}

ImVec2 TextSize(ImFont* font, const std::string& text) {
  return font->CalcTextSizeA(font->FontSize, 1e9F, 0, text.c_str());
}

void Text(ImDrawList* list, ImFont* font, ImVec2 at, ImU32 color, const std::string& text) {
  list->AddText(font, font->FontSize, at, color, text.c_str());
}

// Whole pixels, as the cells themselves are drawn.
void DrawFrame(const UiContext& ui, const Rect& r, ImDrawList* list) {
  const float thick = std::round(ui.theme.px(2));
  const float round = ui.theme.px(2);
  const ImVec2 min{std::round(r.x) + thick / 2, std::round(r.y) + thick / 2};
  const ImVec2 max{std::round(r.right()) - thick / 2, std::round(r.bottom()) - thick / 2};
  // A dark and a bright line: one of them is seen on every cell colour.
  list->AddRect({min.x - thick, min.y - thick}, {max.x + thick, max.y + thick}, ui.theme.background,
                round, 0, thick);
  list->AddRect(min, max, ui.theme.text, round, 0, thick);
}

void DrawRefusal(const UiContext& ui, const Selection& selection, ImVec2 at, ImDrawList* list) {
  const Theme& theme = ui.theme;
  const std::string message =
      ui.tr("“{}” is not a number. Type one like 0.5 or −3, or press Escape.", selection.text);
  const ImVec2 size = TextSize(theme.small, message);
  const float pad = theme.px(8);
  list->AddRectFilled(at, {at.x + size.x + 2 * pad, at.y + size.y + 2 * pad}, theme.panel,
                      theme.px(6));
  list->AddRect(at, {at.x + size.x + 2 * pad, at.y + size.y + 2 * pad}, theme.error, theme.px(6));
  Text(list, theme.small, {at.x + pad, at.y + pad}, theme.error, message);
}

void DrawTyping(const UiContext& ui, const Selection& selection, const Rect& cell,
                ImDrawList* list) {
  const Theme& theme = ui.theme;
  const ImVec2 size = TextSize(theme.mono_large, selection.text);
  const float width = std::max(cell.width, size.x + theme.px(20));
  const float height = std::max(cell.height, size.y + theme.px(8));
  const Point middle = cell.center();
  const Rect box{middle.x - width / 2, middle.y - height / 2, width, height};
  const ImU32 color = selection.refused ? theme.error : theme.Of(selection.role);
  list->AddRectFilled({box.x, box.y}, {box.right(), box.bottom()}, theme.panel, theme.px(3));
  list->AddRect({box.x, box.y}, {box.right(), box.bottom()}, color, theme.px(3), 0, theme.px(2.5F));
  const ImVec2 at{middle.x - size.x / 2, middle.y - size.y / 2};
  Text(list, theme.mono_large, at, theme.text, selection.text);
  const float caret = at.x + size.x + theme.px(1.5F);
  list->AddRectFilled({caret, at.y}, {caret + theme.px(1.5F), at.y + size.y}, color);
  if (selection.refused) {
    DrawRefusal(ui, selection, {box.x, box.bottom() + theme.px(6)}, list);
  }
}

// While a long evaluation is under way the grids still show the numbers before the edit: the cell
// itself shows the new one at once.
void DrawNewNumber(const UiContext& ui, const Selection& selection, const FigureGrid& grid,
                   const Rect& cell, ImDrawList* list) {
  const Theme& theme = ui.theme;
  const Shape shown = grid.values->shape();
  const Cell at = selection.cell;
  if (at.row >= shown.height || at.col >= shown.width) return;
  const float number = NumberAt(ui.bench, selection.role, at);
  const float old = (*grid.values->grid())[at];
  if (number == old || (std::isnan(number) && std::isnan(old))) return;
  const std::string text = ShortNumber(number);
  const ImVec2 size = TextSize(theme.bold, text);
  if (size.x + theme.px(4) > cell.width || size.y > cell.height) return;
  const Point middle = cell.center();
  list->AddRectFilled({cell.x, cell.y}, {cell.right(), cell.bottom()}, theme.raised);
  Text(list, theme.bold, {middle.x - size.x / 2, middle.y - size.y / 2}, theme.text, text);
}

}  // namespace

std::optional<SharedGrid> EditedGrid(const Workbench& bench, GridRole role) {
  const Document& document = bench.document();
  if (!IsEditable(document, bench.At(role))) return std::nullopt;
  const bool computed =
      role == GridRole::kTarget && document.training.target_source != TargetSource::kFixed;
  if (!computed) return EditableGrid(document, bench.At(role));
  const EvaluationPtr present = bench.evaluation();
  const EvaluatedGrid& target = present->target;
  if (target.pyramid.empty()) return std::nullopt;
  return target.grid();
}

bool HasCell(const Workbench& bench, GridRole role, Cell cell) {
  const std::optional<SharedGrid> grid = EditedGrid(bench, role);
  return grid && CellRect{0, 0, (*grid)->height(), (*grid)->width()}.Contains(cell);
}

float NumberAt(const Workbench& bench, GridRole role, Cell cell) {
  return (**EditedGrid(bench, role))[cell];
}

void HandleSelectionKeys(UiContext& ui) {
  const ImGuiIO& io = ImGui::GetIO();
  if (!ui.state.selection || KeyboardTaken(ui.state) || io.KeyCtrl || io.KeyAlt) return;
  for (const ImWchar character : io.InputQueueCharacters) {
    PressOn(ui, {Kind::kCharacter, character});
  }
  PressKeys(ui);
}

void DropStaleSelection(UiContext& ui) {
  auto& selection = ui.state.selection;
  if (selection && !HasCell(ui.bench, selection->role, selection->cell)) {
    selection.reset();
  }
}

bool LeaveSelection(UiContext& ui) {
  if (ui.state.selection) Apply(ui, ChangeByLeaving(*ui.state.selection));
  return !ui.state.selection;
}

bool CommitSelection(UiContext& ui) {
  if (!ui.state.selection || !ui.state.selection->editing) return true;
  const Selection before = *ui.state.selection;
  if (!LeaveSelection(ui)) return false;
  ui.state.selection.emplace();
  ui.state.selection->role = before.role;
  ui.state.selection->cell = before.cell;
  return true;
}

void DrawSelection(const UiContext& ui, const Figure& figure, ImDrawList* list) {
  if (!ui.state.selection) return;
  const Selection& selection = *ui.state.selection;
  const Rect* typing = nullptr;
  Rect largest;
  for (const FigureGrid& grid : figure.grids) {
    if (grid.role != selection.role || !grid.region.Contains(selection.cell)) continue;
    Rect cell = ToPixels(ui.state.canvas.camera, grid.CellBounds(selection.cell));
    const float grow = std::max(0.0F, ui.theme.px(4) - cell.width) / 2;  // to be seen at all
    cell = {cell.x - grow, cell.y - grow, cell.width + 2 * grow, cell.height + 2 * grow};
    if (ui.bench.evaluator().busy()) DrawNewNumber(ui, selection, grid, cell, list);
    DrawFrame(ui, cell, list);
    if (typing != nullptr && cell.width <= largest.width) continue;
    largest = cell;
    typing = &largest;
  }
  if (selection.editing && typing != nullptr) DrawTyping(ui, selection, largest, list);
}

}  // namespace convlens
