#include "cli/corr_command.h"

#include <memory>

#include "cli/layer_options.h"
#include "io/tensor_file.h"
#include "layer/forward.h"

namespace convlens {
namespace {

struct CorrOptions {
  std::string input;
  std::string kernel;
  std::string output;
  bool color = false;
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
  const Result<Done> written = WriteTensor(options.output, Forward(*layer, *input));
  return written.ok() ? 0 : Fail(written.problem());
}

}  // namespace

void AddCorrCommand(CLI::App& app, CommandAction& action) {
  auto options = std::make_shared<CorrOptions>();
  CLI::App* command = app.add_subcommand("corr", "Correlate the input X with the kernel K");
  command
      ->add_option("X", options->input,
                   "input: an .npy array [H,W] or [C,H,W], or an image (its luma)")
      ->required();
  command
      ->add_option("K", options->kernel,
                   "kernel: an .npy array [kh,kw], or [O,C,kh,kw] for O outputs of C channels")
      ->required();
  command->add_option("-o,--output", options->output, "where to write the output, as .npy")
      ->required();
  command->add_flag("--color", options->color,
                    "an image X has three channels, red, green and blue, rather than its luma");
  AddLayerOptions(*command, options->layer);
  command->callback([options, &action] { action = [options] { return Run(*options); }; });
}

}  // namespace convlens
