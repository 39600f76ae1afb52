#include "cli/corr_command.h"

#include <memory>

#include "io/file.h"
#include "io/npy_file.h"

namespace convlens {
namespace {

struct CorrOptions {
  std::string input;
  std::string kernel;
  std::string output;
  Operation operation = Operation::kCorrelation;
  float bias = 0;
};

int Run(const CorrOptions& options) {
  const Result<Grid> input = ReadGrid(options.input);
  if (!input.ok()) return Fail(input.problem());
  const Result<Grid> kernel = ReadGrid(options.kernel);
  if (!kernel.ok()) return Fail(kernel.problem());
  const Result<Shape> shape = CheckedOutputShape(input->shape(), kernel->shape());
  if (!shape.ok()) return Fail(shape.problem());
  Grid output(*shape);
  Apply(options.operation, *input, *kernel, options.bias, output);
  const Result<Done> written = WriteNpy(options.output, output);
  return written.ok() ? 0 : Fail(written.problem());
}

}  // namespace

void AddCorrCommand(CLI::App& app, CommandAction& action) {
  auto options = std::make_shared<CorrOptions>();
  CLI::App* command = app.add_subcommand("corr", "Correlate the input X with the kernel K");
  command->add_option("X", options->input, "input: an .npy array or an image")->required();
  command->add_option("K", options->kernel, "kernel: an .npy array or an image")->required();
  command->add_option("-o,--output", options->output, "where to write the output, as .npy")
      ->required();
  AddOperationOption(*command, options->operation);
  command->add_option("--bias", options->bias, "added to every output element")
      ->check(FiniteFloat())
      ->type_name("u");
  command->callback([options, &action] { action = [options] { return Run(*options); }; });
}

}  // namespace convlens
