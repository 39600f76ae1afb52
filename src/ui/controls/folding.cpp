#include "ui/controls/folding.h"

#include "ui/controls/focus.h"
#include "ui/controls/widgets.h"

namespace convlens {
namespace {

void DrawTriangle(const Theme& theme, ImVec2 center, bool open, ImU32 color) {
  const float r = theme.px(3.5F);
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (open) {
    list->AddTriangleFilled({center.x - r, center.y - r * 0.6F},
                            {center.x + r, center.y - r * 0.6F}, {center.x, center.y + r * 0.8F},
                            color);
  } else {
    list->AddTriangleFilled({center.x - r * 0.6F, center.y - r}, {center.x + r * 0.8F, center.y},
                            {center.x - r * 0.6F, center.y + r}, color);
  }
}

}  // namespace

bool FoldingSection(UiContext& ui, const char* id, const std::string& title, bool open_at_first) {
  const Theme& theme = ui.theme;
  bool& open = ui.state.folded.try_emplace(id, open_at_first).first->second;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 size{ImGui::GetContentRegionAvail().x, ImGui::GetFontSize() + theme.px(8)};
  if (ImGui::InvisibleButton(id, size)) open = !open;
  PlaceControl(ui, id);
  const ImU32 color = ImGui::IsItemHovered() ? theme.text : theme.dim_text;
  const float middle = at.y + size.y / 2;
  DrawTriangle(theme, {at.x + theme.px(5), middle}, open, color);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddText({at.x + theme.px(16), middle - ImGui::GetFontSize() / 2}, color, title.c_str());
  list->AddLine({at.x, at.y + size.y}, {at.x + size.x, at.y + size.y}, theme.line);
  return open;
}

}  // namespace convlens
