#include "model/evaluate/training_problem.h"

#include <algorithm>

#include "model/document/front.h"
#include "model/evaluate/evaluation.h"
#include "train/quadratic/normal_equations_limit.h"
#include "train/run/stack_gradient.h"

namespace convlens {
namespace {

/// What keeps a pair beside the document's own from being used with these layers.
std::optional<Message> PairsProblem(const Document& document) {
  const TrainingSetup& setup = document.training;
  const auto fits = [&document](const TrainingPair& pair) {
    const StackShapes shapes = ShapesOf(document.layers, pair.input.shape());
    return !shapes.problem && shapes.outputs.back() == pair.target.shape();
  };
  const bool batch = std::all_of(setup.more_pairs.begin(), setup.more_pairs.end(), fits);
  if (!batch) {
    return Message{"A pair in the batch was made for a kernel of another size. Remove the batch.",
                   {}};
  }
  if (setup.held_out && !fits(*setup.held_out)) {
    return Message{"The held-out pair was made for a kernel of another size. Remove it.", {}};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Message> TrainingProblem(const Document& d) {
  const Layer* plain = PlainLayer(d);
  const Shape kernel = plain != nullptr ? plain->settings.window : Shape{};
  if (std::optional<Message> problem = OptionsProblem(OptionsOf(d))) return problem;
  if (std::optional<Message> problem = NormalEquationsProblem(OptionsOf(d), kernel)) return problem;
  if (std::optional<Message> problem = TargetProblem(d)) return problem;
  if (std::optional<Message> problem = LearningProblem(d.layers, d.training.learn_bias)) {
    return problem;
  }
  return PairsProblem(d);
}

}  // namespace convlens
