#include "ui/drawers.h"

#include <algorithm>

#include "ui/inspector_parts.h"
#include "ui/panels.h"
#include "ui/widgets.h"

namespace convlens {
namespace {

// All in points.
constexpr float kLesson = 300;
constexpr float kInspector = 336;
constexpr float kNarrow = 1180;      // below this width, the side panels give way a little
constexpr float kLeastCenter = 500;  // with less, a panel becomes a drawer
constexpr float kRail = 68;
constexpr float kRailMargin = 6;

float Shrink(const UiContext& ui, float width) {
  return std::clamp(width / ui.theme.px(kNarrow), 0.75F, 1.0F);
}

// A drawer has the window's width, less what keeps the figure in sight beside it.
float DrawerWidth(const UiContext& ui, float width, float points) {
  return std::min(ui.theme.px(points), width - 2 * ui.theme.px(kRail));
}

void BeginRail(const UiContext& ui) {
  ImGui::SetCursorPos({ui.theme.px(kRailMargin), ui.theme.px(12)});
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      ImVec2(ui.theme.px(2), ImGui::GetStyle().FramePadding.y));
}

}  // namespace

float LessonWidth(const UiContext& ui, float width) {
  const bool drawer = ui.state.drawers.lesson_is_drawer;
  return drawer ? DrawerWidth(ui, width, kLesson) : ui.theme.px(kLesson) * Shrink(ui, width);
}

float InspectorWidth(const UiContext& ui, float width) {
  if (ui.state.drawers.inspector_is_drawer) return DrawerWidth(ui, width, kInspector);
  return ui.theme.px(kInspector) * std::max(Shrink(ui, width), 0.9F);
}

float LessonRoom(const UiContext& ui, float width) {
  if (!ui.preferences.lesson_panel) return 0;
  return ui.state.drawers.lesson_is_drawer ? ui.theme.px(kRail) : LessonWidth(ui, width);
}

float InspectorRoom(const UiContext& ui, float width) {
  const bool drawer = ui.state.drawers.inspector_is_drawer;
  return drawer ? ui.theme.px(kRail) : InspectorWidth(ui, width);
}

void ChooseDrawers(UiContext& ui, float width) {
  Drawers& drawers = ui.state.drawers;
  const float least = ui.theme.px(kLeastCenter);
  const auto center = [&] { return width - LessonRoom(ui, width) - InspectorRoom(ui, width); };
  drawers.lesson_is_drawer = false;
  drawers.inspector_is_drawer = false;
  if (center() < least) drawers.lesson_is_drawer = ui.preferences.lesson_panel;
  if (center() < least) drawers.inspector_is_drawer = true;
  // A lesson that has just been opened is read first.
  const Lesson* lesson = ui.bench.lesson();
  const std::string id = lesson != nullptr ? lesson->id : std::string();
  if (id != drawers.lesson_seen) drawers.lesson_open = lesson != nullptr;
  drawers.lesson_seen = id;
}

void DrawLessonRail(UiContext& ui) {
  Drawers& drawers = ui.state.drawers;
  BeginRail(ui);
  const ButtonLook look = drawers.lesson_open ? ButtonLook::kPlain : ButtonLook::kQuiet;
  if (Button(ui, "button.lesson_drawer", ui.tr("Lesson"), kRail - 2 * kRailMargin, look)) {
    drawers.lesson_open = !drawers.lesson_open;
    drawers.inspector_open = false;
  }
  ImGui::PopStyleVar();
}

void DrawInspectorRail(UiContext& ui) {
  Drawers& drawers = ui.state.drawers;
  BeginRail(ui);
  const InspectorTab before = ui.state.tab;
  ImGui::BeginGroup();
  const bool chosen = TabButtons(ui, kRail - 2 * kRailMargin, false);
  ImGui::EndGroup();
  ImGui::PopStyleVar();
  if (!chosen) return;
  drawers.inspector_open = before != ui.state.tab || !drawers.inspector_open;
  drawers.lesson_open = false;
}

void CloseDrawersAsAsked(UiContext& ui, Rect lesson, Rect inspector) {
  if (!ui.state.drawers.any_open()) return;
  const bool popup =
      ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const Point at{mouse.x, mouse.y};
  const bool below_menu = mouse.y >= ImGui::GetMainViewport()->WorkPos.y;
  const bool beside = below_menu && !lesson.Contains(at) && !inspector.Contains(at);
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && beside && !popup) CloseDrawers(ui.state);
}

bool CloseDrawers(UiState& state) {
  const bool open = state.drawers.any_open();
  state.drawers.lesson_open = false;
  state.drawers.inspector_open = false;
  return open;
}

}  // namespace convlens
