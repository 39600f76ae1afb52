#include "cli/train_options.h"

#include <limits>
#include <map>
#include <tuple>

#include "cli/numbers.h"
#include "train/setup/training_words.h"

namespace convlens {
namespace {

using Options = TrainCommandOptions;

void AddFiles(CLI::App& command, Options& options) {
  command
      .add_option("X", options.input, "input: an array [H,W] or [C,H,W], or an image, as for corr")
      ->required();
  command.add_option("Y", options.target, "target: likewise; its channels are the outputs")
      ->required();
  command.add_option("--pair", options.more_pairs, "one more input and target to learn from")
      ->type_name("X Y")
      ->type_size(2)
      ->expected(1, CLI::detail::expected_max_vector_size)
      ->allow_extra_args(false);
  command
      .add_option("--held-out", options.held_out,
                  "an input and target whose loss is measured, but not learned from")
      ->type_name("X Y")
      ->expected(2);
  command.add_option("--kernel", options.kernel_shape, "shape of the kernel to learn")
      ->type_name("HxW");
  command
      .add_option("-o,--output", options.output,
                  "where to write the kernel: .npy; a single kernel also as corr -o")
      ->required();
  command.add_flag("--color", options.color,
                   "images have three channels, red, green and blue, rather than their luma");
  command.add_option("--log", options.log,
                     "where to write step, loss, held-out loss and gradient norm, as CSV");
}

void AddSeed(CLI::App& command, const std::string& name, std::function<void(uint64_t)> take,
             const std::string& help) {
  AddWholeOption<uint64_t>(command, name, 0, std::numeric_limits<uint64_t>::max(), std::move(take),
                           help);
}

/// A number of steps.
void AddSteps(CLI::App& command, const std::string& name, int64_t least,
              std::function<void(int64_t)> take, const std::string& help) {
  constexpr int64_t kMostSteps = 1'000'000'000'000;
  AddWholeOption<int64_t>(command, name, least, kMostSteps, std::move(take), help);
}

void AddStart(CLI::App& command, Options& options) {
  command
      .add_option("--init", options.initial,
                  "the kernel to start from: zeros, uniform, normal (the default), xavier, he, or "
                  "an .npy array")
      ->type_name("word|K0.npy");
  AddSeed(
      command, "--seed", [&options](uint64_t seed) { options.seed = seed; },
      "seed of the random kernel to start from");
  command
      .add_option("--noise", options.noise,
                  "standard deviation of the normal noise added to the target (0)")
      ->check(FiniteFloat())
      ->type_name("d");
  AddSeed(
      command, "--noise-seed", [&options](uint64_t seed) { options.noise_seed = seed; },
      "seed of that noise (1)");
}

CLI::Option* AddNumber(CLI::App& command, const std::string& name, double& value,
                       const std::string& help) {
  return command.add_option(name, value, help)->check(FiniteFloat())->type_name("number");
}

void AddOptimizer(CLI::App& command, TrainingOptions& training) {
  OptimizerOptions& optimizer = training.optimizer;
  AddWordOption(command, "--optimizer", optimizer.kind, kOptimizerWords,
                "how a gradient changes the kernel (sgd)");
  AddNumber(command, "--lr", training.rate, "learning rate (0.03)")->type_name("rate");
  AddNumber(command, "--momentum", optimizer.momentum, "momentum of momentum and nesterov (0.9)");
  AddNumber(command, "--beta1", optimizer.beta1, "beta1 of adam (0.9)");
  AddNumber(command, "--beta2", optimizer.beta2, "beta2 of adam (0.999)");
  AddNumber(command, "--epsilon", optimizer.epsilon, "epsilon of adam (1e-8)");
  AddNumber(command, "--weight-decay,--l2", optimizer.weight_decay,
            "L2 penalty: this times each weight is added to its gradient (0)");
  command.add_flag("--bias", training.learn_bias, "learn a bias as well, starting from 0");
}

/// The word of --loss: sum or mean, with the measure before it if it is not the square.
std::string LossWord(const Word<ErrorMeasure>& error, const Word<Loss>& loss) {
  if (error.command.empty()) return std::string(loss.command);
  std::string word(error.command);
  if (loss.value != Loss::kSum) word.append("-").append(loss.command);
  return word;
}

void AddLoss(CLI::App& command, TrainingOptions& training) {
  std::vector<std::string> known;
  std::map<std::string, std::pair<ErrorMeasure, Loss>> meanings;
  for (const Word<ErrorMeasure>& error : kErrorWords) {
    for (const Word<Loss>& loss : kLossWords) {
      known.push_back(LossWord(error, loss));
      meanings[known.back()] = {error.value, loss.value};
    }
  }
  const auto take = [&training, meanings](const std::string& word) {
    std::tie(training.error, training.loss) = meanings.at(word);
  };
  command
      .add_option_function<std::string>(
          "--loss", take,
          "sum (the default) or mean of the squared errors, or of the absolute or Huber errors")
      ->check(CLI::IsMember(known).description(""))
      ->type_name(CLI::detail::join(known, "|"));
  AddNumber(command, "--huber-delta", training.huber_delta,
            "error above which the Huber loss is linear (1)");
}

void AddSchedule(CLI::App& command, Options& options) {
  Schedule& schedule = options.training.schedule;
  AddWordOption(command, "--schedule", schedule.kind, kScheduleWords,
                "how the rate changes over the steps (constant)");
  AddSteps(
      command, "--schedule-every", 1, [&schedule](int64_t every) { schedule.every = every; },
      "step: number of steps at each rate (100)");
  AddNumber(command, "--schedule-factor", schedule.factor,
            "step: factor from one rate to the next (0.1)");
  AddSteps(
      command, "--schedule-length", 1,
      [&options](int64_t length) { options.cosine_length = length; },
      "cosine: number of steps to the last rate (--steps)");
  AddNumber(command, "--last-lr", schedule.last, "cosine: last rate (0)");
}

void AddRun(CLI::App& command, Options& options) {
  AddSteps(
      command, "--steps", 0, [&options](int64_t steps) { options.steps = steps; },
      "number of steps (10)");
  AddOperationOption(command, options.training.operation);
  const auto by_equations = [&options](int64_t) {
    options.training.algorithm = TrainingAlgorithm::kNormalEquations;
  };
  command.add_flag_function("--normal-equations", by_equations,
                            "the same steps from XᵀX and XᵀY, built once: fast for large images");
}

}  // namespace

void AddTrainOptions(CLI::App& command, TrainCommandOptions& options) {
  AddFiles(command, options);
  AddStart(command, options);
  AddOptimizer(command, options.training);
  AddLoss(command, options.training);
  AddSchedule(command, options);
  AddTransposedOptions(command, options.layer);
  AddLayerOptions(command, options.layer);
  AddRun(command, options);
}

}  // namespace convlens
