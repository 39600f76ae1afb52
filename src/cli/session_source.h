#pragma once

#include <string>

#include "core/grid/result.h"
#include "model/document/session.h"

namespace convlens {

/// What a command's SESSION|LESSON names: a lesson by its id, else a session file, or "-" for one
/// on standard input.
Result<Session> FindSession(const std::string& source);

}  // namespace convlens
