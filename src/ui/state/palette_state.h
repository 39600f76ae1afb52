#pragma once

#include <functional>
#include <string>
#include <vector>

namespace convlens {

struct UiContext;

/// One thing that the command palette finds.
struct PaletteEntry {
  std::string name;       ///< in the Inspection: "palette.lesson.stride"
  std::string label;      ///< in the interface's language
  std::string also;       ///< the same in the other one, and what it is, to be found by that, too
  const char* kind = "";  ///< English: "Command", "Lesson", …
  std::string key;        ///< "Ctrl+S", or nothing
  bool enabled = true;    ///< whether it can act now
  std::function<void(UiContext&)> act{};
};

/// The command palette (see ui/shell/palette.h) while it is open.
struct PaletteState {
  bool open = false;
  std::vector<PaletteEntry> entries;  ///< all, made when it opens
  std::string query;
  std::vector<size_t> found;  ///< entries that fit `query`, the best first
  size_t chosen = 0;          ///< which of `found`
  bool reveal = false;        ///< the chosen one must be scrolled into sight
};

}  // namespace convlens
