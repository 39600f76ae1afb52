#pragma once

#include <functional>
#include <span>
#include <string>

#include "ui/ui_state.h"

namespace convlens {

/// The few controls that the panels are made of, in the theme's look. Each has an `id` that is also
/// its name in the Inspection ("button.flip"), and a label that is already translated.

enum class ButtonLook { kPlain, kPrimary, kQuiet };

bool Button(UiContext& ui, const char* id, const std::string& label, float width_points,
            ButtonLook look = ButtonLook::kPlain, bool enabled = true,
            const std::string& tooltip = {});
/// Two or more options of which one is chosen; returns the index clicked, or -1.
int Segmented(UiContext& ui, const char* id, std::span<const std::string> options, int chosen,
              float width_points);
bool Toggle(UiContext& ui, const char* id, const std::string& label, bool* value);
/// Label at the left, control in the right part of a row: call before the control.
void FieldLabel(UiContext& ui, const std::string& label);
/// A number field; true when a new value was committed (Enter, Tab, click elsewhere).
bool NumberField(UiContext& ui, const char* id, double* value, double low, double high,
                 float width_points, const char* format = "%.6g");
bool IntegerField(UiContext& ui, const char* id, int* value, int low, int high, float width_points);
/// A slider with its value at the right, optionally logarithmic; `mark` draws a red tick with a
/// label. Returns true while it changes; `*ended` is set when the drag ends.
struct SliderMark {
  double value = 0;
  std::string label;
};
bool Slider(UiContext& ui, const char* id, const std::string& label, double* value, double low,
            double high, bool logarithmic, const std::string& value_text, bool* ended,
            const SliderMark* mark = nullptr);
/// A drop-down; returns the index chosen in this frame, or -1.
int Choice(UiContext& ui, const char* id, std::span<const std::string> options, int chosen,
           float width_points);
/// A heading with a thin line under it.
void Section(UiContext& ui, const std::string& title);
/// "Sum ......... 6"
void Fact(UiContext& ui, const std::string& label, const std::string& value);
void Tooltip(UiContext& ui, const std::string& text);
/// Text in `font` and `color`, wrapped at the content width.
void Paragraph(UiContext& ui, const std::string& text, ImFont* font, ImU32 color);

}  // namespace convlens
