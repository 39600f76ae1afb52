#include "ui/shell/drawers.h"

#include <algorithm>

#include "ui/controls/focus.h"
#include "ui/controls/rows.h"
#include "ui/controls/widgets.h"
#include "ui/shell/panels.h"

namespace convlens {
namespace {

// All in points.
constexpr float kLesson = 300;
constexpr float kInspector = 336;
constexpr float kNarrow = 1180;  // below this width, the side panels give way a little
constexpr float kBetween = 500;  // with less between both panels, the inspector is a drawer
constexpr float kBeside = 350;   // with less beside it, an open drawer lies over a figure to walk
constexpr float kUpright = 560;  // in a narrower window, panels are sheets below the figure
constexpr float kRail = 68;
constexpr float kBar = 48;
constexpr float kSheet = 0.42F;          // of the screen's height
constexpr float kLearningSheet = 0.32F;  // five grids and a card are above it
constexpr int kBarButtons = 7;
constexpr float kRailMargin = 6;

float Shrink(const UiContext& ui, float width) {
  return std::clamp(width / ui.theme.px(kNarrow), 0.75F, 1.0F);
}

// A panel of `points`, in a window of `width` pixels: a little narrower where that is narrow, and
// never over both rails.
float PanelWidth(const UiContext& ui, float width, float points, float least_share) {
  const float shrunk = ui.theme.px(points) * std::max(Shrink(ui, width), least_share);
  return std::min(shrunk, width - 2 * ui.theme.px(kRail));
}

/// What the figure and what is below it need beside open drawers, in points.
float NeedBeside(const UiContext& ui) {
  return ui.bench.view().figure == FigureKind::kLearn ? kBetween : kBeside;
}

void BeginRail(const UiContext& ui) {
  ImGui::SetCursorPos({ui.theme.px(kRailMargin), ui.theme.px(12)});
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      ImVec2(ui.theme.px(2), ImGui::GetStyle().FramePadding.y));
}

void LessonButton(UiContext& ui, float width) {
  Drawers& drawers = ui.state.drawers;
  const ButtonLook look = drawers.lesson_open ? ButtonLook::kPlain : ButtonLook::kQuiet;
  if (Button(ui, "button.lesson_drawer", ui.tr("Lesson"), width, look))
    OpenLesson(drawers, !drawers.lesson_open);
}

// The tab that is shown again closes its drawer.
void DrawerTabs(UiContext& ui, float width, bool in_row) {
  Drawers& drawers = ui.state.drawers;
  const InspectorTab before = ui.state.tab;
  ImGui::BeginGroup();
  const bool chosen = TabButtons(ui, width, in_row);
  ImGui::EndGroup();
  if (chosen) OpenInspector(drawers, before != ui.state.tab || !drawers.inspector_open);
}

}  // namespace

float LessonWidth(const UiContext& ui, float width) {
  return PanelWidth(ui, width, kLesson, 0.75F);
}

float InspectorWidth(const UiContext& ui, float width) {
  return PanelWidth(ui, width, kInspector, 0.9F);
}

float RailWidth(const Theme& theme) { return theme.px(kRail); }

float BarHeight(const Theme& theme) { return theme.px(kBar); }

float RailMargin(const Theme& theme) { return theme.px(kRailMargin); }

float SheetHeight(const UiContext& ui, float height) {
  const bool learning = ui.bench.view().figure == FigureKind::kLearn;
  return height * (learning ? kLearningSheet : kSheet);
}

float LessonRoom(const UiContext& ui, float width) {
  const Drawers& drawers = ui.state.drawers;
  if (!ui.preferences.lesson_panel || drawers.upright) return 0;
  if (!drawers.lesson_is_drawer) return LessonWidth(ui, width);
  const bool beside = drawers.lesson_shown() && !drawers.lesson_over;
  return RailWidth(ui.theme) + (beside ? LessonWidth(ui, width) : 0);
}

