#include <algorithm>

#include "ui/controls/focus.h"
#include "ui/figure/figure_panels.h"
#include "ui/lab/lab_backward.h"
#include "ui/lab/lab_panels.h"
#include "ui/shell/command_actions.h"
#include "ui/shell/drawers.h"
#include "ui/shell/palette.h"
#include "ui/shell/panels.h"
#include "ui/shell/presentation.h"
#include "ui/stack/stack_panels.h"

namespace convlens {
namespace {

constexpr float kStripHeight = 112;
constexpr float kLeastFigure = 60;  // a lower one is left out: the card below has taken its room

constexpr ImGuiWindowFlags kPanelFlags =
    ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
    ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNavFocus;

constexpr ImGuiWindowFlags kStill =
    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;

/// A fixed, undecorated window of the screen's layout.
template <typename Content>
void Panel(const char* name, Rect bounds, ImU32 color, ImVec2 padding, ImGuiWindowFlags flags,
           Content content) {
  ImGui::SetNextWindowPos({bounds.x, bounds.y});
  ImGui::SetNextWindowSize({bounds.width, bounds.height});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, color);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, padding);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.0F);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0F);
  ImGui::Begin(name, nullptr, flags);
  ImGui::PopStyleVar(3);
  ImGui::PopStyleColor();
  content(bounds);
  ImGui::End();
}

// A drawer may lie over the figure: as it appears, Dear ImGui brings it to the front.
constexpr ImGuiWindowFlags kDrawerFlags = kPanelFlags & ~ImGuiWindowFlags_NoBringToFrontOnFocus;

struct ScreenLayout {
  Rect lesson, layers, figure, strip, plot, transport, inspector;
  Rect lesson_rail, inspector_rail;  ///< empty where the panel is no drawer
  Rect bar;                          ///< in place of both, in an upright window
  bool learning = false;
  bool stack = false;  ///< the whole stack is looked at: nothing is stepped through
};

// Panels at the sides, docked or as drawers with their rails; gives what is between them.
Rect LayOutSides(const UiContext& ui, Rect work, ScreenLayout& layout) {
  const Drawers& drawers = ui.state.drawers;
  const float lesson = LessonRoom(ui, work.width);
  const float inspector = InspectorRoom(ui, work.width);
  const float rail = RailWidth(ui.theme);
  layout.lesson = {work.x, work.y, lesson, work.height};
  layout.inspector = {work.right() - inspector, work.y, inspector, work.height};
  if (drawers.lesson_is_drawer) {
    layout.lesson_rail = {work.x, work.y, rail, work.height};
    layout.lesson = {work.x + rail, work.y, LessonWidth(ui, work.width), work.height};
  }
  if (drawers.inspector_is_drawer) {
    const float width = InspectorWidth(ui, work.width);
    const float right = work.right() - rail;
    layout.inspector_rail = {right, work.y, rail, work.height};
    layout.inspector = {right - width, work.y, width, work.height};
  }
  return {work.x + lesson, work.y, work.width - lesson - inspector, work.height};
}

// The bar at the bottom and an open sheet above it; gives what is above them.
Rect LayOutUpright(const UiContext& ui, Rect work, ScreenLayout& layout) {
  const Drawers& drawers = ui.state.drawers;
  const float bar = BarHeight(ui.theme);
  layout.bar = {work.x, work.bottom() - bar, work.width, bar};
  const bool open = drawers.lesson_shown() || drawers.inspector_shown();
  const float sheet = open ? SheetHeight(ui, work.height) : 0;
  layout.lesson = layout.inspector = {work.x, layout.bar.y - sheet, work.width, sheet};
  return {work.x, work.y, work.width, work.height - bar - sheet};
}

// The notes at the left, when they are asked for, and the bar below; gives what is beside them.
Rect LayOutPresentation(const UiContext& ui, Rect screen, ScreenLayout& layout) {
  const float bar = PresentationBarHeight(ui.theme);
  const bool noted = ui.state.presentation.notes && ui.bench.lesson() != nullptr;
  const float notes = noted ? LessonWidth(ui, screen.width) : 0;
  layout.bar = {screen.x, screen.bottom() - bar, screen.width, bar};
  layout.lesson = {screen.x, screen.y, notes, screen.height - bar};
  return {screen.x + notes, screen.y, screen.width - notes, screen.height - bar};
}

