#include <algorithm>
#include <cstring>
#include <vector>

#include "io/files/platform.h"
#include "ui/controls/inspection.h"
#include "ui/controls/key_cap.h"
#include "ui/controls/modal.h"
#include "ui/controls/widgets.h"
#include "ui/shell/panels.h"
#include "ui/state/command.h"
#include "ui/state/keys.h"

namespace convlens {
namespace {

constexpr size_t kMostColumns = 3;
constexpr float kLeastColumn = 230;  // points
constexpr float kGap = 36;

struct Row {
  const char* label;  ///< English, as all texts here
  const char* key;
};

struct Group {
  const char* title;
  std::vector<Row> rows;
};

// What the mouse does in the figure: these are no commands, but readers look for them here.
Group MouseGroup() {
  return {"Mouse on the figure",
          {{"Zoom", "Wheel"},
           {"Move the figure", "Middle drag"},
           {"Change a value", "Drag up or down"},
           {"Finer, coarser", "Shift, Ctrl"},
           {"Clear cells", "Right drag"},
           {"Resize a grid", "Drag its corner"}}};
}

// What the keys do that a control with the focus has.
std::vector<Row> ControlRows() {
  return {{"Press the control", "Space"},
          {"Change its value", "← → ↑ ↓"},
          {"Back to the figure", "Esc"}};
}

std::vector<Group> Groups(std::span<const CommandInfo> commands) {
  std::vector<Group> groups;
  for (const CommandInfo& info : commands) {
    if (info.group == nullptr || *info.key_text == '\0') continue;
    if (kIsWebPage && info.command == Command::kQuit) continue;
    const auto found = std::find_if(groups.begin(), groups.end(), [&info](const Group& group) {
      return std::strcmp(group.title, info.group) == 0;
    });
    if (found == groups.end()) {
      groups.push_back({info.group, {{info.label, info.key_text}}});
    } else {
      found->rows.push_back({info.label, info.key_text});
    }
  }
  for (const Row& row : ControlRows()) groups.back().rows.push_back(row);
  groups.push_back(MouseGroup());
  return groups;
}

using Column = std::vector<const Group*>;

size_t HeightOf(const Group& group) { return group.rows.size() + 2; }  // a heading and a gap

// Column after column in the order of reading, each filled up to `height`.
std::vector<Column> Filled(const std::vector<Group>& groups, size_t height) {
  std::vector<Column> columns(1);
  size_t filled = 0;
  for (const Group& group : groups) {
    if (filled > 0 && filled + HeightOf(group) > height) {
      columns.emplace_back();
      filled = 0;
    }
    columns.back().push_back(&group);
    filled += HeightOf(group);
  }
  return columns;
}

// The lowest columns that hold all groups, at most `count`.
std::vector<Column> Spread(const std::vector<Group>& groups, size_t count) {
  size_t height = 1;
  while (Filled(groups, height).size() > count) ++height;
  return Filled(groups, height);
}

void DrawGroup(UiContext& ui, const Group& group, float width) {
  const Theme& theme = ui.theme;
  Paragraph(ui, ui.tr(group.title), theme.bold, theme.accent);
  ImGui::Dummy({width, theme.px(4)});
  const float row = theme.px(26);
  for (const Row& entry : group.rows) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float text_y = at.y + (row - theme.body->FontSize) / 2;
    ImGui::GetWindowDrawList()->AddText({at.x, text_y}, theme.text, ui.tr(entry.label));
    DrawKeyCap(theme, at.x + width, at.y + theme.px(2), row - theme.px(4), ui.tr(entry.key));
    ImGui::Dummy({width, row});
  }
  ImGui::Dummy({width, theme.px(10)});
}

void DrawColumns(UiContext& ui) {
  const std::vector<Group> groups = Groups(ui.commands);
  const float gap = ui.theme.px(kGap);
  const float room = ImGui::GetContentRegionAvail().x;
  const auto fitting = static_cast<size_t>((room + gap) / (ui.theme.px(kLeastColumn) + gap));
  const auto columns = Spread(groups, std::clamp<size_t>(fitting, 1, kMostColumns));
  const auto count = static_cast<float>(columns.size());
  const float width = (room - gap * (count - 1)) / count;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  for (size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) ImGui::SameLine(0, gap);
    ImGui::BeginGroup();
    for (const Group* group : columns[i]) DrawGroup(ui, *group, width);
    ImGui::EndGroup();
  }
  ImGui::PopStyleVar();
}

}  // namespace

void DrawKeySheet(UiContext& ui) {
  if (!ui.state.key_sheet_open) return;
  if (!BeginModal(ui, "dialog.keys", 860)) return;
  Paragraph(ui, ui.tr("Keys"), ui.theme.title, ui.theme.text);
  ImGui::Dummy({1, ui.theme.px(6)});
  DrawColumns(ui);
  Paragraph(ui, ui.tr("Press Escape or F1, or click outside this card, to close it."),
            ui.theme.small, ui.theme.dim_text);
  const bool toggled = !ImGui::IsWindowAppearing() && KeyPressed(Key::kF1);
  if (ModalDismissed() || toggled) ui.state.key_sheet_open = false;
  EndModal(!ui.state.key_sheet_open);
}

}  // namespace convlens
