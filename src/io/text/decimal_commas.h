#pragma once

#include <optional>

#include "core/grid/message.h"
#include "io/text/rows.h"

namespace convlens {

/// Turns the commas inside words into points, or drops them, by what the whole text shows: "0,5"
/// and "1.234,5" have decimal commas, "1,234.5" and "1,234,567" have commas between thousands.
/// Where there are only words like "1,234", which can mean either, or where both ways are mixed,
/// the message asks for decimal points.
std::optional<Message> ResolveCommas(TextRows& text);

}  // namespace convlens
