#pragma once

#include "io/json/json_fields.h"
#include "model/document/training_setup.h"

namespace convlens {

/// The optimizer, the measure of errors, the schedule, noise, batch and held-out pair, from the
/// field "method" of the training's object. Older sessions do not have it: all keeps its default.
void ReadMethod(JsonFields& training_fields, TrainingSetup& training);

/// One channel in field `name` (an empty grid: none), or several in `name`_channels.
void ReadTensor(JsonFields& fields, const char* name, Tensor& value, GridLimits limits);

}  // namespace convlens
