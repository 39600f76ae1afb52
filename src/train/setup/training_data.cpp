#include "train/setup/training_data.h"

#include <string>

#include "core/grid/statistics.h"

namespace convlens {
namespace {

std::optional<Message> PairProblem(const TrainingPair& pair, Shape kernel) {
  if (pair.input.channels.size() != 1 || pair.target.channels.size() != 1) {
    return Message{"A single kernel learns from an input and a target of one channel each.", {}};
  }
  const Result<Shape> output = CheckedOutputShape(pair.input[0]->shape(), kernel);
  if (!output.ok()) return output.problem();
  if (pair.target[0]->shape() != *output) {
    return Message{"The target is {}, but a {} kernel over the {} input gives {}.",
                   {ShapeText(pair.target[0]->shape()), ShapeText(kernel),
                    ShapeText(pair.input[0]->shape()), ShapeText(*output)}};
  }
  if (!StatisticsOf(pair.input[0]).finite()) {
    return Message{"The input holds a value that is not a finite number. Change it and reset.", {}};
  }
  if (!StatisticsOf(pair.target[0]).finite()) {
    return Message{"The target holds a value that is not a finite number. Change it and reset.",
                   {}};
  }
  return std::nullopt;
}

}  // namespace

int64_t TrainingData::outputs() const {
  int64_t count = 0;
  for (const TrainingPair& pair : pairs) count += pair.target.shape().count();
  return count;
}

std::optional<Message> DataProblem(const TrainingData& data, Shape kernel) {
  if (data.pairs.empty()) return Message{"There is no input and target to learn from.", {}};
  for (const TrainingPair& pair : data.pairs) {
    if (std::optional<Message> problem = PairProblem(pair, kernel)) return problem;
  }
  if (data.held_out) return PairProblem(*data.held_out, kernel);
  return std::nullopt;
}

}  // namespace convlens
