#include "cli/train_command.h"

#include <cmath>
#include <iostream>
#include <memory>

#include "core/statistics.h"
#include "io/file.h"
#include "io/npy_file.h"
#include "model/document.h"
#include "model/front.h"
#include "train/analysis.h"

namespace convlens {
namespace {

struct TrainOptions {
  std::string input;
  std::string target;
  std::string kernel_shape;
  std::string output;
  std::string initial;
  std::string log;
  uint64_t seed = TrainingSetup{}.seed;
  int64_t steps = 10;
  TrainingOptions training;
};

/// Everything that a run starts from.
struct Start {
  Grid input;
  Grid target;
  TrainingState state;
};

/// The kernel of --init, or a random one in the shape of --kernel: the one that the window gives
/// for the same seed.
Result<TrainingState> InitialStateOf(const TrainOptions& options) {
  Document document;
  document.training.seed = options.seed;
  Shape shape;
  if (!options.kernel_shape.empty()) {
    const Result<Shape> parsed = ParseShape(options.kernel_shape, "--kernel");
    if (!parsed.ok()) return parsed.problem();
    shape = *parsed;
  }
  if (options.initial.empty()) {
    if (shape.height > kMaxKernelSide || shape.width > kMaxKernelSide) {
      const std::string limit = std::to_string(kMaxKernelSide);
      return Message{"--kernel: {} is larger than the allowed {}×{}.",
                     {ShapeText(shape), limit, limit}};
    }
    SetFrontKernel(document, {}, Grid(shape));
    return InitialState(document);
  }
  Result<Grid> initial = ReadGrid(options.initial);
  if (!initial.ok()) return initial.problem();
  if (!shape.empty() && initial->shape() != shape) {
    return Message{"--init: {} is {}, but --kernel asks for {}.",
                   {options.initial, ShapeText(initial->shape()), ShapeText(shape)}};
  }
  return TrainingState{std::move(*initial), 0, 0};
}

Result<Start> ReadStart(const TrainOptions& options) {
  Result<TrainingState> state = InitialStateOf(options);
  if (!state.ok()) return state.problem();
  Result<Grid> input = ReadGrid(options.input);
  if (!input.ok()) return input.problem();
  Result<Grid> target = ReadGrid(options.target);
  if (!target.ok()) return target.problem();
  const Shape kernel = state->kernel.shape();
  const Result<Shape> shape = CheckedOutputShape(input->shape(), kernel);
  if (!shape.ok()) return shape.problem();
  if (target->shape() != *shape) {
    return Message{"{} is {}, but a {} kernel over the {} input gives {}.",
                   {options.target, ShapeText(target->shape()), ShapeText(kernel),
                    ShapeText(input->shape()), ShapeText(*shape)}};
  }
  for (const auto& [grid, name] : {std::pair<GridView, std::string>{*input, options.input},
                                   {*target, options.target},
                                   {state->kernel, options.initial}}) {
    if (!StatisticsOf(grid).finite()) {
      return Message{"{} holds NaN or infinity: there is nothing to learn from it.", {name}};
    }
  }
  return Start{std::move(*input), std::move(*target), std::move(*state)};
}

Message Diverged(const Start& start, const TrainingOptions& options, int64_t step) {
  const double rate = LargestStableRate(start.input, start.state.kernel.shape(), options);
  return {"The training diverged: the loss is not finite at step {}. A rate below {} holds.",
          {std::to_string(step), NumberText(static_cast<float>(rate))}};
}

/// The trained state, and its losses as text in `log`.
Result<TrainingState> Train(const Start& start, const TrainOptions& options, std::string& log) {
  Trainer trainer(Grid(start.input), Grid(start.target), options.training, start.state);
  log = "step,loss\n";
  for (int64_t step = 0; step < options.steps; ++step) {
    const double loss = trainer.Step();
    if (!std::isfinite(loss)) return Diverged(start, options.training, step);
    log.append(std::to_string(step)).append(1, ',').append(NumberText(loss)).append(1, '\n');
  }
  // The last update has no loss of its own in the log, but may have gone too far as well.
  if (!std::isfinite(trainer.CurrentLoss())) {
    return Diverged(start, options.training, options.steps);
  }
  return trainer.state();
}

int Run(const TrainOptions& options) {
  if (options.kernel_shape.empty() && options.initial.empty()) {
    return Fail({"train: give the kernel's shape by --kernel HxW, or a kernel by --init.", {}});
  }
  const Result<Start> start = ReadStart(options);
  if (!start.ok()) return Fail(start.problem());
  std::string log;
  const Result<TrainingState> trained = Train(*start, options, log);
  if (!trained.ok()) return Fail(trained.problem());
  if (!options.log.empty()) {
    const Result<Done> written = WriteFileAtomically(options.log, log);
    if (!written.ok()) return Fail(written.problem());
  }
  const Result<Done> written = WriteNpy(options.output, trained->kernel);
  if (!written.ok()) return Fail(written.problem());
  if (options.training.learn_bias) {
    std::cout << "bias " << NumberText(trained->bias) << std::endl;
  }
  return 0;
}

void AddFileOptions(CLI::App& command, TrainOptions& options) {
  command.add_option("X", options.input, "input: an .npy array or an image")->required();
  command.add_option("Y", options.target, "target: an .npy array or an image")->required();
  command.add_option("--kernel", options.kernel_shape, "shape of the kernel to learn")
      ->type_name("HxW");
  command.add_option("-o,--output", options.output, "where to write the kernel, as .npy")
      ->required();
  command.add_option("--log", options.log, "where to write the loss before each step, as CSV");
}

void AddTrainingOptions(CLI::App& command, TrainOptions& options) {
  CLI::Option* initial =
      command.add_option("--init", options.initial, "the kernel to start from: an .npy array");
  command.add_option("--seed", options.seed, "of the random kernel to start from")
      ->excludes(initial);
  command.add_option("--lr", options.training.rate, "learning rate (0.03)")
      ->check(FiniteFloat())
      ->type_name("rate");
  command.add_option("--steps", options.steps, "number of steps (10)")
      ->check(CLI::NonNegativeNumber.description(""))
      ->type_name("n");
  AddWordOption<Loss>(command, "--loss", options.training.loss,
                      {{"sum", Loss::kSum}, {"mean", Loss::kMean}},
                      "sum (the default) or mean of the squared errors");
  command.add_flag("--bias", options.training.learn_bias, "learn a bias too, from 0");
  AddOperationOption(command, options.training.operation);
}

}  // namespace

void AddTrainCommand(CLI::App& app, CommandAction& action) {
  auto options = std::make_shared<TrainOptions>();
  auto optimizer = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("train", "Learn the kernel that makes Y of X");
  AddFileOptions(*command, *options);
  AddTrainingOptions(*command, *options);
  command->add_option("--optimizer", *optimizer, "sgd: gradient descent")
      ->check(CLI::IsMember({"sgd"}).description(""))
      ->type_name("sgd");
  // The callback keeps what the options write into.
  command->callback(
      [options, optimizer, &action] { action = [options] { return Run(*options); }; });
}

}  // namespace convlens
