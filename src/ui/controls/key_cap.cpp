#include "ui/controls/key_cap.h"

#include <algorithm>

#include "imgui.h"

namespace convlens {
namespace {

ImVec2 SizeOf(const Theme& theme, const char* text) {
  return theme.small->CalcTextSizeA(theme.small->FontSize, 1e9F, 0, text);
}

}  // namespace

float KeyCapWidth(const Theme& theme, const char* text) {
  return SizeOf(theme, text).x + theme.px(14);
}

void DrawKeyCap(const Theme& theme, float right, float top, float height, const char* text) {
  const ImVec2 size = SizeOf(theme, text);
  const float width = std::max(KeyCapWidth(theme, text), height);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 min{right - width, top};
  const ImVec2 max{right, top + height};
  list->AddRectFilled(min, max, theme.raised, theme.px(5));
  list->AddRect(min, max, theme.line, theme.px(5));
  list->AddText(theme.small, theme.small->FontSize,
                {min.x + (width - size.x) / 2, min.y + (height - size.y) / 2}, theme.text, text);
}

}  // namespace convlens
