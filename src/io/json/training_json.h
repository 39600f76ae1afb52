#pragma once

#include "io/json/json_fields.h"
#include "io/json/json_text.h"
#include "model/document/training_setup.h"

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
/// "method" of the training's object. Older sessions do not have it: all keeps its default.
void ReadMethod(JsonFields& training_fields, TrainingSetup& training);

// The parts of it that a run has as well, beside its other fields.
void ReadLearner(JsonFields& fields, LearnerOptions& learner);
void ReadSchedule(JsonFields& fields, Schedule& schedule);
void AddMethod(ObjectText& text, const LearnerOptions& learner, const Schedule& schedule);
/// One channel in field `name` (an empty grid: none), or several in `name`_channels.
void ReadTensor(JsonFields& fields, const char* name, Tensor& value, GridLimits limits);

}  // namespace convlens
