#pragma once

#include "core/grid/words.h"
#include "train/setup/initialization.h"
#include "train/setup/training_options.h"

namespace convlens {

// The words of training's choices.
inline constexpr Word<Loss> kLossWords[] = {{Loss::kSum, "Sum", "sum"},
                                            {Loss::kMean, "Mean", "mean"}};
// In commands the measure stands before the loss: sum, mean, l1, l1-mean, huber, huber-mean.
inline constexpr Word<ErrorMeasure> kErrorWords[] = {
    {ErrorMeasure::kSquared, "Squared errors", "squared", ""},
    {ErrorMeasure::kAbsolute, "Absolute errors (L1)", "absolute", "l1"},
    {ErrorMeasure::kHuber, "Huber errors", "huber"}};
inline constexpr Word<Optimizer> kOptimizerWords[] = {
    {Optimizer::kSgd, "SGD", "sgd"},
    {Optimizer::kMomentum, "SGD with momentum", "momentum"},
    {Optimizer::kNesterov, "Nesterov", "nesterov"},
    {Optimizer::kAdam, "Adam", "adam"}};
inline constexpr Word<Schedule::Kind> kScheduleWords[] = {
    {Schedule::Kind::kConstant, "Constant", "constant"},
    {Schedule::Kind::kStep, "Steps down", "step"},
    {Schedule::Kind::kCosine, "Cosine", "cosine"}};
inline constexpr Word<Initialization> kInitializationWords[] = {
    {Initialization::kZeros, "Zeros", "zeros"},
    {Initialization::kNormal, "Normal", "normal"},
    {Initialization::kUniform, "Uniform", "uniform"},
    {Initialization::kXavier, "Xavier", "xavier"},
    {Initialization::kHe, "He", "he"}};
// A switch in the interface and a flag in commands, so it has words in files only.
inline constexpr Word<TrainingAlgorithm> kAlgorithmWords[] = {
    {TrainingAlgorithm::kDirect, "", "direct"},
    {TrainingAlgorithm::kNormalEquations, "", "normal_equations"}};

}  // namespace convlens
