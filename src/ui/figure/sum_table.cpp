#include "ui/figure/sum_table.h"

#include <algorithm>
#include <cmath>

#include "scene/figure/number_text.h"
#include "ui/controls/focus.h"
#include "ui/controls/inspection.h"
#include "ui/controls/rows.h"
#include "ui/controls/widgets.h"

namespace convlens {
namespace {

constexpr int kColumns = 6;

void NumberCell(const UiContext& ui, ImU32 color, const std::string& text) {
  ImGui::TableNextColumn();
  const float free = ImGui::GetContentRegionAvail().x - ImGui::CalcTextSize(text.c_str()).x;
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::fmax(0.0F, free - ui.theme.px(4)));
  ImGui::PushStyleColor(ImGuiCol_Text, color);
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopStyleColor();
}

void DrawRow(const UiContext& ui, const StripContent& content, int index) {
  const Theme& theme = ui.theme;
  const LayerTerm& term = content.terms[static_cast<size_t>(index)];
  const bool pending = content.stepping && index >= content.done;
  const auto shade = [&](ImU32 color) { return pending ? WithAlpha(color, 0.4F) : color; };
  ImGui::TableNextRow();
  if (index == content.active()) {
    ImGui::TableSetBgColor(ImGuiTableBgTarget_RowBg0, WithAlpha(theme.kernel, 0.25F));
  }
  NumberCell(ui, shade(theme.input), InputName(content, term));
  NumberCell(ui, shade(theme.kernel), KernelName(content, term));
  NumberCell(ui, shade(theme.input), ShortNumber(term.value));
  NumberCell(ui, shade(theme.kernel), ShortNumber(term.weight));
  NumberCell(ui, shade(theme.text), ShortNumber(term.product));
  NumberCell(ui, shade(theme.output), ShortNumber(term.partial));
}

// Over the terms of a channel: its name, and what it adds to the sum.
void DrawGroupRow(const UiContext& ui, const StripContent& content, const StripGroup& group) {
  const Theme& theme = ui.theme;
  const bool pending = content.stepping && group.first >= content.done;
  const ImU32 color = pending ? WithAlpha(theme.input, 0.4F) : theme.input;
  ImGui::TableNextRow();
  ImGui::TableSetBgColor(ImGuiTableBgTarget_RowBg0, WithAlpha(theme.input, 0.12F));
  ImGui::TableNextColumn();
  ImGui::PushStyleColor(ImGuiCol_Text, color);
  ImGui::TextUnformatted(GroupName(group).c_str());
  ImGui::PopStyleColor();
  for (int column = 1; column < kColumns - 2; ++column) ImGui::TableNextColumn();
  NumberCell(ui, color, pending ? std::string() : ShortNumber(group.sum));
  ImGui::TableNextColumn();
}

// Row `row` of the table, in which each group has its own row.
void DrawTableRow(const UiContext& ui, const StripContent& content, int row) {
  const auto& groups = content.groups;
  const auto heading_row = [&](const StripGroup& group) {
    return group.first + static_cast<int>(&group - groups.data());
  };
  const auto after = std::upper_bound(
      groups.begin(), groups.end(), row,
      [&](int index, const StripGroup& group) { return index < heading_row(group); });
  const int before = static_cast<int>(after - groups.begin());
  if (before > 0 && heading_row(*std::prev(after)) == row) {
    return DrawGroupRow(ui, content, *std::prev(after));
  }
  DrawRow(ui, content, row - before);
}

void DrawHeader(const UiContext& ui) {
  const char* const titles[kColumns] = {ui.tr("Input cell"), ui.tr("Kernel cell"), "x", "k",
                                        ui.tr("Product"),    ui.tr("Sum so far")};
  for (const char* title : titles) {
    ImGui::TableSetupColumn(title, ImGuiTableColumnFlags_WidthStretch);
  }
  ImGui::TableSetupScrollFreeze(0, 1);
  ImGui::TableNextRow(ImGuiTableRowFlags_Headers);
  for (const char* title : titles) NumberCell(ui, ui.theme.dim_text, title);
}

// The arrows scroll the table by rows.
void ScrollByKeys(UiContext& ui, const Rect& bounds) {
  constexpr const char* kName = "sum_table.terms";
  EnterRoom(ui.state, Room::kSum);
  PlaceControlAt(ui, kName, StopKind::kScroll, bounds, ImGui::GetID(kName));
  const ControlKeys keys = KeysOf(ui.state, kName);
  const float row = ImGui::GetTextLineHeightWithSpacing();
  if (keys.down != 0) ImGui::SetScrollY(ImGui::GetScrollY() + static_cast<float>(keys.down) * row);
  if (keys.first) ImGui::SetScrollY(0);
  if (keys.last) ImGui::SetScrollY(ImGui::GetScrollMaxY());
}

void DrawTable(UiContext& ui, const StripContent& content) {
  constexpr ImGuiTableFlags flags =
      ImGuiTableFlags_ScrollY | ImGuiTableFlags_RowBg | ImGuiTableFlags_BordersInnerH;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 size = ImGui::GetContentRegionAvail();
  if (!ImGui::BeginTable("terms", kColumns, flags)) return;
  ScrollByKeys(ui, {at.x, at.y, size.x, size.y});
  DrawHeader(ui);
  ImGui::PushFont(ui.theme.mono);
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(content.terms.size() + content.groups.size()));
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) DrawTableRow(ui, content, i);
  }
  ImGui::PopFont();
  ImGui::EndTable();
}

std::string TermsWords(const UiContext& ui, const StripContent& content) {
  const std::string count = CountText(std::ssize(content.terms));
  if (content.channels == 1) return ui.tr("{} terms, one for each kernel cell.", count);
  return ui.tr("{} terms, one for each kernel cell of {} input channels.", count,
               std::to_string(content.channels));
}

}  // namespace

void DrawSumTable(UiContext& ui, const StripContent& content) {
  if (!ui.state.sum_table_open || content.terms.empty()) return;
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowSize({ui.theme.px(620), ui.theme.px(420)}, ImGuiCond_Appearing);
  ImGui::SetNextWindowPos({screen.x / 2, screen.y * 0.42F}, ImGuiCond_Appearing, {0.5F, 0.5F});
  const std::string title = ui.tr("Sum of {}", content.name) + "###sum_table";
  constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings;
  if (ImGui::Begin(title.c_str(), &ui.state.sum_table_open, flags)) {
    const ImVec2 at = ImGui::GetWindowPos();
    const ImVec2 size = ImGui::GetWindowSize();
    ui.inspection.Place("sum_table", {at.x, at.y, size.x, size.y});
    const std::string bias = content.bias == 0 ? std::string()
                                               : ui.tr(" The sum starts with the bias u = {}.",
                                                       ShortNumber(content.bias));
    Paragraph(ui, TermsWords(ui, content) + bias, ui.theme.body, ui.theme.dim_text);
    DrawTable(ui, content);
  }
  ImGui::End();
}

}  // namespace convlens
