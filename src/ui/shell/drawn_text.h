#pragma once

#include <string>

#include "imgui.h"
#include "paint/theme.h"
#include "ui/controls/inspection.h"

namespace convlens {

/// What a frame has written smallest.
struct WrittenText {
  float size = 0;    ///< of its font, in pixels; 0 where nothing is written
  std::string text;  ///< UTF-8; up to a few dozen characters
};

/// Found in the vertices that a frame leaves: whatever wrote them, and at what scale. What lies
/// outside its clip rectangle, or is cut by it, does not count.
WrittenText SmallestText(const ImDrawData& frame, const ImFontAtlas& atlas);

/// Reports it as the facts "text.smallest" (in points) and "text.smallest_words".
void ReportSmallestText(Inspection& inspection, const Theme& theme);

}  // namespace convlens
