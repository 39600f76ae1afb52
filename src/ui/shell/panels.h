#pragma once

#include "ui/state/ui_state.h"

namespace convlens {

/// One function per panel, one file each; `bounds` in pixels. All read the workbench and call its
/// verbs.

void DrawMenuBar(UiContext& ui);
/// What the session is called: the title of a lesson, until it has a file of its own; empty where
/// nobody has named it.
std::string NameOfSession(const Workbench& bench, const Translator& tr);
void DrawLessonPanel(UiContext& ui, Rect bounds);
/// Reports the facts "lesson", "lesson.steps_done" and "lesson.try_it_done", whether or not there
/// is room for its panel.
void ReportLesson(UiContext& ui);
void DrawTransport(UiContext& ui, Rect bounds);
/// In pixels; two rows where `width` pixels are too few for one.
float TransportHeight(const Theme& theme, float width);
/// Tab strip, unless a rail has its buttons, and the chosen tab.
void DrawInspector(UiContext& ui, Rect bounds);
/// The inspector's tabs, each `width` points wide, in a row or below each other; true when one was
/// clicked, which is then shown.
bool TabButtons(UiContext& ui, float width, bool in_row);
/// Name of a tab's button.
const char* TabName(InspectorTab tab);

void DrawKeySheet(UiContext& ui);
void DrawAbout(UiContext& ui);
void DrawProblem(UiContext& ui, Rect bounds);  ///< an error over the figure, dismissible

/// The whole screen.
void DrawInterface(UiContext& ui);

}  // namespace convlens
