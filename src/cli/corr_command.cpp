#include "cli/corr_command.h"

#include <memory>

#include "cli/layer_options.h"
#include "io/output.h"
#include "io/tensor_file.h"
#include "layer/forward.h"

namespace convlens {
namespace {

struct CorrOptions {
  std::string input;
  std::string kernel;
  std::string output;
  bool color = false;
  std::vector<float> range = {0, 1};
  bool has_range = false;
  LayerOptions layer;
};

Result<Layer> LayerFrom(const CorrOptions& options, TensorShape input) {
  const Result<Weights> weights = ReadWeights(options.kernel);
  if (!weights.ok()) return weights.problem();
  const Result<LayerSettings> settings =
      SettingsFrom(options.layer, weights->window(), weights->first());
  if (!settings.ok()) return settings.problem();
  const Result<std::vector<float>> bias = BiasFrom(options.layer, weights->first());
  if (!bias.ok()) return bias.problem();
  if (settings->groups >= 1 && weights->second() * settings->groups != input.channels) {
    return Message{
        "The kernels are made for {} channels, but the input has {} in {} groups. Give the kernels "
        "as [outputs, channels of a group, height, width].",
        {std::to_string(weights->second()), std::to_string(input.channels),
         std::to_string(settings->groups)}};
  }
  const Layer layer{*settings, *weights, *bias};
  if (settings->plain()) {
    const Result<Shape> fits = CheckedOutputShape(input.grid, settings->window);
    if (!fits.ok()) return fits.problem();
  }
  const Result<TensorShape> output = CheckedOutputShape(layer, input);
  if (!output.ok()) return output.problem();
  return layer;
}

int Run(const CorrOptions& options) {
  const Result<Tensor> input =
      ReadTensor(options.input, options.color ? ImageChannels::kColor : ImageChannels::kLuma);
  if (!input.ok()) return Fail(input.problem());
  const Result<Layer> layer = LayerFrom(options, input->shape());
  if (!layer.ok()) return Fail(layer.problem());
  const int channels = CheckedOutputShape(*layer, input->shape())->channels;
  if (const auto problem = CheckOutputName(options.output, channels)) return Fail(*problem);
  if (const auto problem = CheckWritable(options.output)) return Fail(*problem);
  if (!(options.range[0] < options.range[1])) {
    return Fail({"--range: black must be a smaller number than white, such as 0,255.", {}});
  }
  if (options.has_range && !IsPictureName(options.output)) {
    return Fail({"--range is for pictures: {} keeps the numbers as they are.", {options.output}});
  }
  const Result<Done> written =
      WriteTensor(options.output, Forward(*layer, *input), {options.range[0], options.range[1]});
  return written.ok() ? 0 : Fail(written.problem());
}

}  // namespace

void AddCorrCommand(CLI::App& app, CommandAction& action) {
  auto options = std::make_shared<CorrOptions>();
  CLI::App* command = app.add_subcommand("corr", "Correlate the input X with the kernel K");
  command
      ->add_option("X", options->input,
                   "input: an array [H,W] or [C,H,W] (.npy, .npz, file.npz:name, a table of "
                   "numbers), or an image (its luma); - for standard input")
      ->required();
  command
      ->add_option("K", options->kernel,
                   "kernel: an array [kh,kw], or [O,C,kh,kw] for O outputs of C channels")
      ->required();
  CLI::Option* output =
      command
          ->add_option(
              "-o,--output", options->output,
              "where to write the output: .npy, .npz, .csv, or .png and .jpg of values from 0 "
              "to 1, others clipped; - for standard output, as .npy")
          ->required();
  CLI::Option* range = command
                           ->add_option("--range", options->range,
                                        "the values that are black and white in a picture")
                           ->delimiter(',')
                           ->expected(2)
                           ->check(FiniteFloat())
                           ->type_name("lo,hi")
                           ->needs(output);
  command->add_flag("--color", options->color,
                    "an image X has three channels, red, green and blue, rather than its luma");
  AddLayerOptions(*command, options->layer);
  command->callback([options, range, &action] {
    options->has_range = range->count() > 0;
    action = [options] { return Run(*options); };
  });
}

}  // namespace convlens
