#pragma once

#include "ui/state/command.h"
#include "ui/state/ui_state.h"

namespace convlens {

/// The keyboard reaches every control. Tab goes to the next one and F6 into the next room; the
/// control with the focus has a ring around it, and gets Space, Return and the arrows. Escape goes
/// back to the figure, where these keys are the program's own, and so does a click. A dialog keeps
/// the focus to itself. Dear ImGui 1.86 cannot do this (its Tab stops at text fields only); it is
/// merely told which item to press.

/// Before anything is drawn and before any key is taken.
void BeginFocus(UiState& state);
/// Controls that are drawn from here on belong to `room`; those of a dialog to the dialog.
void EnterRoom(UiState& state, Room room);
/// Names the item just drawn for the Inspection, as a control that the keyboard reaches.
void PlaceControl(UiContext& ui, const char* name, StopKind kind = StopKind::kButton);
/// The same for an item that is not the last: by Dear ImGui's id in the current window.
void PlaceControlAt(UiContext& ui, const char* name, StopKind kind, const Rect& bounds,
                    unsigned id);
/// The same for a menu while it is open: it stays as it was.
void KeepControl(UiContext& ui, const char* name);
/// Once everything is drawn: puts the ring around the control that has the focus.
void EndFocus(UiContext& ui);

/// Whether `command` only moves the focus.
bool MovesFocus(Command command);
/// To the next (`by` 1) or previous (-1) control.
void GoToControl(UiContext& ui, int by);
/// The same by rooms.
void GoToRoom(UiContext& ui, int by);
/// To the menus, or from them back to where it was.
void GoToMenus(UiState& state);
/// Gives the focus to a control by its name. Where `typing`, a text field is typed into at once.
void FocusOn(UiState& state, const std::string& name, bool typing = false);
/// Back to the figure; false when no control had the focus. From the menus back to where it was.
bool LeaveFocus(UiState& state);

/// Whether a control has the focus, and with it Space, Return, the arrows, Home and End.
bool ControlFocused(const UiState& state);
/// The same, and it is a text field.
bool FieldFocused(const UiState& state);
/// Lets these keys act on the control that has the focus; not while it is being typed into.
void TakeControlKeys(UiContext& ui);
/// What the arrows ask of this control now; nothing without the focus.
ControlKeys KeysOf(const UiState& state, const std::string& name);

}  // namespace convlens
