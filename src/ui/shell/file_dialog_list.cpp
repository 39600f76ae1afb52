#include <algorithm>

#include "core/grid/path_text.h"
#include "scene/figure/number_text.h"
#include "ui/controls/focus.h"
#include "ui/controls/inspection.h"
#include "ui/controls/widgets.h"
#include "ui/shell/file_dialog.h"

namespace convlens {
namespace {

std::string SizeText(uintmax_t bytes) {
  const auto size = static_cast<double>(bytes);
  if (size < 1000) return std::to_string(bytes) + " B";
  if (size < 1e6) return FixedNumber(size / 1e3, size < 1e4 ? 1 : 0) + " kB";
  if (size < 1e9) return FixedNumber(size / 1e6, size < 1e7 ? 1 : 0) + " MB";
  return FixedNumber(size / 1e9, 1) + " GB";
}

void FolderIcon(const Theme& theme, ImVec2 at, float size, ImU32 color) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float height = size * 0.76F;
  list->AddRectFilled({at.x, at.y - height / 2}, {at.x + size * 0.45F, at.y}, color, theme.px(2));
  list->AddRectFilled({at.x, at.y - height / 2 + size * 0.14F}, {at.x + size, at.y + height / 2},
                      color, theme.px(2));
}

void FileIcon(const Theme& theme, ImVec2 at, float size, ImU32 color) {
  const float half = size * 0.44F;
  ImGui::GetWindowDrawList()->AddRect({at.x + size * 0.15F, at.y - half},
                                      {at.x + size * 0.80F, at.y + half}, color, theme.px(2), 0,
                                      theme.px(1.25F));
}

}  // namespace

// The folders from the root down; where they do not fit, the first ones give way.
void FileDialog::DrawCrumbs(UiContext& ui) {
  std::vector<std::filesystem::path> folders;
  for (auto folder = browser_.folder();; folder = folder.parent_path()) {
    folders.insert(folders.begin(), folder);
    if (!folder.has_relative_path()) break;
  }
  const auto name_of = [](const std::filesystem::path& folder) {
    return folder.has_filename() ? TextOf(folder.filename()) : TextOf(folder);
  };
  const ImGuiStyle& style = ImGui::GetStyle();
  const auto width_of = [&](const std::string& name) {
    return ImGui::CalcTextSize(name.c_str()).x + 2 * style.FramePadding.x;
  };
  const float spacing = ui.theme.px(2);
  const float up_width = 56;
  float room = ImGui::GetContentRegionAvail().x - ui.theme.px(up_width) - spacing;
  size_t first = folders.size() - 1;
  room -= width_of(name_of(folders[first])) + spacing;
  while (first > 0 && room >= width_of(name_of(folders[first - 1])) + spacing) {
    room -= width_of(name_of(folders[--first])) + spacing;
  }
  std::filesystem::path target;
  const bool can_rise = browser_.folder().has_relative_path();
  const bool up = Button(ui, "dialog.up", ui.tr("Up"), up_width, ButtonLook::kPlain, can_rise,
                         ui.tr("The folder above (Backspace)"));
  for (size_t i = first; i < folders.size(); ++i) {
    ImGui::SameLine(0, spacing);
    const std::string name = name_of(folders[i]);
    const std::string id = "dialog.crumb." + std::to_string(i);
    const bool last = i + 1 == folders.size();
    if (last) ImGui::PushFont(ui.theme.bold);
    const float width = (width_of(name) + ui.theme.px(2)) / ui.theme.scale;
    if (Button(ui, id.c_str(), name, width, ButtonLook::kQuiet)) target = folders[i];
    if (last) ImGui::PopFont();
  }
  if (up) GoUp();
  if (!target.empty()) GoTo(target);
}

void FileDialog::DrawList(UiContext& ui, float height) {
  ImGui::PushStyleColor(ImGuiCol_ChildBg, ui.theme.background);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(ui.theme.px(6), ui.theme.px(6)));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  ImGui::BeginChild("dialog.list", {0, height}, true, ImGuiWindowFlags_NoNav);
  const float row = ui.theme.px(28);
  const auto count = static_cast<int>(browser_.items().size());
  if (count == 0) {
    ImGui::SetCursorPos({ui.theme.px(14), ui.theme.px(10)});
    Paragraph(ui, ui.tr("Nothing to show here."), ui.theme.body, ui.theme.dim_text);
  }
  if (scroll_to_selection_) {
    const float top = row * static_cast<float>(std::max(0, browser_.selected()));
    const float visible = ImGui::GetWindowHeight() - row;
    if (top < ImGui::GetScrollY()) ImGui::SetScrollY(top);
    if (top > ImGui::GetScrollY() + visible - row) ImGui::SetScrollY(top - visible + row);
    scroll_to_selection_ = false;
  }
  ImGuiListClipper clipper;
  clipper.Begin(count, row);
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd && open_; ++i) {
      // Entering a folder replaces the list.
      if (i >= static_cast<int>(browser_.items().size())) break;
      DrawItem(ui, i, row);
    }
  }
  ImGui::EndChild();
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor();
  const bool keys_are_ours = !ImGui::IsAnyItemActive() && !ControlFocused(ui.state);
  if (keys_are_ours && !asking_overwrite_ && !appearing_ && open_) HandleListKeys(ui);
}

void FileDialog::DrawItem(UiContext& ui, int index, float height) {
  const Theme& theme = ui.theme;
  const FolderItem item = browser_.items()[static_cast<size_t>(index)];
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const bool selected = index == browser_.selected();
  ImGui::PushStyleColor(ImGuiCol_Header, WithAlpha(theme.accent, 0.28F));
  ImGui::PushStyleVar(ImGuiStyleVar_SelectableTextAlign, ImVec2(0, 0.5F));
  const bool clicked = ImGui::Selectable(("###item" + item.name).c_str(), selected,
                                         ImGuiSelectableFlags_AllowDoubleClick, {width, height});
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
  PlaceItem(ui, ("dialog.item." + item.name).c_str());
  const float middle = at.y + height / 2;
  const float icon = theme.px(16);
  const ImVec2 icon_at{at.x + theme.px(8), middle};
  if (item.is_folder) {
    FolderIcon(theme, icon_at, icon, theme.accent);
  } else {
    FileIcon(theme, icon_at, icon, theme.dim_text);
  }
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float text_y = middle - ImGui::GetFontSize() / 2;
  const std::string size = item.is_folder ? std::string() : SizeText(item.size);
  const float size_width = ImGui::CalcTextSize(size.c_str()).x;
  const ImVec4 clip{at.x, at.y, at.x + width - size_width - theme.px(20), at.y + height};
  list->AddText(nullptr, 0, {at.x + theme.px(34), text_y}, theme.text, item.name.c_str(), nullptr,
                0, &clip);
  list->AddText({at.x + width - size_width - theme.px(8), text_y}, theme.dim_text, size.c_str());
  if (!clicked) return;
  browser_.Select(index);
  TakeSelectedName();
  if (ImGui::IsMouseDoubleClicked(0)) Commit(false);
}

}  // namespace convlens
