#pragma once

#include "core/grid/result.h"
#include "model/document/document.h"

namespace convlens {

/// Why `document` cannot be trained, or nothing. Numbers that are not finite are found when a run
/// starts.
std::optional<Message> TrainingProblem(const Document& document);

}  // namespace convlens
