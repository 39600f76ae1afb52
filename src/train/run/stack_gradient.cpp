#include "train/run/stack_gradient.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <string>

#include "core/correlate/gradient.h"
#include "core/grid/statistics.h"
#include "layer/compute/backward.h"
#include "layer/compute/forward.h"
#include "train/setup/loss.h"

namespace convlens {
namespace {

/// Calls `visit` for every number of `layers` that learns, in the order of the parameters.
template <class Layers, class Visit>
void ForEachLearned(Layers& layers, bool learn_bias, Visit visit) {
  for (auto& layer : layers) {
    if (!LayerLearns(layer)) continue;
    visit(layer.weights.matrix());
    if (!learn_bias) continue;
    for (auto& bias : layer.bias) visit(bias);
  }
}

constexpr double kUnfinished = std::numeric_limits<double>::quiet_NaN();

bool IsSet(const std::atomic<bool>* flag) {
  return flag != nullptr && flag->load(std::memory_order_relaxed);
}

/// What each layer gives, in order; of fewer layers once `cancelled`.
std::vector<Tensor> Outputs(const std::vector<Layer>& layers, const Tensor& input, Threads threads,
                            const std::atomic<bool>* cancelled) {
  std::vector<Tensor> outputs;
  outputs.reserve(layers.size());
  for (const Layer& layer : layers) {
    if (IsSet(cancelled)) break;
    outputs.push_back(
        Forward(layer, outputs.empty() ? input : outputs.back(), threads, ManyChannels::kDirect));
  }
  return outputs;
}

/// Turns a prediction into its errors, channel by channel; their costs.
double TakeErrors(Tensor& prediction, const Tensor& target, const TrainingOptions& options) {
  assert(prediction.shape() == target.shape());
  double costs = 0;
  for (size_t c = 0; c < prediction.channels.size(); ++c) {
    Grid& errors = prediction.channels[c].Mutable();
    const double squares = SquaredError(errors, *target.channels[c], errors);
    costs += options.error == ErrorMeasure::kSquared
                 ? squares
                 : SumOfCosts(options.error, options.huber_delta, errors);
  }
  return costs;
}

/// Where the parameters of each layer begin, and at the end how many there are.
std::vector<size_t> Starts(const std::vector<Layer>& layers, bool learn_bias) {
  std::vector<size_t> starts = {0};
  for (const Layer& layer : layers) {
    size_t count = 0;
    if (LayerLearns(layer)) {
      count = static_cast<size_t>(layer.weights.count()) + (learn_bias ? layer.bias.size() : 0);
    }
    starts.push_back(starts.back() + count);
  }
  return starts;
}

void AddLayerGradient(const LayerGradients& gradients, bool learn_bias, double factor,
                      std::span<double> to) {
  auto sum = to.begin();
  const Grid& matrix = *gradients.weights.matrix();
  for (int r = 0; r < matrix.height(); ++r) {
    for (int c = 0; c < matrix.width(); ++c) *sum++ += factor * double{matrix.at(r, c)};
  }
  if (!learn_bias) return;
  for (const float bias : gradients.bias) *sum++ += factor * double{bias};
}

bool Finite(const Tensor& tensor) {
  return std::all_of(tensor.channels.begin(), tensor.channels.end(),
                     [](const SharedGrid& grid) { return StatisticsOf(*grid).finite(); });
}

bool Finite(const Layer& layer) {
  if (!layer.settings.has_weights()) return true;
  return StatisticsOf(*layer.weights.matrix()).finite() &&
         std::all_of(layer.bias.begin(), layer.bias.end(),
                     [](float bias) { return std::isfinite(bias); });
}

std::optional<Message> PairProblem(const TrainingPair& pair, const std::vector<Layer>& layers) {
  const StackShapes shapes = ShapesOf(layers, pair.input.shape());
  if (shapes.problem) return shapes.problem;
  const TensorShape output = shapes.outputs.back();
  if (pair.target.shape() != output) {
    return Message{
        "The target is {}, but the layers' output is {} for the {} input.",
        {ShapeText(pair.target.shape()), ShapeText(output), ShapeText(pair.input.shape())}};
  }
  if (!Finite(pair.input)) {
    return Message{"The input holds a value that is not a finite number. Change it and reset.", {}};
  }
  if (!Finite(pair.target)) {
    return Message{"The target holds a value that is not a finite number. Change it and reset.",
                   {}};
  }
  return std::nullopt;
}

}  // namespace

std::vector<double> LearnedParameters(const std::vector<Layer>& layers, bool learn_bias) {
  std::vector<double> parameters;
  struct Visitor {
    std::vector<double>& to;
    void operator()(const SharedGrid& matrix) const {
      for (int r = 0; r < matrix->height(); ++r) {
        for (int c = 0; c < matrix->width(); ++c) to.push_back(matrix->at(r, c));
      }
    }
    void operator()(float bias) const { to.push_back(bias); }
  };
  ForEachLearned(layers, learn_bias, Visitor{parameters});
  return parameters;
}

void SetLearnedParameters(std::span<const double> parameters, bool learn_bias,
                          std::vector<Layer>& layers) {
  struct Visitor {
    const double* from;
    void operator()(SharedGrid& matrix) {
      Grid& numbers = matrix.Mutable();
      for (int r = 0; r < numbers.height(); ++r) {
        for (int c = 0; c < numbers.width(); ++c) numbers.at(r, c) = static_cast<float>(*from++);
      }
    }
    void operator()(float& bias) { bias = static_cast<float>(*from++); }
  };
  Visitor visitor{parameters.data()};
  ForEachLearned(layers, learn_bias, [&visitor](auto& number) { visitor(number); });
  assert(visitor.from == parameters.data() + parameters.size());
}

double SumOfStackCosts(const std::vector<Layer>& layers, const TrainingPair& pair,
                       const TrainingOptions& options, Threads threads) {
  Tensor prediction = Forward(layers, pair.input, threads, ManyChannels::kDirect);
  return TakeErrors(prediction, pair.target, options);
}

double AddStackGradient(const std::vector<Layer>& layers, const TrainingPair& pair,
                        const TrainingOptions& options, double factor, std::span<double> gradient,
                        Threads threads, const std::atomic<bool>* cancelled) {
  const std::vector<Tensor> outputs = Outputs(layers, pair.input, threads, cancelled);
  if (outputs.size() < layers.size()) return kUnfinished;
  Tensor slope = outputs.back();
  const double costs = TakeErrors(slope, pair.target, options);
  for (SharedGrid& errors : slope.channels) {
    CostDerivatives(options.error, options.huber_delta, errors.Mutable());
  }
  const std::vector<size_t> starts = Starts(layers, options.learn_bias);
  // Nothing before the first layer that learns needs a gradient.
  const auto first = std::find_if(layers.begin(), layers.end(), LayerLearns) - layers.begin();
  for (auto i = static_cast<ptrdiff_t>(layers.size()) - 1; i >= first; --i) {
    if (IsSet(cancelled)) return kUnfinished;
    const auto at = static_cast<size_t>(i);
    const Tensor& x = at == 0 ? pair.input : outputs[at - 1];
    LayerGradients of_layer = Backward(layers[at], x, outputs[at], slope, i > first, threads);
    if (LayerLearns(layers[at])) {
      AddLayerGradient(of_layer, options.learn_bias, factor,
                       gradient.subspan(starts[at], starts[at + 1] - starts[at]));
    }
    slope = std::move(of_layer.input);
  }
  return costs;
}

int64_t StackStepWork(const std::vector<Layer>& layers, TensorShape input) {
  return 3 * MultiplyAdds(layers, input);  // forward, and the gradients by weights and by input
}

std::optional<Message> LearningProblem(const std::vector<Layer>& layers, bool learn_bias) {
  const size_t count = Starts(layers, learn_bias).back();
  if (count == 0)
    return Message{"No layer is learning: turn learning on for a layer with a kernel.", {}};
  if (count <= kMostLearned) return std::nullopt;
  return Message{
      "{} weights are too many to train here: at most {} can learn. Let fewer layers learn.",
      {std::to_string(count), std::to_string(kMostLearned)}};
}

std::optional<Message> StackProblem(const TrainingData& data, const std::vector<Layer>& layers) {
  if (data.pairs.empty()) return Message{"There is no input and target to learn from.", {}};
  if (std::optional<Message> problem = LearningProblem(layers, true)) return problem;
  for (const TrainingPair& pair : data.pairs) {
    if (std::optional<Message> problem = PairProblem(pair, layers)) return problem;
  }
  if (data.held_out) {
    if (std::optional<Message> problem = PairProblem(*data.held_out, layers)) return problem;
  }
  const bool finite =
      std::all_of(layers.begin(), layers.end(), [](const Layer& layer) { return Finite(layer); });
  if (finite) return std::nullopt;
  return Message{"A weight or bias is not a finite number. Reset the training.", {}};
}

}  // namespace convlens
