#pragma once

#include "paint/theme.h"

namespace convlens {

/// A key as it looks on a keyboard, `height` pixels high with its right edge at `right`.
void DrawKeyCap(const Theme& theme, float right, float top, float height, const char* text);
/// At least, in pixels; a short one is as wide as it is high.
float KeyCapWidth(const Theme& theme, const char* text);

}  // namespace convlens
