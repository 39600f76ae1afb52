#include "cli/train_command.h"

#include <cmath>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>

#include "cli/progress_bar.h"
#include "cli/train_options.h"
#include "core/grid/number_text.h"
#include "core/grid/path_text.h"
#include "io/files/output.h"
#include "io/grids/npy_file.h"
#include "io/grids/tensor_file.h"
#include "train/run/analysis.h"
#include "train/run/loss_series.h"

namespace convlens {
namespace {

/// The log, written while the steps are made: nothing where none is asked for.
class Log {
 public:
  static Result<Log> Create(const std::string& name) {
    Log log;
    if (name.empty()) return log;
    Result<OutputText> file = OutputText::Create(name);
    if (!file.ok()) return file.problem();
    log.file_ = std::move(*file);
    log.file_->Append("step,loss,held_out,grad_norm\n");
    return log;
  }

  void Add(int64_t step, double loss, double held_out, double gradient_norm) {
    if (!wanted()) return;
    std::string line = std::to_string(step);
    line.append(1, ',').append(ShortestText(loss)).append(1, ',');
    // Without a held-out pair the column stays empty.
    if (!std::isnan(held_out)) line.append(ShortestText(held_out));
    file_->Append(line.append(1, ',').append(ShortestText(gradient_norm)).append(1, '\n'));
  }
  bool wanted() const { return file_.has_value(); }
  /// False once a line could not be written: the disk is full, say.
  bool ok() const { return !wanted() || file_->ok(); }
  /// Whether all lines are on the disk.
  bool Flush() {
    if (wanted()) file_->Flush();
    return ok();
  }
  Result<Done> Finish() { return wanted() ? file_->Finish() : Done{}; }

 private:
  std::optional<OutputText> file_;
};

/// What is known about the reason: the direction in which the rate is too large, and a stable one.
Message Diverged(const TrainStart& start, const TrainingOptions& options, int64_t step) {
  std::string text =
      FillIn("The training diverged: the loss is not finite at step {}.", {std::to_string(step)});
  if (!start.state.layers.empty()) return {"{} Lower the rate.", {text}};
  const RateReport report = ExamineRate(start.data, start.state.kernel.shape(), options);
  if (report.problem) text.append(" ").append(ToEnglish(*report.problem));
  if (report.limit > 0 && std::isfinite(report.limit)) {
    text.append(
        FillIn(" A rate below {} is stable.", {ShortestText(static_cast<float>(report.limit))}));
  }
  return {"{}", {text}};
}

/// Says that a run grew although every loss was finite: its result is of no use.
void SayThatItGrew(double first, double last) {
  std::cerr << "convlens: "
            << FillIn("The loss grew from {} to {}: the training diverges. Lower the rate.",
                      {ShortestText(first), ShortestText(last)})
            << std::endl;
}

/// The trained state; its losses go into `log`.
Result<TrainingState> Train(const TrainStart& start, const TrainCommandOptions& options, Log& log) {
  Trainer trainer(start.data, options.training, start.state);
  trainer.UseThreads(Threads::OfMachine());
  ProgressBar progress(options.steps);
  DivergenceWatch watch(StepsGrowWithError(options.training));
  bool grew = false;
  double first = 0;
  for (int64_t step = 0; step < options.steps; ++step) {
    const double held_out = log.wanted() ? trainer.HeldOutLoss() : 0;
    const double penalty = trainer.Penalty();
    const double loss = trainer.Step();
    if (!std::isfinite(loss)) return Diverged(start, options.training, step);
    if (step == 0) first = loss;
    grew = watch.Add(loss + penalty) || grew;
    log.Add(step, loss, held_out, trainer.GradientNorm());
    if (!log.ok()) return log.Finish().problem();
    progress.Show(step + 1);
  }
  // The last update has no loss of its own in the log, but may have gone too far as well.
  const double last = trainer.CurrentLoss();
  if (!std::isfinite(last)) return Diverged(start, options.training, options.steps);
  if (grew && last > first) SayThatItGrew(first, last);
  return trainer.state();
}

/// Whether everything can be written is known before the first step.
std::optional<Message> OutputProblem(const TrainCommandOptions& options, bool one_kernel) {
  if (auto problem = CheckOutputName(options.output, 1)) return problem;
  const bool array = IsStream(options.output) || PathOf(options.output).extension() == ".npy";
  if (!one_kernel && !array) {
    return Message{"-o: {} cannot hold kernels of several channels: write .npy.", {options.output}};
  }
  if (auto problem = CheckWritable(options.output)) return problem;
  if (options.log.empty() || !IsSameFile(options.log, options.output)) return std::nullopt;
  return Message{"--log and -o are both {}: choose another name for one of them.",
                 {options.output}};
}

std::optional<Message> ProblemOf(const TrainCommandOptions& options) {
  if (options.noise < 0) return Message{"--noise must be at least 0.", {}};
  return OptionsProblem(options.training);
}

/// [kh,kw] of a single kernel, else [O,C/groups,kh,kw].
Result<Done> WriteTrained(const std::string& name, const TrainingState& state) {
  if (state.layers.empty()) return WriteTensor(name, Tensor(state.kernel));
  const Weights& weights = state.layers.front().weights;
  std::vector<GridView> kernels;
  for (int o = 0; o < weights.first(); ++o) {
    for (int c = 0; c < weights.second(); ++c) kernels.push_back(weights.kernel(o, c));
  }
  return WriteOutput(name, NpyToBytes({weights.first(), weights.second(), weights.window().height,
                                       weights.window().width},
                                      kernels));
}

/// As --bias of corr takes it.
std::string BiasText(const TrainingState& state) {
  if (state.layers.empty()) return ShortestText(state.bias);
  std::string text;
  for (const float bias : state.layers.front().bias) {
    text.append(text.empty() ? "" : ",").append(ShortestText(bias));
  }
  return text;
}

int Run(TrainCommandOptions options) {
  options.training.schedule.length =
      options.cosine_length.value_or(std::max<int64_t>(1, options.steps));
  if (const std::optional<Message> problem = ProblemOf(options)) return FailWith(*problem);
  const Result<TrainStart> start = ReadTrainStart(options);
  if (!start.ok()) return FailWith(start.problem());
  if (const auto problem = OutputProblem(options, start->state.layers.empty()))
    return FailWith(*problem);
  Result<Log> log = Log::Create(options.log);
  if (!log.ok()) return FailWith(log.problem());
  const Result<TrainingState> trained = Train(*start, options, *log);
  if (!trained.ok()) return FailWith(trained.problem());
  if (!log->Flush()) return FailWith(log->Finish().problem());
  const Result<Done> written = WriteTrained(options.output, *trained);
  if (!written.ok()) return FailWith(written.problem());
  const Result<Done> logged = log->Finish();
  if (!logged.ok()) return FailWith(logged.problem());
  if (options.training.learn_bias) {
    std::cout << "bias " << BiasText(*trained) << std::endl;
  }
  return 0;
}

}  // namespace

void AddTrainCommand(CLI::App& app, CommandAction& action) {
  auto options = std::make_shared<TrainCommandOptions>();
  CLI::App* command = app.add_subcommand("train", "Learn the kernel that makes Y from X");
  AddTrainOptions(*command, *options);
  // The callback keeps what the options write into.
  command->callback([options, &action] { action = [options] { return Run(*options); }; });
}

}  // namespace convlens
