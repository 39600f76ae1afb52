#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/grid.h"
#include "core/result.h"
#include "model/session.h"

namespace convlens {

/// What a field that is not there means: a broken session file, or, in a lesson, "as usual".
enum class Missing { kIsAnError, kUsesDefault };

/// Reads a grid that stands in a file beside the session (see kept_grids.h); may be empty.
using KeptGridLoader = std::function<Result<Grid>(const std::string& name)>;

/// The session that `value` describes (see session_file.h). `source` names the text in errors.
/// Internal to io: the only header, with json_fields.h, that knows the JSON library.
Result<Session> ReadSessionJson(const nlohmann::json& value, const std::string& source,
                                Missing missing, KeptGridLoader load_kept = {});

/// `text` as JSON, or the message that says that it is cut off or is not JSON.
Result<nlohmann::json> ParseJson(std::string_view text, const std::string& source);

}  // namespace convlens
