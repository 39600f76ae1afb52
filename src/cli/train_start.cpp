#include <algorithm>

#include "cli/train_options.h"
#include "core/statistics.h"
#include "io/tensor_file.h"
#include "model/document.h"

namespace convlens {
namespace {

struct InitializationWord {
  const char* word;
  Initialization value;
};
constexpr InitializationWord kInitializationWords[] = {{"zeros", Initialization::kZeros},
                                                       {"uniform", Initialization::kUniform},
                                                       {"normal", Initialization::kNormal},
                                                       {"xavier", Initialization::kXavier},
                                                       {"he", Initialization::kHe}};

std::optional<Initialization> InitializationOf(const std::string& word) {
  for (const InitializationWord& known : kInitializationWords) {
    if (word == known.word) return known.value;
  }
  return std::nullopt;
}

std::optional<Message> NotFinite(GridView grid, const std::string& name) {
  if (StatisticsOf(grid).finite()) return std::nullopt;
  return Message{"{} holds NaN or infinity: there is nothing to learn from it.", {name}};
}

Result<Grid> ReadInitialKernel(const TrainCommandOptions& options, Shape shape) {
  if (options.seed) {
    return Message{"--seed is for a random kernel, but --init {} is a file.", {options.initial}};
  }
  Result<Grid> initial = ReadGrid(options.initial);
  if (!initial.ok()) return initial.problem();
  if (!shape.empty() && initial->shape() != shape) {
    return Message{"--init: {} is {}, but --kernel asks for {}.",
                   {options.initial, ShapeText(initial->shape()), ShapeText(shape)}};
  }
  if (std::optional<Message> problem = NotFinite(*initial, options.initial)) return *problem;
  return initial;
}

/// The kernel of --init, or a random one in the shape of --kernel: the one that the window gives
/// for the same seed.
Result<Grid> InitialKernelOf(const TrainCommandOptions& options) {
  Shape shape;
  if (!options.kernel_shape.empty()) {
    const Result<Shape> parsed = ParseShape(options.kernel_shape, "--kernel");
    if (!parsed.ok()) return parsed.problem();
    shape = *parsed;
  }
  const std::optional<Initialization> word = InitializationOf(options.initial);
  if (!word) return ReadInitialKernel(options, shape);
  if (shape.empty()) {
    return Message{"train: give the kernel's shape by --kernel HxW, or a kernel by --init.", {}};
  }
  if (shape.height > kMaxKernelSide || shape.width > kMaxKernelSide) {
    const std::string limit = std::to_string(kMaxKernelSide);
    return Message{"--kernel: {} is larger than the allowed {}×{}.",
                   {ShapeText(shape), limit, limit}};
  }
  return InitializedKernel(*word, shape, options.seed.value_or(TrainingSetup{}.seed));
}

Result<TrainingPair> ReadPair(const std::string& input_name, const std::string& target_name,
                              Shape kernel) {
  Result<Grid> input = ReadGrid(input_name);
  if (!input.ok()) return input.problem();
  Result<Grid> target = ReadGrid(target_name);
  if (!target.ok()) return target.problem();
  const Result<Shape> shape = CheckedOutputShape(input->shape(), kernel);
  if (!shape.ok()) return shape.problem();
  if (target->shape() != *shape) {
    return Message{"{} is {}, but a {} kernel over the {} input gives {}.",
                   {target_name, ShapeText(target->shape()), ShapeText(kernel),
                    ShapeText(input->shape()), ShapeText(*shape)}};
  }
  if (std::optional<Message> problem = NotFinite(*input, input_name)) return *problem;
  if (std::optional<Message> problem = NotFinite(*target, target_name)) return *problem;
  return TrainingPair{std::move(*input), std::move(*target)};
}

/// The pairs to be learned from; each has noise of its own.
Result<TrainingData> ReadData(const TrainCommandOptions& options, Shape kernel) {
  std::vector<std::string> names = {options.input, options.target};
  names.insert(names.end(), options.more_pairs.begin(), options.more_pairs.end());
  TrainingData data;
  for (size_t i = 0; i + 1 < names.size(); i += 2) {
    Result<TrainingPair> pair = ReadPair(names[i], names[i + 1], kernel);
    if (!pair.ok()) return pair.problem();
    if (options.noise != 0) {
      pair->target = WithNoise(pair->target[0], options.noise, options.noise_seed + i / 2);
    }
    data.pairs.push_back(std::move(*pair));
  }
  if (options.held_out.empty()) return data;
  Result<TrainingPair> pair = ReadPair(options.held_out[0], options.held_out[1], kernel);
  if (!pair.ok()) return pair.problem();
  data.held_out = std::move(*pair);
  return data;
}

}  // namespace

Result<TrainStart> ReadTrainStart(const TrainCommandOptions& options) {
  Result<Grid> kernel = InitialKernelOf(options);
  if (!kernel.ok()) return kernel.problem();
  Result<TrainingData> data = ReadData(options, kernel->shape());
  if (!data.ok()) return data.problem();
  return TrainStart{std::move(*data), TrainingState{std::move(*kernel), 0, 0}};
}

}  // namespace convlens