float InspectorRoom(const UiContext& ui, float width) {
  const Drawers& drawers = ui.state.drawers;
  if (drawers.upright) return 0;
  if (!drawers.inspector_is_drawer) return InspectorWidth(ui, width);
  const bool beside = drawers.inspector_shown() && !drawers.inspector_over;
  return RailWidth(ui.theme) + (beside ? InspectorWidth(ui, width) : 0);
}

void ChooseDrawers(UiContext& ui, float width) {
  Drawers& drawers = ui.state.drawers;
  const float rail = RailWidth(ui.theme);
  const float lesson = ui.preferences.lesson_panel ? LessonWidth(ui, width) : 0;
  const float inspector = InspectorWidth(ui, width);
  const float beside = ui.theme.px(NeedBeside(ui));
  drawers.inspector_is_drawer = width - lesson - inspector < ui.theme.px(kBetween);
  drawers.lesson_is_drawer =
      lesson > 0 && drawers.inspector_is_drawer && width - lesson - rail - inspector < beside;
  drawers.lesson_over = width - 2 * rail - lesson < beside;
  const float left = drawers.lesson_is_drawer ? rail : lesson;
  drawers.inspector_over = width - left - rail - inspector < beside;
  drawers.upright = width < ui.theme.px(kUpright);
  if (drawers.upright) {
    drawers.inspector_is_drawer = true;
    drawers.lesson_is_drawer = ui.preferences.lesson_panel;
    drawers.lesson_over = drawers.inspector_over = false;
  }
  // A lesson that has just been opened is read first.
  const Lesson* opened = ui.bench.lesson();
  const std::string id = opened != nullptr ? opened->id : std::string();
  if (id != drawers.lesson_seen) OpenLesson(drawers, opened != nullptr);
  drawers.lesson_seen = id;
}

void OpenLesson(Drawers& drawers, bool open) {
  drawers.lesson_open = open;
  if (drawers.lesson_shown()) drawers.inspector_open = false;
}

void OpenInspector(Drawers& drawers, bool open) {
  drawers.inspector_open = open;
  if (drawers.inspector_shown()) drawers.lesson_open = false;
}

void DrawLessonRail(UiContext& ui) {
  BeginRail(ui);
  LessonButton(ui, kRail - 2 * kRailMargin);
  ImGui::PopStyleVar();
}

void DrawInspectorRail(UiContext& ui) {
  BeginRail(ui);
  DrawerTabs(ui, kRail - 2 * kRailMargin, false);
  ImGui::PopStyleVar();
}

void DrawBar(UiContext& ui) {
  const float gap = ui.theme.px(2);
  BeginRail(ui);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(gap, gap));
  ImGui::SetCursorPosY((BarHeight(ui.theme) - ImGui::GetFrameHeight()) / 2);
  const float share = ShareOfRow(ui, ui.preferences.lesson_panel ? kBarButtons : kBarButtons - 1);
  if (ui.preferences.lesson_panel) {
    EnterRoom(ui.state, Room::kLesson);
    LessonButton(ui, share);
    ImGui::SameLine();
  }
  EnterRoom(ui.state, Room::kInspector);
  DrawerTabs(ui, share, true);
  ImGui::PopStyleVar(2);
}

void CloseDrawersAsAsked(UiContext& ui, Rect lesson, Rect inspector) {
  if (!ui.state.drawers.any_over()) return;
  const bool popup =
      ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const Point at{mouse.x, mouse.y};
  const bool below_menu = mouse.y >= ImGui::GetMainViewport()->WorkPos.y;
  const bool beside = below_menu && !lesson.Contains(at) && !inspector.Contains(at);
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && beside && !popup) CloseDrawers(ui.state);
}

bool CloseDrawers(UiState& state) {
  Drawers& drawers = state.drawers;
  const bool over = drawers.any_over();
  if (drawers.lesson_over) drawers.lesson_open = false;
  if (drawers.inspector_over) drawers.inspector_open = false;
  return over;
}

}  // namespace convlens
