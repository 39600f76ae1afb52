#pragma once

#include <cstdint>
#include <string>

#include "ui/state/ui_state.h"

namespace convlens {

/// Pieces that several tabs of the inspector share.

/// A labelled row "[height] × [width]"; true when a new size was committed. The fields are named
/// "<id>_height" and "<id>_width".
bool SizeRow(UiContext& ui, const char* id, const std::string& label, Shape* shape, int most);
/// A labelled row of one whole number.
bool IntegerRow(UiContext& ui, const char* id, const std::string& label, int* value, int low,
                int high);
/// A labelled row of one number.
bool NumberRow(UiContext& ui, const char* id, const std::string& label, double* value);
/// The remark under a control: small and dim.
void Remark(UiContext& ui, const std::string& text);
/// A gap between groups of controls.
void Gap(UiContext& ui);

/// "12,192,768"
std::string CountText(int64_t count);
/// A measured number above 0, in no more digits than it has: "4.0", "20", "1,870,000".
std::string MeasuredText(double value);
/// "3 × 3"
std::string ShapeFact(Shape shape);

}  // namespace convlens
