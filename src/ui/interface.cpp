#include <algorithm>

#include "ui/command_actions.h"
#include "ui/panels.h"
#include "ui/stack_parts.h"

namespace convlens {
namespace {

constexpr float kLessonWidth = 300;
constexpr float kInspectorWidth = 336;
constexpr float kStripHeight = 112;
constexpr float kLeastFigure = 60;  // a lower one is left out: the card below has taken its room
constexpr float kNarrow = 1180;  // below this width, in points, the side panels give way a little

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
  ImGui::Begin(name, nullptr, kPanelFlags | flags);
  ImGui::PopStyleVar(3);
  ImGui::PopStyleColor();
  content(bounds);
  ImGui::End();
}

struct ScreenLayout {
  Rect lesson, layers, problem, figure, strip, plot, transport, inspector;
  bool learning = false;
  bool stack = false;  ///< the whole stack is looked at: nothing is stepped through
};

ScreenLayout LayOutScreen(const UiContext& ui) {
  const Theme& theme = ui.theme;
  const ImGuiViewport* viewport = ImGui::GetMainViewport();
  const Rect work{viewport->WorkPos.x, viewport->WorkPos.y, viewport->WorkSize.x,
                  viewport->WorkSize.y};
  const float shrink = std::clamp(work.width / theme.px(kNarrow), 0.75F, 1.0F);
  const float lesson = ui.preferences.lesson_panel ? theme.px(kLessonWidth) * shrink : 0;
  const float inspector = theme.px(kInspectorWidth) * std::max(shrink, 0.9F);

  ScreenLayout layout;
  layout.learning = ui.bench.view().figure == FigureKind::kLearn;
  layout.stack = ui.bench.view().figure == FigureKind::kStack;
  const Rect center{work.x + lesson, work.y, work.width - lesson - inspector, work.height};
  const float transport = TransportHeight(theme, center.width);
  layout.lesson = {work.x, work.y, lesson, work.height};
  layout.inspector = {work.right() - inspector, work.y, inspector, work.height};
  layout.transport = {center.x, work.bottom() - transport, center.width, transport};
  const float tall = layout.learning ? LabCardHeight(ui, work.height - transport - theme.px(16))
                                     : theme.px(kStripHeight);
  const float margin = theme.px(16);
  const Rect below{center.x + margin, layout.transport.y - tall - margin, center.width - 2 * margin,
                   tall};
  (layout.learning ? layout.plot : layout.strip) = below;
  const float layers = StackStripHeight(ui);
  const float bottom = layout.stack ? work.bottom() : below.y;
  layout.layers = {center.x, center.y, center.width, layers};
  const float top = center.y + layers;
  const float problem = ui.state.problems.empty() ? 0 : ui.state.problem_height + 2 * margin;
  layout.problem = {center.x, top, center.width, problem};
  layout.figure = {center.x, top + problem, center.width, bottom - top - problem};
  return layout;
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
  Panel("below", backdrop, theme.background, none, kStill, [&](Rect) {
    if (layout.learning) {
      DrawLabCard(ui, below);
    } else {
      DrawEquationStrip(ui, below);
    }
  });
  Panel("transport", layout.transport, theme.panel, none, kStill, [&](Rect bounds) {
    Line(ui, bounds.x, bounds.y, bounds.right(), bounds.y);
    DrawTransport(ui, bounds);
  });
}

}  // namespace

void DrawInterface(UiContext& ui) {
  const Theme& theme = ui.theme;
  DrawMenuBar(ui);
  const ScreenLayout layout = LayOutScreen(ui);
  const ImVec2 none{0, 0};
  if (layout.lesson.width > 0) {
    Panel("lesson", layout.lesson, theme.panel, {theme.px(20), theme.px(22)}, 0, [&](Rect bounds) {
      Line(ui, bounds.right() - 1, bounds.y, bounds.right() - 1, bounds.bottom());
      DrawLessonPanel(ui, bounds);
    });
  }
  if (layout.layers.height > 0) {
    Panel("layers", layout.layers, theme.background, none, kStill,
          [&](Rect bounds) { DrawStackStrip(ui, bounds); });
  }
  if (layout.problem.height > 0) {
    Panel("problem_ground", layout.problem, theme.background, none, kStill, [](Rect) {});
  }
  if (layout.figure.height >= theme.px(kLeastFigure)) {
    Panel("figure", layout.figure, theme.background, none, kStill, [&](Rect bounds) {
      if (layout.stack) {
        DrawStackView(ui, bounds);
      } else if (layout.learning && ui.state.lab.view == LabView::kBackward) {
        DrawBackwardFigure(ui, bounds);
      } else {
        DrawFigureView(ui, bounds);
      }
    });
  }
  if (!layout.stack) DrawStepping(ui, layout);
  Panel("inspector", layout.inspector, theme.panel, {theme.px(16), theme.px(12)}, kStill,
        [&](Rect bounds) {
          Line(ui, bounds.x, bounds.y, bounds.x, bounds.bottom());
          DrawInspector(ui, bounds);
        });
  DrawProblem(ui, layout.problem);
  DrawKeySheet(ui);
  DrawAbout(ui);
}

}  // namespace convlens
