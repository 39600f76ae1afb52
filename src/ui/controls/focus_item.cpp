#include "ui/controls/focus_item.h"

#include <cmath>

#include "imgui.h"
// Dear ImGui's own focus, and what it presses.
#include "imgui_internal.h"

namespace convlens {
void PointAtItem(const FocusStop& stop) {
  ImGuiWindow* window = ImGui::FindWindowByID(stop.window);
  if (window == nullptr) return;
  ImGui::FocusWindow(window);
  const Rect& b = stop.bounds;
  const ImRect bounds(b.x, b.y, b.right(), b.bottom());
  ImGui::SetNavID(stop.id, ImGuiNavLayer_Main, 0, ImGui::WindowRectAbsToRel(window, bounds));
}

bool IsPointedAt(const FocusStop& stop) { return ImGui::GetCurrentContext()->NavId == stop.id; }

void PressItem(const FocusStop& stop) {
  ImGuiContext& g = *ImGui::GetCurrentContext();
  g.NavActivateId = g.NavActivateDownId = g.NavActivatePressedId = stop.id;
}

void TypeIntoItem(const FocusStop& stop) {
  ImGui::GetCurrentContext()->NavActivateInputId = stop.id;
}

bool IsTypedInto(const FocusStop& stop) {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  return g.ActiveId == stop.id || g.IO.WantTextInput;
}

void ScrollAroundItem(const FocusStop& stop, int pages) {
  ImGuiWindow* window = ImGui::FindWindowByID(stop.window);
  if (window == nullptr) return;
  constexpr float kPage = 0.8F;  // of the height: some lines stay in sight
  ImGui::SetScrollY(
      window, window->Scroll.y + static_cast<float>(pages) * kPage * window->InnerRect.GetHeight());
}

// The items of a child window may touch its edges: the ring goes over them, as far as the panel
// reaches. What is scrolled out of sight has none.
void DrawRing(const Theme& theme, const FocusStop& stop) {
  ImGuiWindow* window = ImGui::FindWindowByID(stop.window);
  if (window == nullptr) return;
  const float thick = std::round(theme.px(2));
  const float away = std::round(theme.px(2));  // between the control and its ring
  const ImRect panel = window->RootWindow->Rect();
  ImRect clip = window->ClipRect;
  clip.Expand(away + thick);
  clip.ClipWith(panel);
  const Rect& b = stop.bounds;
  ImRect ring(std::round(b.x), std::round(b.y), std::round(b.right()), std::round(b.bottom()));
  ring.Expand(away + thick / 2);
  ring.ClipWith(
      {panel.Min.x + thick, panel.Min.y + thick, panel.Max.x - thick, panel.Max.y - thick});
  if (ring.IsInverted()) return;
  const float round = theme.px(7);
  ImDrawList* list = window->DrawList;
  list->PushClipRect(clip.Min, clip.Max);
  // A line of the panel's colour sets the ring off from a control of its own colour.
  ImRect inner = ring;
  inner.Expand(-thick);
  list->AddRect(inner.Min, inner.Max, theme.panel, round - thick, 0, thick);
  list->AddRect(ring.Min, ring.Max, theme.focus, round, 0, thick);
  list->PopClipRect();
}

}  // namespace convlens