// Everything that is not a panel: from top to bottom the layers of a stack, the figure, the sum or
// the card of learning, and the transport.
void LayOutCenter(const UiContext& ui, Rect center, ScreenLayout& layout) {
  const Theme& theme = ui.theme;
  const float transport = ui.state.presentation.on ? 0 : TransportHeight(theme, center.width);
  const float margin = theme.px(16);
  layout.transport = {center.x, center.bottom() - transport, center.width, transport};
  const float tall = layout.learning ? LabCardHeight(ui, center.height - transport - margin)
                                     : theme.px(kStripHeight);
  const Rect below{center.x + margin, layout.transport.y - tall - margin, center.width - 2 * margin,
                   tall};
  (layout.learning ? layout.plot : layout.strip) = below;
  const float layers = ui.state.embedded ? 0 : StackStripHeight(ui);
  layout.layers = {center.x, center.y, center.width, layers};
  const float top = center.y + layers;
  const bool bare = ui.state.embedded && !layout.learning;  // no sum below
  const float bottom = layout.stack ? center.bottom() : bare ? layout.transport.y : below.y;
  layout.figure = {center.x, top, center.width, bottom - top};
}

// Without the menus.
Rect ScreenOf(const ImGuiViewport& viewport) {
  return {viewport.WorkPos.x, viewport.WorkPos.y, viewport.WorkSize.x, viewport.WorkSize.y};
}

ScreenLayout LayOutScreen(const UiContext& ui) {
  const Rect work = ScreenOf(*ImGui::GetMainViewport());
  ScreenLayout layout;
  layout.learning = ui.bench.view().figure == FigureKind::kLearn;
  layout.stack = ui.bench.view().figure == FigureKind::kStack;
  const Rect center = ui.state.presentation.on   ? LayOutPresentation(ui, work, layout)
                      : ui.state.embedded        ? work
                      : ui.state.drawers.upright ? LayOutUpright(ui, work, layout)
                                                 : LayOutSides(ui, work, layout);
  LayOutCenter(ui, center, layout);
  return layout;
}

Rect Joined(Rect left, Rect right) {
  if (left.width <= 0) return right;
  if (right.width <= 0) return left;
  return {left.x, left.y, right.right() - left.x, left.height};
}

void Line(const UiContext& ui, float x0, float y0, float x1, float y1) {
  ImGui::GetWindowDrawList()->AddLine({x0, y0}, {x1, y1}, ui.theme.line);
}

// What is under the figure: the sum or the curves of training, and the transport.
void DrawStepping(UiContext& ui, const ScreenLayout& layout) {
  const Theme& theme = ui.theme;
  const ImVec2 none{0, 0};
  const Rect below = layout.learning ? layout.plot : layout.strip;
  const Rect backdrop{layout.figure.x, layout.figure.bottom(), layout.figure.width,
                      layout.transport.y - layout.figure.bottom()};
  EnterRoom(ui.state, Room::kBelow);
  if (backdrop.height > 0) {
    Panel("below", backdrop, theme.background, none, kPanelFlags | kStill, [&](Rect) {
      if (layout.learning) {
        DrawLabCard(ui, below);
      } else {
        DrawEquationStrip(ui, below);
      }
    });
  }
  if (layout.transport.height <= 0) return;
  EnterRoom(ui.state, Room::kTransport);
  Panel("transport", layout.transport, theme.panel, none, kPanelFlags | kStill, [&](Rect bounds) {
    Line(ui, bounds.x, bounds.y, bounds.right(), bounds.y);
    DrawTransport(ui, bounds);
  });
}

void DrawLesson(UiContext& ui, const char* name, Rect bounds, ImGuiWindowFlags flags) {
  EnterRoom(ui.state, Room::kLesson);
  Panel(name, bounds, ui.theme.panel, {ui.theme.px(20), ui.theme.px(22)}, flags, [&](Rect b) {
    Line(ui, b.right() - 1, b.y, b.right() - 1, b.bottom());
    DrawLessonPanel(ui, b);
  });
}

void DrawInspectorPanel(UiContext& ui, const char* name, Rect bounds, ImGuiWindowFlags flags) {
  const ImVec2 padding{ui.theme.px(16), ui.theme.px(12)};
  EnterRoom(ui.state, Room::kInspector);
  Panel(name, bounds, ui.theme.panel, padding, kStill | flags, [&](Rect b) {
    Line(ui, b.x, b.y, b.x, b.bottom());
    DrawInspector(ui, b);
  });
}

