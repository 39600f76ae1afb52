#include "cli/train_command.h"

#include <cmath>
#include <iostream>
#include <memory>
#include <optional>

#include "cli/progress_bar.h"
#include "cli/train_options.h"
#include "io/output.h"
#include "io/tensor_file.h"
#include "train/analysis.h"

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
    line.append(1, ',').append(NumberText(loss)).append(1, ',');
    // Without a held-out pair the column stays empty.
    if (!std::isnan(held_out)) line.append(NumberText(held_out));
    file_->Append(line.append(1, ',').append(NumberText(gradient_norm)).append(1, '\n'));
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

/// What is known about the reason: the direction in which the rate is too large, and what holds.
Message Diverged(const TrainStart& start, const TrainingOptions& options, int64_t step) {
  std::string text =
      FillIn("The training diverged: the loss is not finite at step {}.", {std::to_string(step)});
  const RateReport report = ExamineRate(start.data, start.state.kernel.shape(), options);
  if (report.problem) text.append(" ").append(ToEnglish(*report.problem));
  if (report.limit > 0 && std::isfinite(report.limit)) {
    text.append(FillIn(" A rate below {} holds.", {NumberText(static_cast<float>(report.limit))}));
  }
  return {"{}", {text}};
}

/// The trained state; its losses go into `log`.
Result<TrainingState> Train(const TrainStart& start, const TrainCommandOptions& options, Log& log) {
  Trainer trainer(start.data, options.training, start.state);
  trainer.UseThreads(Threads::OfMachine());
  ProgressBar progress(options.steps);
  for (int64_t step = 0; step < options.steps; ++step) {
    const double held_out = log.wanted() ? trainer.HeldOutLoss() : 0;
    const double loss = trainer.Step();
    if (!std::isfinite(loss)) return Diverged(start, options.training, step);
    log.Add(step, loss, held_out, trainer.GradientNorm());
    if (!log.ok()) return log.Finish().problem();
    progress.Show(step + 1);
  }
  // The last update has no loss of its own in the log, but may have gone too far as well.
  if (!std::isfinite(trainer.CurrentLoss())) {
    return Diverged(start, options.training, options.steps);
  }
  return trainer.state();
}

/// Whether everything can be written is known before the first step.
std::optional<Message> OutputProblem(const TrainCommandOptions& options) {
  if (const auto problem = CheckOutputName(options.output, 1)) return problem;
  if (const auto problem = CheckWritable(options.output)) return problem;
  if (options.log.empty() || !IsSameFile(options.log, options.output)) return std::nullopt;
  return Message{"--log and -o are both {}: choose another name for one of them.",
                 {options.output}};
}

std::optional<Message> ProblemOf(const TrainCommandOptions& options) {
  if (options.noise < 0) return Message{"--noise must be at least 0.", {}};
  return OptionsProblem(options.training);
}

int Run(TrainCommandOptions options) {
  options.training.schedule.length =
      options.cosine_length.value_or(std::max<int64_t>(1, options.steps));
  if (const std::optional<Message> problem = ProblemOf(options)) return Fail(*problem);
  const Result<TrainStart> start = ReadTrainStart(options);
  if (!start.ok()) return Fail(start.problem());
  if (const auto problem = OutputProblem(options)) return Fail(*problem);
  Result<Log> log = Log::Create(options.log);
  if (!log.ok()) return Fail(log.problem());
  const Result<TrainingState> trained = Train(*start, options, *log);
  if (!trained.ok()) return Fail(trained.problem());
  if (!log->Flush()) return Fail(log->Finish().problem());
  Tensor kernel;
  kernel.channels.emplace_back(trained->kernel);
  const Result<Done> written = WriteTensor(options.output, kernel);
  if (!written.ok()) return Fail(written.problem());
  const Result<Done> logged = log->Finish();
  if (!logged.ok()) return Fail(logged.problem());
  if (options.training.learn_bias) {
    std::cout << "bias " << NumberText(trained->bias) << std::endl;
  }
  return 0;
}

}  // namespace

void AddTrainCommand(CLI::App& app, CommandAction& action) {
  auto options = std::make_shared<TrainCommandOptions>();
  CLI::App* command = app.add_subcommand("train", "Learn the kernel that makes Y of X");
  AddTrainOptions(*command, *options);
  // The callback keeps what the options write into.
  command->callback([options, &action] { action = [options] { return Run(*options); }; });
}

}  // namespace convlens
