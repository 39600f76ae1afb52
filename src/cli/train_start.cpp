#include <algorithm>

#include "cli/train_options.h"
#include "core/grid/statistics.h"
#include "io/grids/tensor_file.h"
#include "model/document/document.h"
#include "train/quadratic/normal_equations_limit.h"
#include "train/run/stack_gradient.h"
#include "train/setup/training_words.h"

namespace convlens {
namespace {

std::optional<Message> NotFinite(const SharedGrid& grid, const std::string& name) {
  if (StatisticsOf(grid).finite()) return std::nullopt;
  return Message{"{} holds NaN or infinity: there is nothing to learn from it.", {name}};
}

/// A pair with the names of its files.
struct NamedPair {
  std::string input_name;
  std::string target_name;
  TrainingPair pair;
};

Result<Tensor> ReadFinite(const std::string& name, bool color) {
  Result<Tensor> tensor = ReadTensor(name, color ? ImageChannels::kColor : ImageChannels::kLuma);
  if (!tensor.ok()) return tensor;
  for (const SharedGrid& channel : tensor->channels) {
    if (std::optional<Message> problem = NotFinite(channel, name)) return *problem;
  }
  return tensor;
}

Result<NamedPair> ReadPair(const TrainCommandOptions& options, const std::string& input_name,
                           const std::string& target_name) {
  Result<Tensor> input = ReadFinite(input_name, options.color);
  if (!input.ok()) return input.problem();
  Result<Tensor> target = ReadFinite(target_name, options.color);
  if (!target.ok()) return target.problem();
  return NamedPair{input_name, target_name, {std::move(*input), std::move(*target)}};
}

/// The kernels of --init, a file.
Result<Weights> ReadInitialWeights(const TrainCommandOptions& options, Shape shape) {
  if (options.seed) {
    return Message{"--seed is for a random kernel, but --init {} is a file.", {options.initial}};
  }
  Result<Weights> initial = ReadWeights(options.initial);
  if (!initial.ok()) return initial.problem();
  if (!shape.empty() && initial->window() != shape) {
    return Message{"--init: {} is {}, but --kernel asks for {}.",
                   {options.initial, ShapeText(initial->window()), ShapeText(shape)}};
  }
  if (auto problem = NotFinite(initial->matrix(), options.initial)) return *problem;
  return initial;
}

/// --kernel; empty where it is not given.
Result<Shape> WindowOf(const TrainCommandOptions& options) {
  if (options.kernel_shape.empty()) return Shape{};
  Result<Shape> shape = ParseShape(options.kernel_shape, "--kernel");
  if (!shape.ok() || (shape->height <= kMaxKernelSide && shape->width <= kMaxKernelSide)) {
    return shape;
  }
  const std::string limit = std::to_string(kMaxKernelSide);
  return Message{"--kernel: {} is larger than the allowed {}×{}.",
                 {ShapeText(*shape), limit, limit}};
}

/// The shape that `layer` gives; the simplest words for the simplest layer.
Result<TensorShape> OutputOf(const LayerSettings& settings, TensorShape input) {
  if (settings.plain() && input.channels == 1) {
    const Result<Shape> fits = CheckedOutputShape(input.grid, settings.window);
    if (!fits.ok()) return fits.problem();
  }
  return CheckedOutputShape(settings, input);
}

/// The layer that learns, from `first`, the pair that fixes its channels: with the kernels of
/// --init, or random ones in the shape of --kernel, those that the window gives for the same seed.
Result<Layer> InitialLayer(const TrainCommandOptions& options, const TrainingPair& first) {
  const Result<Shape> shape = WindowOf(options);
  if (!shape.ok()) return shape.problem();
  const std::optional<Initialization> word =
      MeaningOfCommand<Initialization>(kInitializationWords, options.initial);
  Weights given;
  if (!word) {
    Result<Weights> read = ReadInitialWeights(options, *shape);
    if (!read.ok()) return read.problem();
    given = std::move(*read);
  } else if (shape->empty()) {
    return Message{"train: give the kernel's shape with --kernel HxW, or a kernel with --init.",
                   {}};
  }
  LayerOptions asked = options.layer;
  asked.operation = options.training.operation;
  const TensorShape input = first.input.shape();
  const Result<LayerSettings> settings = SettingsFrom(asked, word ? *shape : given.window(),
                                                      first.target.shape().channels, input.grid);
  if (!settings.ok()) return settings.problem();
  const Result<TensorShape> output = OutputOf(*settings, input);
  if (!output.ok()) return output.problem();
  Layer layer = ZeroLayer(*settings, input.channels);
  if (word) {
    const uint64_t seed = options.seed.value_or(TrainingSetup{}.seed);
    layer.weights = InitializedWeights(*word, layer.weights, seed);
  } else if (given.first() == layer.weights.first() && given.second() == layer.weights.second()) {
    layer.weights = std::move(given);
  } else {
    return Message{"--init: {} has {}×{} kernels, but X and Y need {}×{}.",
                   {options.initial, std::to_string(given.first()), std::to_string(given.second()),
                    std::to_string(layer.weights.first()), std::to_string(layer.weights.second())}};
  }
  return layer;
}

/// Whether the layer is a single kernel, the book's, which has faster ways to learn.
bool IsPlain(const Layer& layer) {
  return layer.settings.plain() && layer.weights.count() == layer.settings.window.count();
}

std::optional<Message> ShapeProblem(const NamedPair& named, const Layer& layer) {
  const TensorShape input = named.pair.input.shape();
  const Result<TensorShape> output = OutputOf(layer.settings, input);
  if (!output.ok()) return output.problem();
  const Result<TensorShape> fits = CheckedOutputShape(layer, input);
  if (!fits.ok()) return fits.problem();
  if (named.pair.target.shape() == *output) return std::nullopt;
  return Message{"{} is {}, but a {} kernel over the {} input gives {}.",
                 {named.target_name, ShapeText(named.pair.target.shape()),
                  ShapeText(layer.settings.window), ShapeText(input), ShapeText(*output)}};
}

/// Adds the noise that --noise asks for: each pair and each channel has its own.
void Spoil(const TrainCommandOptions& options, uint64_t pair, Tensor& target) {
  if (options.noise == 0) return;
  for (size_t c = 0; c < target.channels.size(); ++c) {
    target.channels[c] =
        WithNoise(target.channels[c], options.noise, SeedOfLayer(options.noise_seed + pair, c));
  }
}

/// All pairs, a held-out one last.
Result<std::vector<NamedPair>> ReadPairs(const TrainCommandOptions& options) {
  std::vector<std::string> names = {options.input, options.target};
  names.insert(names.end(), options.more_pairs.begin(), options.more_pairs.end());
  names.insert(names.end(), options.held_out.begin(), options.held_out.end());
  std::vector<NamedPair> pairs;
  for (size_t i = 0; i + 1 < names.size(); i += 2) {
    Result<NamedPair> pair = ReadPair(options, names[i], names[i + 1]);
    if (!pair.ok()) return pair.problem();
    pairs.push_back(std::move(*pair));
  }
  return pairs;
}

}  // namespace

Result<TrainStart> ReadTrainStart(const TrainCommandOptions& options) {
  Result<std::vector<NamedPair>> pairs = ReadPairs(options);
  if (!pairs.ok()) return pairs.problem();
  Result<Layer> layer = InitialLayer(options, pairs->front().pair);
  if (!layer.ok()) return layer.problem();
  TrainStart start;
  for (NamedPair& named : *pairs) {
    if (std::optional<Message> problem = ShapeProblem(named, *layer)) return *problem;
    start.data.pairs.push_back(std::move(named.pair));
  }
  if (!options.held_out.empty()) {
    start.data.held_out = std::move(start.data.pairs.back());
    start.data.pairs.pop_back();
  }
  uint64_t number = 0;
  for (TrainingPair& pair : start.data.pairs) Spoil(options, number++, pair.target);
  if (IsPlain(*layer)) {
    const Shape kernel = layer->settings.window;
    if (auto problem = NormalEquationsProblem(options.training, kernel)) return *problem;
    start.state.kernel = Grid(layer->weights.kernel(0, 0));
    return start;
  }
  if (options.training.algorithm == TrainingAlgorithm::kNormalEquations) {
    return Message{"--normal-equations is for a single kernel without stride or padding.", {}};
  }
  start.state.layers = {std::move(*layer)};
  if (auto problem = StackProblem(start.data, start.state.layers)) return *problem;
  return start;
}

}  // namespace convlens
