#pragma once

#include <optional>
#include <span>
#include <string>

#include "ui/state/ui_state.h"

namespace convlens {

/// The few controls that the panels are made of, in the theme's look. Each takes an `id` that is
/// also its name in the Inspection ("button.flip"), and labels that are already translated. Widths
/// are in points; 0 means the rest of the row.

enum class ButtonLook { kPlain, kPrimary, kQuiet };

/// Names the item just drawn for the Inspection.
void PlaceItem(UiContext& ui, const char* id);

/// True when clicked. A disabled button is dim and says nothing.
bool Button(UiContext& ui, const char* id, const std::string& label, float width = 0,
            ButtonLook look = ButtonLook::kPlain, bool enabled = true,
            const std::string& tooltip = {});
/// A row of `count` buttons of equal width: the width of one, in points.
float ShareOfRow(const UiContext& ui, int count);
/// Two or more options of which one is chosen; returns the index clicked, or -1. The parts are
/// named "<id>.0", "<id>.1", …
int Segmented(UiContext& ui, const char* id, std::span<const std::string> options, int chosen,
              float width = 0);
/// True when it was switched.
bool Toggle(UiContext& ui, const char* id, const std::string& label, bool* value);
/// A dim label at the left of a row; what follows starts at the common column, or where the label
/// is too long for that, in the next line.
void FieldLabel(UiContext& ui, const std::string& label);
/// A number to type; true when another value was committed (Enter, Tab, or a click elsewhere). A
/// number outside [low, high] is moved to the nearer end; any other text changes nothing.
bool NumberField(UiContext& ui, const char* id, double* value, double low, double high,
                 float width = 0, const char* format = "%.6g");
/// A line of text; true when another was committed.
bool TextField(UiContext& ui, const char* id, std::string* text, float width = 0);
bool IntegerField(UiContext& ui, const char* id, int* value, int low, int high, float width = 0);

/// Label at the left, `value_text` at the right (neither, where there is no label), the rail below,
/// with a tick at `mark`. True while it changes; `*ended` says that the drag has ended in this
/// frame.
bool Slider(UiContext& ui, const char* id, const std::string& label, double* value, double low,
            double high, bool logarithmic, const std::string& value_text, bool* ended = nullptr,
            std::optional<double> mark = std::nullopt);
/// A drop-down; returns the index chosen in this frame, or -1. Its items are named "<id>.<index>".
/// With `chosen` -1, none of them, it is shown as the user's own.
int Choice(UiContext& ui, const char* id, std::span<const std::string> options, int chosen,
           float width = 0);
/// A heading with a thin line under it.
void Section(UiContext& ui, const std::string& title);
/// A row with a dim label at the left and a value at the right.
void FactRow(UiContext& ui, const std::string& label, const std::string& value);
/// For the item just drawn, after a moment's hover.
void Tooltip(UiContext& ui, const std::string& text);
/// `text` broken into lines of at most `width` pixels, by the rules of both languages.
std::string WrappedText(const std::string& text, ImFont* font, float width);
/// Text in `font` and `color`, wrapped at `width` pixels (0: the content's width).
void Paragraph(UiContext& ui, const std::string& text, ImFont* font, ImU32 color, float width = 0);

}  // namespace convlens
