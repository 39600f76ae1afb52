#include "ui/controls/kernel_table.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "paint/pen.h"
#include "scene/figure/number_text.h"
#include "ui/controls/inspection.h"
#include "ui/controls/rows.h"
#include "ui/controls/widgets.h"

namespace convlens {
namespace {

float LargestMagnitude(GridView grid) {
  float largest = 0;
  for (int r = 0; r < grid.height; ++r) {
    for (int c = 0; c < grid.width; ++c) {
      const float magnitude = std::abs(grid.at(r, c));
      if (std::isfinite(magnitude)) largest = std::max(largest, magnitude);
    }
  }
  return largest;
}

ImU32 CellColor(const GridPalette& palette, float value, float largest) {
  return SignedColor(palette, largest > 0 ? double{value / largest} : 0);
}

/// How all numbers of a table are written.
struct NumberLook {
  int digits = 4;
  ImFont* font = nullptr;
};

float WidthOf(const ImFont* font, const std::string& text) {
  return font->CalcTextSizeA(font->FontSize, 1e9F, 0, text.c_str()).x;
}

bool HasPowerOfTen(const std::string& text) { return text.find('e') != std::string::npos; }

// With fewer digits where the cell is too narrow: a number cut off would read as another one. What
// needs a power of ten is long, and may have fewer than the others.
std::string TextFor(const NumberLook& look, double value, float width) {
  std::string text = ShortNumber(value, look.digits);
  for (int digits = look.digits - 1; digits >= 1 && HasPowerOfTen(text); --digits) {
    if (WidthOf(look.font, text) <= width) break;
    text = ShortNumber(value, digits);
  }
  return text;
}

bool AllFit(const NumberLook& look, std::span<const GridView> grids, float room, bool powers) {
  for (const GridView& grid : grids) {
    for (int r = 0; r < grid.height; ++r) {
      for (int c = 0; c < grid.width; ++c) {
        const std::string text = TextFor(look, grid.at(r, c), room);
        if (HasPowerOfTen(text) && !powers) continue;
        if (WidthOf(look.font, text) > room) return false;
      }
    }
  }
  return true;
}

// As many digits as leave a margin in every cell: without it, a number would read as one with its
// neighbour. Then in the largest font that fits.
NumberLook LookOf(const Theme& theme, std::span<const GridView> grids, ImVec2 cell) {
  const float room = cell.x - theme.px(8);
  NumberLook look{4, theme.small};
  while (look.digits > 1 && !AllFit(look, grids, room, false)) --look.digits;
  for (ImFont* font : {theme.body, theme.heading}) {
    const bool fits = font->FontSize <= cell.y * 0.6F;
    if (fits && AllFit({look.digits, font}, grids, room, true)) look.font = font;
  }
  return look;
}

constexpr float kTitleGap = 8;  // points, between a title and the size beside it

void DrawTitle(UiContext& ui, const KernelTable& table, Shape shape, float width) {
  const Theme& theme = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  list->AddText(theme.bold, theme.bold->FontSize, at, theme.Of(table.ink), table.title.c_str());
  const std::string size = ShapeFact(shape);
  if (theme.px(TitleWidth(theme, table.title, shape)) <= width) {
    const float size_width = WidthOf(theme.small, size);
    list->AddText(theme.small, theme.small->FontSize,
                  {at.x + width - size_width, at.y + theme.px(1.5F)}, theme.dim_text, size.c_str());
    ui.inspection.Fact(std::string(table.id) + ".size", size);
  }
  ImGui::Dummy({width, theme.bold->FontSize + theme.px(4)});
}

void DrawNumber(const Theme& theme, const NumberLook& look, double value, ImVec2 min, ImVec2 size) {
  const std::string text = TextFor(look, value, size.x - theme.px(4));
  ImFont* font = look.font;
  const ImVec2 extent = font->CalcTextSizeA(font->FontSize, 1e9F, 0, text.c_str());
  const ImVec4 clip{min.x, min.y, min.x + size.x, min.y + size.y};
  ImGui::GetWindowDrawList()->AddText(
      font, font->FontSize,
      {min.x + std::max(0.0F, (size.x - extent.x) / 2), min.y + (size.y - extent.y) / 2},
      theme.text, text.c_str(), nullptr, 0, &clip);
}

// A field that shows only its colour until it is being typed into; then its text is in the middle.
bool EditCell(UiContext& ui, const std::string& id, double* value, float cell_width, ImVec2 size) {
  ImGuiStorage* storage = ImGui::GetStateStorage();
  const ImGuiID typing = ImGui::GetID((id + ".typing").c_str());
  const bool was_typing = storage->GetBool(typing);
  char shown[48];
  std::snprintf(shown, sizeof(shown), "%.6g", *value);
  const float padding =
      std::max(ui.theme.px(3), (size.x - ImGui::CalcTextSize(shown).x) / 2 - ui.theme.px(2));
  ImGui::PushStyleVar(ImGuiStyleVar_FrameRounding, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      ImVec2(padding, (size.y - ImGui::GetFontSize()) / 2));
  ImGui::PushStyleColor(ImGuiCol_FrameBg, 0);
  if (!was_typing) ImGui::PushStyleColor(ImGuiCol_Text, 0);
  constexpr double kMost = std::numeric_limits<float>::max();
  const bool changed = NumberField(ui, id.c_str(), value, -kMost, kMost, cell_width);
  ImGui::PopStyleColor(was_typing ? 1 : 2);
  ImGui::PopStyleVar(2);
  storage->SetBool(typing, ImGui::IsItemActive());
  return changed;
}

}  // namespace

float TitleWidth(const Theme& theme, const std::string& title, Shape shape) {
  const float pixels = WidthOf(theme.bold, title) + WidthOf(theme.small, ShapeFact(shape));
  return pixels / theme.scale + kTitleGap;
}

std::optional<TableEdit> DrawKernelTable(UiContext& ui, const KernelTable& table, GridView grid) {
  const Theme& theme = ui.theme;
  const ImVec2 cell{theme.px(table.cell_width), theme.px(table.cell_height)};
  const ImVec2 size{cell.x * static_cast<float>(grid.width),
                    cell.y * static_cast<float>(grid.height)};
  std::optional<TableEdit> edit;
  ImGui::BeginGroup();
  DrawTitle(ui, table, grid.shape(), size.x);
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  ImDrawList* list = ImGui::GetWindowDrawList();
  float largest = LargestMagnitude(grid);
  for (const GridView& other : table.compared) largest = std::max(largest, LargestMagnitude(other));
  NumberLook look =
      LookOf(theme, table.compared.empty() ? std::span(&grid, 1) : table.compared, cell);
  if (!table.beside.empty()) {
    ImFont* font = LookOf(theme, table.beside, cell).font;
    if (font->FontSize < look.font->FontSize) look.font = font;
  }
  ui.inspection.Fact(std::string(table.id) + ".digits", look.digits);
  for (int r = 0; r < grid.height; ++r) {
    for (int c = 0; c < grid.width; ++c) {
      const ImVec2 min{origin.x + cell.x * static_cast<float>(c),
                       origin.y + cell.y * static_cast<float>(r)};
      const ImVec2 max{min.x + cell.x, min.y + cell.y};
      const std::string id =
          std::string(table.id) + "." + std::to_string(r) + "." + std::to_string(c);
      list->AddRectFilled(min, max, CellColor(theme.palette, grid.at(r, c), largest));
      list->AddRect(min, max, ColorOf(theme.palette.border));
      bool typing = false;
      if (table.editable) {
        ImGui::SetCursorScreenPos(min);
        double value = grid.at(r, c);
        if (EditCell(ui, id, &value, table.cell_width, cell)) {
          edit = TableEdit{{r, c}, static_cast<float>(value)};
        }
        typing = ImGui::IsItemActive();
      }
      if (!typing) DrawNumber(theme, look, grid.at(r, c), min, cell);
    }
  }
  list->AddRect(origin, {origin.x + size.x, origin.y + size.y}, theme.Of(table.ink), theme.px(2), 0,
                theme.px(1.5F));
  ImGui::SetCursorScreenPos(origin);
  ImGui::Dummy(size);
  ImGui::EndGroup();
  PlaceItem(ui, table.id);
  return edit;
}

}  // namespace convlens
