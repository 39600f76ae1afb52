#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "core/grid/result.h"

namespace convlens {

/// `text` as JSON, or the message that says that it is cut off or is not JSON.
Result<nlohmann::json> ParseJson(std::string_view text, const std::string& source);

}  // namespace convlens