void DrawDocked(UiContext& ui, const ScreenLayout& layout) {
  const Drawers& drawers = ui.state.drawers;
  if (layout.lesson.width > 0 && !drawers.lesson_is_drawer)
    DrawLesson(ui, "lesson", layout.lesson, kPanelFlags);
  if (!drawers.inspector_is_drawer)
    DrawInspectorPanel(ui, "inspector", layout.inspector, kPanelFlags);
}

void DrawRails(UiContext& ui, const ScreenLayout& layout) {
  const Drawers& drawers = ui.state.drawers;
  const float margin = drawers.upright ? RailMargin(ui.theme) : 0;  // rails have it themselves
  const auto rail = [&](const char* name, Rect bounds, const auto& content) {
    Panel(name, bounds, ui.theme.panel, {margin, 0}, kPanelFlags | kStill, content);
  };
  if (drawers.upright) {
    rail("bar", layout.bar, [&](Rect b) {
      Line(ui, b.x, b.y, b.right(), b.y);
      DrawBar(ui);
    });
    return;
  }
  if (drawers.lesson_is_drawer) {
    EnterRoom(ui.state, Room::kLesson);
    rail("lesson_rail", layout.lesson_rail, [&](Rect b) {
      Line(ui, b.right() - 1, b.y, b.right() - 1, b.bottom());
      DrawLessonRail(ui);
    });
  }
  if (drawers.inspector_is_drawer) {
    EnterRoom(ui.state, Room::kInspector);
    rail("inspector_rail", layout.inspector_rail, [&](Rect b) {
      Line(ui, b.x, b.y, b.x, b.bottom());
      DrawInspectorRail(ui);
    });
  }
}

void DrawDrawers(UiContext& ui, const ScreenLayout& layout) {
  const Drawers& drawers = ui.state.drawers;
  DrawRails(ui, layout);
  const Rect none_open;
  CloseDrawersAsAsked(
      ui, Joined(layout.lesson_rail, drawers.lesson_shown() ? layout.lesson : none_open),
      Joined(drawers.inspector_shown() ? layout.inspector : none_open, layout.inspector_rail));
  if (drawers.lesson_shown()) DrawLesson(ui, "lesson_drawer", layout.lesson, kDrawerFlags);
  if (drawers.inspector_shown())
    DrawInspectorPanel(ui, "inspector_drawer", layout.inspector, kDrawerFlags);
}

void DrawPresentation(UiContext& ui, const ScreenLayout& layout) {
  if (layout.lesson.width > 0) DrawLesson(ui, "lesson", layout.lesson, kPanelFlags);
  EnterRoom(ui.state, Room::kTransport);
  Panel("presentation", layout.bar, ui.theme.background, {0, 0}, kPanelFlags | kStill,
        [&](Rect bounds) { DrawPresentationBar(ui, bounds); });
}

}  // namespace

void DrawInterface(UiContext& ui) {
  const Theme& theme = ui.theme;
  EnterRoom(ui.state, Room::kMenus);
  if (!ui.state.bare()) DrawMenuBar(ui);
  ChooseDrawers(ui, ImGui::GetMainViewport()->WorkSize.x);
  const ScreenLayout layout = LayOutScreen(ui);
  const ImVec2 none{0, 0};
  if (!ui.state.bare()) DrawDocked(ui, layout);
  if (layout.layers.height > 0) {
    EnterRoom(ui.state, Room::kStack);
    Panel("layers", layout.layers, theme.background, none, kPanelFlags | kStill,
          [&](Rect bounds) { DrawStackStrip(ui, bounds); });
  }
  if (layout.figure.height >= theme.px(kLeastFigure)) {
    EnterRoom(ui.state, Room::kFigure);
    Panel("figure", layout.figure, theme.background, none, kPanelFlags | kStill, [&](Rect bounds) {
      if (layout.stack) {
        DrawStackView(ui, bounds);
      } else if (layout.learning && ui.state.lab.view == LabView::kBackward &&
                 HasBackwardFigure(ui)) {
        DrawBackwardFigure(ui, bounds);
      } else {
        DrawFigureView(ui, bounds);
      }
    });
  }
  if (!layout.stack) DrawStepping(ui, layout);
  if (!ui.state.bare()) DrawDrawers(ui, layout);
  if (ui.state.presentation.on) DrawPresentation(ui, layout);
  EnterRoom(ui.state, Room::kProblem);
  DrawProblem(ui, layout.figure);
  DrawPalette(ui);
  DrawKeySheet(ui);
  DrawAbout(ui);
  ReportLesson(ui);
  if (ui.state.presentation.on) DrawOverPresentation(ui, ScreenOf(*ImGui::GetMainViewport()));
}

}  // namespace convlens
