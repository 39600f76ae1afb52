#pragma once

#include "io/json/json_fields.h"
#include "io/json/json_text.h"
#include "model/document/training_setup.h"

namespace convlens {

/// The learner, the measure of errors, the schedule, noise, batch and held-out pair, from the field
/// "method" of the training's object. Older sessions do not have it: all keeps its default.
void ReadMethod(JsonFields& training_fields, TrainingSetup& training);

// The parts of it that a run has as well, beside its other fields.
void ReadLearner(JsonFields& fields, LearnerOptions& learner);
void ReadSchedule(JsonFields& fields, Schedule& schedule);
void AddMethod(ObjectText& text, const LearnerOptions& learner, const Schedule& schedule);
/// One channel in field `name` (an empty grid: none), or several in `name`_channels.
void ReadTensor(JsonFields& fields, const char* name, Tensor& value, GridLimits limits);

}  // namespace convlens
