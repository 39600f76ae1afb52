#pragma once

#include <atomic>
#include <optional>
#include <span>
#include <vector>

#include "core/grid/parallel.h"
#include "layer/settings/layer.h"
#include "train/setup/training_data.h"
#include "train/setup/training_options.h"

namespace convlens {

// A stack of layers as training sees it: what learns in it, its loss and the loss's gradient.

/// Whether training changes any number of `layer`.
inline bool LayerLearns(const Layer& layer) { return layer.learns && layer.settings.has_weights(); }

/// Everything that learns, in full precision and in the order of `OptimizerMemory`: layer by layer,
/// the matrix of its weights row by row, then its biases where they are learned.
std::vector<double> LearnedParameters(const std::vector<Layer>& layers, bool learn_bias);
/// Puts them back, rounded. Requires as many as the layers have.
void SetLearnedParameters(std::span<const double> parameters, bool learn_bias,
                          std::vector<Layer>& layers);

/// Σ cost(e) over all elements and channels of the errors e = last output − target.
double SumOfStackCosts(const std::vector<Layer>& layers, const TrainingPair& pair,
                       const TrainingOptions& options, Threads threads = {});

/// The same, and adds `factor` times its gradient by everything that learns to `gradient`: forward
/// through all layers, then back from the last one to the first that learns. Sums are in a fixed
/// order, whatever the number of threads. Requires shapes that fit. Where `cancelled` becomes true
/// it ends after the layer that it is at, with NaN and an unfinished `gradient`.
double AddStackGradient(const std::vector<Layer>& layers, const TrainingPair& pair,
                        const TrainingOptions& options, double factor, std::span<double> gradient,
                        Threads threads = {}, const std::atomic<bool>* cancelled = nullptr);

/// Multiply-adds of one step over `pair`, roughly.
int64_t StackStepWork(const std::vector<Layer>& layers, TensorShape input);

/// The most numbers that training keeps in full precision, moments and history.
inline constexpr size_t kMostLearned = 1'000'000;

/// What keeps `layers` from learning from any data, as a message: none that learns, or more than
/// `kMostLearned` numbers.
std::optional<Message> LearningProblem(const std::vector<Layer>& layers, bool learn_bias);

/// What keeps `layers` from learning from `data`, as a message: none that learns, an impossible
/// layer, a target of another shape, a number that is not finite.
std::optional<Message> StackProblem(const TrainingData& data, const std::vector<Layer>& layers);

}  // namespace convlens
