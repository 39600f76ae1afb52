#pragma once

#include <optional>

#include "core/message.h"
#include "io/text/rows.h"

namespace convlens {

/// Turns the commas inside words into points, or drops them, by what the whole text shows: "0,5"
/// and "1.234,5" have decimal commas, "1,234.5" and "1,234,567" have commas between thousands.
/// Where only words like "1,234" tell, which can mean either, or where both ways stand side by
/// side, the message asks for decimal points.
std::optional<Message> ResolveCommas(TextRows& text);

}  // namespace convlens
