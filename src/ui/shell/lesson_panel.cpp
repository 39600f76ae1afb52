#include <utility>

#include "ui/controls/inspection.h"
#include "ui/controls/widgets.h"
#include "ui/shell/command_actions.h"
#include "ui/shell/panels.h"

namespace convlens {
namespace {

enum class StepState { kDone, kCurrent, kLater };

StepState StateOf(int index, const LessonProgress& progress) {
  if (index < progress.steps_done) return StepState::kDone;
  return index == progress.steps_done ? StepState::kCurrent : StepState::kLater;
}

void CheckMark(ImDrawList* list, const Theme& theme, ImVec2 center, ImU32 color) {
  const float u = theme.px(1);
  const ImVec2 points[] = {{center.x - 4 * u, center.y + 0.2F * u},
                           {center.x - 1.2F * u, center.y + 3 * u},
                           {center.x + 4.4F * u, center.y - 3.2F * u}};
  list->AddPolyline(points, 3, color, 0, theme.px(2));
}

void StepDisc(const Theme& theme, ImVec2 center, int number, StepState state) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float radius = theme.px(11);
  if (state == StepState::kDone) {
    list->AddCircleFilled(center, radius, theme.output, 32);
    CheckMark(list, theme, center, theme.panel);
    return;
  }
  const ImU32 color = state == StepState::kCurrent ? theme.accent : theme.line;
  list->AddCircle(center, radius, color, 32, theme.px(2));
  const std::string text = std::to_string(number);
  const ImVec2 size = theme.small->CalcTextSizeA(theme.small->FontSize, 1e9F, 0, text.c_str());
  list->AddText(theme.small, theme.small->FontSize, {center.x - size.x / 2, center.y - size.y / 2},
                state == StepState::kCurrent ? theme.text : theme.dim_text, text.c_str());
}

void Step(UiContext& ui, int index, const LessonStep& step, StepState state) {
  const Theme& theme = ui.theme;
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float indent = theme.px(32);
  ImFont* font = state == StepState::kCurrent ? theme.bold : theme.body;
  StepDisc(theme, {start.x + theme.px(11), start.y + font->FontSize / 2 + theme.px(1)}, index + 1,
           state);
  ImGui::Indent(indent);
  Paragraph(ui, ui.tr(step.text), font, state == StepState::kCurrent ? theme.text : theme.dim_text);
  ImGui::Unindent(indent);
  ImGui::Dummy({1, theme.px(8)});
}

void TryIt(UiContext& ui, const LessonStep& task, bool done) {
  const Theme& theme = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float padding = theme.px(14);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  list->ChannelsSplit(2);
  list->ChannelsSetCurrent(1);
  ImGui::SetCursorScreenPos({start.x + padding, start.y + padding});
  ImGui::BeginGroup();
  const ImU32 accent = done ? theme.output : theme.kernel;
  ImGui::PushFont(theme.bold);
  ImGui::PushStyleColor(ImGuiCol_Text, accent);
  ImGui::TextUnformatted(done ? ui.tr("Done") : ui.tr("Try it"));
  ImGui::PopStyleColor();
  ImGui::PopFont();
  Paragraph(ui, ui.tr(task.text), theme.body, theme.text, width - 2 * padding);
  ImGui::EndGroup();
  const float bottom = ImGui::GetItemRectMax().y + padding;
  list->ChannelsSetCurrent(0);
  list->AddRectFilled(start, {start.x + width, bottom}, theme.raised, theme.px(8));
  list->AddRectFilled(start, {start.x + theme.px(3), bottom}, accent, theme.px(2));
  list->ChannelsMerge();
  ImGui::SetCursorScreenPos({start.x, bottom});
  ImGui::Dummy({width, theme.px(12)});
  ui.inspection.Place("lesson.try_it", {start.x, start.y, width, bottom - start.y});
}

// What was just drawn, from `top` on, is scrolled into sight.
void BringInSight(float top) {
  const float bottom = ImGui::GetCursorPosY();
  const float seen_from = ImGui::GetScrollY();
  const float seen_to = seen_from + ImGui::GetWindowHeight();
  if (bottom > seen_to) ImGui::SetScrollFromPosY(bottom - seen_from, 1);
  if (top < seen_from) ImGui::SetScrollFromPosY(top - seen_from, 0);
}

void Navigation(UiContext& ui) {
  const Lesson* before = LessonBeside(ui, -1);
  const Lesson* after = LessonBeside(ui, 1);
  const float width = ShareOfRow(ui, 2);
  if (Button(ui, "button.previous_lesson", ui.tr("Previous lesson"), width, ButtonLook::kPlain,
             before != nullptr, before != nullptr ? ui.tr(before->title) : "")) {
    ui.state.open_lesson = before->id;
  }
  ImGui::SameLine();
  const bool finished = ui.bench.lesson_progress().try_it_done;
  if (Button(ui, "button.next_lesson", ui.tr("Next lesson"), width,
             finished && after != nullptr ? ButtonLook::kPrimary : ButtonLook::kPlain,
             after != nullptr, after != nullptr ? ui.tr(after->title) : "")) {
    ui.state.open_lesson = after->id;
  }
}

// "Lesson 7", and at the end of its row the way back to its beginning.
void NumberRow(UiContext& ui, const Lesson& lesson) {
  const std::string again = ui.tr("Start again");
  const float padding = ImGui::GetStyle().FramePadding.x;
  const float width = ImGui::CalcTextSize(again.c_str()).x + 2 * padding;
  const float row = ImGui::GetCursorPosY();
  const float end = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x;
  Paragraph(ui, ui.tr("Lesson {}", std::to_string(lesson.number)), ui.theme.bold, ui.theme.accent);
  const float below = ImGui::GetCursorPosY();
  // Its text ends where the paragraphs do, on the line of the number.
  const float height = ImGui::GetFrameHeight();
  ImGui::SetCursorPos({end - width + padding, row - (height - ui.theme.bold->FontSize) / 2});
  if (Button(ui, "button.restart_lesson", again, width / ui.theme.scale, ButtonLook::kQuiet, true,
             ui.tr("Sets up the lesson from the start; undo brings back what you did"))) {
    ui.state.open_lesson = lesson.id;
  }
  ImGui::SetCursorPosY(below);
}

void OpenLesson(UiContext& ui, const Lesson& lesson) {
  const Theme& theme = ui.theme;
  const LessonProgress progress = ui.bench.lesson_progress();
  NumberRow(ui, lesson);
  Paragraph(ui, ui.tr(lesson.title), theme.title, theme.text);
  ImGui::Dummy({1, theme.px(2)});
  for (const LessonText& paragraph : lesson.paragraphs) {
    Paragraph(ui, ui.tr(paragraph), theme.body, theme.dim_text);
    ImGui::Dummy({1, theme.px(2)});
  }
  ImGui::Dummy({1, theme.px(8)});
  // A step that is done brings the next one in sight, however small the window is.
  const bool moved = std::exchange(ui.state.lesson_shown, progress) != progress;
  const int steps = static_cast<int>(lesson.steps.size());
  for (int i = 0; i < steps; ++i) {
    const float top = ImGui::GetCursorPosY();
    Step(ui, i, lesson.steps[static_cast<size_t>(i)], StateOf(i, progress));
    if (moved && i == progress.steps_done) BringInSight(top);
  }
  ImGui::Dummy({1, theme.px(4)});
  const float top = ImGui::GetCursorPosY();
  TryIt(ui, lesson.try_it, progress.try_it_done);
  Navigation(ui);
  if (moved && progress.steps_done == steps) BringInSight(top);
}

void LessonList(UiContext& ui) {
  Paragraph(ui, ui.tr("Lessons"), ui.theme.title, ui.theme.text);
  Paragraph(ui, ui.tr("Each one sets up the figure and checks what you do."), ui.theme.body,
            ui.theme.dim_text);
  ImGui::Dummy({1, ui.theme.px(6)});
  for (const Lesson& lesson : ui.lessons) {
    const std::string label = std::to_string(lesson.number) + "   " + ui.tr(lesson.title);
    ImGui::PushStyleVar(ImGuiStyleVar_ButtonTextAlign, ImVec2(0, 0.5F));
    if (Button(ui, ("list." + lesson.id).c_str(), label)) ui.state.open_lesson = lesson.id;
    ImGui::PopStyleVar();
  }
}

}  // namespace

void ReportLesson(UiContext& ui) {
  const Lesson* lesson = ui.bench.lesson();
  if (lesson == nullptr) return;
  const LessonProgress progress = ui.bench.lesson_progress();
  ui.inspection.Fact("lesson", lesson->id);
  ui.inspection.Fact("lesson.steps_done", progress.steps_done);
  ui.inspection.Fact("lesson.try_it_done", progress.try_it_done ? 1 : 0);
}

void DrawLessonPanel(UiContext& ui, Rect) {
  const Lesson* lesson = ui.bench.lesson();
  if (lesson != nullptr) {
    OpenLesson(ui, *lesson);
  } else {
    LessonList(ui);
  }
}

}  // namespace convlens
