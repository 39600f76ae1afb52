#pragma once

#include <string>

#include "io/json/json_fields.h"
#include "train/run/training_history.h"

namespace convlens {

/// A run as an object of a session file; `kernel` is its kernel's text, `layers` that of its layers
/// where it has any. Its losses are two lists, the steps and what stood there.
std::string RunToJson(const RunRecord& run, const std::string& kernel, const std::string& layers);

/// The run that `fields` describe. The steps of its losses ascend, and there are no more of them
/// than a `LossSeries` holds.
RunRecord ReadRun(JsonFields fields);

}  // namespace convlens
