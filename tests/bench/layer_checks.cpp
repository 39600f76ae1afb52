#include <algorithm>
#include <cmath>

#include "layer/compute/backward.h"
#include "layer/compute/forward.h"
#include "layer_work.h"

namespace convlens::bench {
namespace {

double Scale(const Grid& grid) {
  double most = 0;
  for (int i = 0; i < grid.width(); ++i) most = std::max(most, std::abs(double{grid.at(0, i)}));
  return most;
}

std::string Compare(const std::string& name, const Grid& got, const Grid& expected,
                    double tolerance) {
  if (got.shape() != expected.shape()) return name + " gives another shape";
  for (int i = 0; i < got.width(); ++i) {
    if (std::abs(double{got.at(0, i)} - expected.at(0, i)) <= tolerance) continue;
    return name + " is wrong at " + std::to_string(i) + ": " + std::to_string(got.at(0, i)) +
           " instead of " + std::to_string(expected.at(0, i));
  }
  return {};
}

/// Compares some elements of `y`, spread over all of it, with their terms.
std::string CheckSome(const std::string& name, const Layer& layer, const Tensor& x, const Tensor& y,
                      double of_scale) {
  constexpr int kElements = 400;
  const TensorShape shape = y.shape();
  const int64_t count = shape.count();
  const int64_t step = std::max<int64_t>(count / kElements, 1) | 1;
  const double tolerance = of_scale * Scale(Flat(y));
  for (int64_t i = 0; i < count; i += step) {
    const auto channel = static_cast<int>(i / shape.grid.count());
    const auto cell = static_cast<int>(i % shape.grid.count());
    const Cell at{cell / shape.grid.width, cell % shape.grid.width};
    const std::vector<LayerTerm> terms = TermsOf(layer, x, channel, at);
    double sum = terms.back().partial;
    if (layer.settings.activation == Activation::kReLU) sum = std::max(sum, 0.0);
    if (std::abs(GridView(y[channel])[at] - sum) <= tolerance) continue;
    return name + " is wrong in channel " + std::to_string(channel) + " at (" +
           std::to_string(at.row) + ", " + std::to_string(at.col) + ")";
  }
  return {};
}

Tensor Unflat(const Grid& flat, TensorShape shape) {
  Tensor tensor(shape);
  const float* from = flat.row(0);
  for (SharedGrid& channel : tensor.channels) {
    Grid& grid = channel.Mutable();
    for (int r = 0; r < grid.height(); ++r, from += grid.width()) {
      std::copy_n(from, grid.width(), grid.row(r));
    }
  }
  return tensor;
}

std::string CheckForward(const LayerProblem& problem, const Grid& result, double tolerance) {
  const TensorShape shape = ShapesOf(problem.layers, problem.x.shape()).outputs.back();
  if (result.width() != shape.count()) return problem.name + " gives another shape";
  return CheckSome(problem.name, problem.layers[0], problem.x, Unflat(result, shape), tolerance);
}

std::string CheckStack(const LayerProblem& problem, const Grid& result, double tolerance) {
  Tensor x = problem.x;
  for (const Layer& layer : problem.layers) {
    Tensor y = Forward(layer, x);
    const std::string wrong = CheckSome(problem.name, layer, x, y, tolerance);
    if (!wrong.empty()) return wrong;
    x = std::move(y);
  }
  return Compare(problem.name, result, Flat(x), tolerance * Scale(Flat(x)));
}

std::string CheckGradient(const LayerProblem& problem, const Grid& result, double tolerance) {
  const Layer& layer = problem.layers[0];
  const LayerGradients expected =
      BackwardByLoops(layer, problem.x, Forward(layer, problem.x), problem.given, true);
  const Grid flat = Joined(Flat(expected.input), Flat(Tensor(expected.weights.matrix())));
  return Compare(problem.name, result, flat, tolerance * Scale(flat));
}

/// parameter -= rate · gradient, the gradient through all layers by the plain loops.
std::string CheckStep(const LayerProblem& problem, const Grid& result, double tolerance) {
  std::vector<Tensor> outputs{problem.x};
  for (const Layer& layer : problem.layers) {
    outputs.push_back(ForwardByLoops(layer, outputs.back()));
  }
  Tensor slope = outputs.back();
  for (size_t c = 0; c < slope.channels.size(); ++c) {
    Grid& grid = slope.channels[c].Mutable();
    const GridView target = problem.given.channels[c];
    for (int r = 0; r < grid.height(); ++r) {
      for (int col = 0; col < grid.width(); ++col) {
        grid.at(r, col) = 2 * (grid.at(r, col) - target.at(r, col));
      }
    }
  }
  std::vector<Layer> layers = problem.layers;
  for (size_t i = layers.size(); i-- > 0;) {
    LayerGradients gradients = BackwardByLoops(layers[i], outputs[i], outputs[i + 1], slope, true);
    slope = std::move(gradients.input);
    if (!layers[i].settings.has_weights()) continue;
    Grid& weights = layers[i].weights.matrix().Mutable();
    for (int r = 0; r < weights.height(); ++r) {
      for (int c = 0; c < weights.width(); ++c) {
        weights.at(r, c) -= problem.rate * gradients.weights.matrix()->at(r, c);
      }
    }
    for (size_t o = 0; o < gradients.bias.size(); ++o) {
      layers[i].bias[o] -= problem.rate * gradients.bias[o];
    }
  }
  return Compare(problem.name, result, Flat(layers), tolerance * Scale(Flat(problem.layers)));
}

}  // namespace

std::string CheckLayers(const LayerProblem& problem, const Grid& result, double tolerance) {
  switch (problem.task) {
    case LayerTask::kForward:
      return CheckForward(problem, result, tolerance);
    case LayerTask::kGradient:
      return CheckGradient(problem, result, tolerance);
    case LayerTask::kStack:
      return CheckStack(problem, result, tolerance);
    case LayerTask::kStackStep:
      break;
  }
  return CheckStep(problem, result, tolerance);
}

}  // namespace convlens::bench
