#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/grid/message.h"

namespace convlens {

// What a JSON text may hold. Parsed, a value takes up to a hundred times the bytes of its text, so
// this is asked before.

/// Objects, lists, numbers and texts. A session within its budget (model/document/session_budget.h)
/// has fewer: its large grids are a text each.
inline constexpr int64_t kMaxJsonValues = int64_t{1} << 22;
/// Objects and lists within one another.
inline constexpr int kMaxJsonDepth = 64;

/// A message where `text` holds more than that. Looks at brackets, commas and quotes only: whether
/// it is JSON at all is for the parser to say. `source` names the text.
std::optional<Message> JsonBoundsProblem(std::string_view text, const std::string& source);

}  // namespace convlens
