#pragma once

#include "io/json_fields.h"
#include "model/training_setup.h"

namespace convlens {

// The words of a session file for the choices of training.
inline constexpr JsonWord<ErrorMeasure> kErrorWords[] = {{"squared", ErrorMeasure::kSquared},
                                                         {"absolute", ErrorMeasure::kAbsolute},
                                                         {"huber", ErrorMeasure::kHuber}};
inline constexpr JsonWord<Learner> kLearnerWords[] = {{"sgd", Learner::kSgd},
                                                      {"momentum", Learner::kMomentum},
                                                      {"nesterov", Learner::kNesterov},
                                                      {"adam", Learner::kAdam}};
inline constexpr JsonWord<Schedule::Kind> kScheduleWords[] = {
    {"constant", Schedule::Kind::kConstant},
    {"step", Schedule::Kind::kStep},
    {"cosine", Schedule::Kind::kCosine}};
inline constexpr JsonWord<TrainingAlgorithm> kAlgorithmWords[] = {
    {"direct", TrainingAlgorithm::kDirect},
    {"normal_equations", TrainingAlgorithm::kNormalEquations}};
inline constexpr JsonWord<Initialization> kInitializationWords[] = {
    {"zeros", Initialization::kZeros},
    {"normal", Initialization::kNormal},
    {"uniform", Initialization::kUniform},
    {"xavier", Initialization::kXavier},
    {"he", Initialization::kHe}};

/// The learner, the measure of errors, the schedule, noise, batch and held-out pair, from the field
/// "method" of the training's object. Older sessions do not have it: all keeps its default then.
void ReadMethod(JsonFields& training_fields, TrainingSetup& training);

/// One channel in field `name` (an empty grid: none), or several in `name`_channels.
void ReadTensor(JsonFields& fields, const char* name, Tensor& value, GridLimits limits);

}  // namespace convlens
