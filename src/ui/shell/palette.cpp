#include "ui/shell/palette.h"

#include <imgui_stdlib.h>

#include <algorithm>
#include <utility>

#include "ui/controls/focus.h"
#include "ui/controls/inspection.h"
#include "ui/controls/key_cap.h"
#include "ui/controls/modal.h"
#include "ui/controls/widgets.h"
#include "ui/shell/palette_entries.h"
#include "ui/state/keys.h"
#include "ui/state/text_match.h"

namespace convlens {
namespace {

constexpr float kWidth = 620;
constexpr float kRowHeight = 32;
constexpr float kRowsInSight = 11;
constexpr float kKindWidth = 84;
constexpr const char* kQuery = "palette.query";

// The field has the keyboard all the time: what is typed is always the query.
void DrawQuery(UiContext& ui) {
  PaletteState& palette = ui.state.palette;
  if (ImGui::IsWindowAppearing() || !ImGui::IsAnyItemActive()) ImGui::SetKeyboardFocusHere();
  ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(ui.theme.px(12), ui.theme.px(10)));
  const std::string label = std::string("###") + kQuery;
  const bool changed = ImGui::InputTextWithHint(
      label.c_str(), ui.tr("A command, lesson, preset, setting or control"), &palette.query);
  ImGui::PopStyleVar();
  PlaceControl(ui, kQuery, StopKind::kText);
  if (changed) Narrow(palette);
}

void TakeKeys(PaletteState& palette) {
  if (palette.found.empty()) return;
  const auto last = static_cast<int>(palette.found.size()) - 1;
  const auto pressed = [](Key key) { return KeyPressed(key, true) ? 1 : 0; };
  const int page = static_cast<int>(kRowsInSight) - 1;
  const int by = pressed(Key::kDown) - pressed(Key::kUp) +
                 page * (pressed(Key::kPageDown) - pressed(Key::kPageUp));
  if (by == 0) return;
  const int next = std::clamp(static_cast<int>(palette.chosen) + by, 0, last);
  palette.chosen = static_cast<size_t>(next);
  palette.reveal = true;
}

void WriteRow(const UiContext& ui, const PaletteEntry& entry, ImVec2 at, ImVec2 size) {
  const Theme& theme = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float inset = theme.px(12);
  const float small_y = at.y + (size.y - theme.small->FontSize) / 2;
  list->AddText(theme.small, theme.small->FontSize, {at.x + inset, small_y}, theme.dim_text,
                ui.tr(entry.kind));
  const float right = at.x + size.x - inset;
  const float key = entry.key.empty() ? 0 : KeyCapWidth(theme, entry.key.c_str());
  const float left = at.x + inset + theme.px(kKindWidth);
  list->PushClipRect({left, at.y}, {right - key - inset, at.y + size.y}, true);
  list->AddText({left, at.y + (size.y - theme.body->FontSize) / 2},
                entry.enabled ? theme.text : theme.dim_text, entry.label.c_str());
  list->PopClipRect();
  if (key == 0) return;
  DrawKeyCap(theme, right, at.y + theme.px(5), size.y - theme.px(10), entry.key.c_str());
}

// True when the row is clicked.
bool DrawRow(UiContext& ui, size_t place) {
  PaletteState& palette = ui.state.palette;
  const PaletteEntry& entry = palette.entries[palette.found[place]];
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 size{ImGui::GetContentRegionAvail().x, ui.theme.px(kRowHeight)};
  const bool clicked = ImGui::InvisibleButton(entry.name.c_str(), size);
  PlaceItem(ui, entry.name.c_str());
  const ImVec2 moved = ImGui::GetIO().MouseDelta;
  if (ImGui::IsItemHovered() && (moved.x != 0 || moved.y != 0)) palette.chosen = place;
  if (palette.chosen == place) {
    ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + size.x, at.y + size.y}, ui.theme.raised,
                                              ui.theme.px(6));
    if (std::exchange(palette.reveal, false)) ImGui::SetScrollHereY();
  }
  WriteRow(ui, entry, at, size);
  return clicked;
}

// The entry that was taken, or nullptr.
const PaletteEntry* DrawList(UiContext& ui) {
  PaletteState& palette = ui.state.palette;
  const float height = ui.theme.px(kRowHeight * kRowsInSight);
  const PaletteEntry* taken = nullptr;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  ImGui::BeginChild("palette.list", {0, height}, false, ImGuiWindowFlags_NoNav);
  if (palette.found.empty()) {
    ImGui::Dummy({1, ui.theme.px(8)});
    Paragraph(ui, ui.tr("Nothing has a name like this."), ui.theme.body, ui.theme.dim_text);
  }
  for (size_t place = 0; place < palette.found.size(); ++place) {
    if (DrawRow(ui, place)) taken = &palette.entries[palette.found[place]];
  }
  ImGui::EndChild();
  ImGui::PopStyleVar();
  const bool entered = KeyPressed(Key::kEnter) || KeyPressed(Key::kKeypadEnter);
  if (entered && !palette.found.empty()) taken = &palette.entries[palette.found[palette.chosen]];
  return taken != nullptr && taken->enabled ? taken : nullptr;
}

}  // namespace

void Narrow(PaletteState& palette) {
  std::vector<std::pair<int, size_t>> scored;
  for (size_t i = 0; i < palette.entries.size(); ++i) {
    const PaletteEntry& entry = palette.entries[i];
    const int score = std::max(MatchScore(palette.query, entry.label),
                               WholeMatchScore(palette.query, entry.also));
    if (score > 0) scored.emplace_back(-score, i);
  }
  std::sort(scored.begin(), scored.end());
  palette.found.clear();
  for (const auto& [score, entry] : scored) palette.found.push_back(entry);
  palette.chosen = 0;
  palette.reveal = true;
}

void OpenPalette(UiContext& ui) {
  ui.state.palette = {};
  ui.state.palette.open = true;
  ui.state.palette.entries = PaletteEntries(ui);
  Narrow(ui.state.palette);
}

void DrawPalette(UiContext& ui) {
  PaletteState& palette = ui.state.palette;
  if (!palette.open) return;
  if (!BeginModal(ui, "dialog.palette", kWidth)) return;
  DrawQuery(ui);
  TakeKeys(palette);
  ImGui::Dummy({1, ui.theme.px(4)});
  const PaletteEntry* taken = DrawList(ui);
  ui.inspection.Fact("palette.found", std::to_string(palette.found.size()));
  if (taken != nullptr || ModalDismissed()) palette.open = false;
  EndModal(!palette.open);
  if (taken != nullptr) taken->act(ui);
}

}  // namespace convlens
