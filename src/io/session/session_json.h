#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/grid/result.h"
#include "io/json/json_fields.h"
#include "model/document/session.h"

namespace convlens {

/// The session that `value` describes (see session_file.h). `source` names the text in errors.
Result<Session> ReadSessionJson(const nlohmann::json& value, const std::string& source,
                                Missing missing, KeptGridLoader load_kept = {});

}  // namespace convlens
