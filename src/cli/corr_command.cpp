#include "cli/corr_command.h"

#include <memory>
#include <optional>

#include "cli/layer_options.h"
#include "io/files/output.h"
#include "io/grids/tensor_file.h"
#include "layer/compute/forward.h"

namespace convlens {
namespace {

struct CorrOptions {
  std::string input;
  std::string kernel;  ///< a file
  std::string window;  ///< of pooling, "HxW"
  std::string output;
  bool color = false;
  std::vector<float> range = {0, 1};
  bool has_range = false;
  LayerOptions layer;
};

/// A pooling layer with the window of --kernel.
Result<Layer> PoolingFrom(const CorrOptions& options, TensorShape input) {
  if (!options.kernel.empty()) {
    return Message{"Pooling has no kernel {}: give its window with --kernel HxW.",
                   {options.kernel}};
  }
  if (options.window.empty()) return Message{"Pooling needs --kernel HxW, its window.", {}};
  const Result<Shape> window = ParseShape(options.window, "--kernel");
  if (!window.ok()) return window.problem();
  const Result<LayerSettings> settings =
      SettingsFrom(options.layer, *window, input.channels, input.grid);
  if (!settings.ok()) return settings.problem();
  return ZeroLayer(*settings, input.channels);
}

/// Whether X is rather a picture whose last axis is that of its channels: [H,W,C].
bool ChannelsAreLast(TensorShape input, int made_for) {
  const int last = input.grid.width;
  const bool colours = (last == 3 || last == 4) && input.channels > 4;
  return colours || (made_for > 1 && last == made_for);
}

/// Why the kernels do not fit the input's channels, or nothing.
std::optional<Message> ChannelProblem(const std::string& source, const LayerSettings& settings,
                                      const Weights& weights, TensorShape input) {
  const bool transposed = settings.kind == LayerKind::kTransposed;
  const int made_for = transposed ? weights.first() : weights.second() * settings.groups;
  if (made_for == input.channels) return std::nullopt;
  if (ChannelsAreLast(input, made_for)) {
    return Message{
        "{} has the shape {}, but channels come first here: turn it with "
        "a.transpose(2, 0, 1).",
        {source, ShapeText(input)}};
  }
  const bool groups = settings.groups > 1;
  const std::string axes = transposed ? groups ? "[channels, outputs of a group, height, width]"
                                               : "[channels, outputs, height, width]"
                           : groups   ? "[outputs, channels of a group, height, width]"
                                      : "[outputs, channels, height, width]";
  return Message{"Input channels: X has {}, but K is made for {}. K is {}.",
                 {std::to_string(input.channels), std::to_string(made_for), axes}};
}

Result<Layer> ConvolutionFrom(const CorrOptions& options, TensorShape input) {
  if (options.kernel.empty()) return Message{"The kernel K is missing.", {}};
  if (!options.window.empty()) {
    return Message{"--kernel is the window of pooling (--kind max or avg): leave it out.", {}};
  }
  const Result<Weights> weights = ReadWeights(options.kernel);
  if (!weights.ok()) return weights.problem();
  const bool transposed = options.layer.kind == LayerKind::kTransposed;
  const int outputs = transposed ? weights->second() * options.layer.groups : weights->first();
  const Result<LayerSettings> settings =
      SettingsFrom(options.layer, weights->window(), outputs, input.grid);
  if (!settings.ok()) return settings.problem();
  const Result<std::vector<float>> bias = BiasFrom(options.layer, outputs);
  if (!bias.ok()) return bias.problem();
  if (auto problem = ChannelProblem(options.input, *settings, *weights, input)) return *problem;
  return Layer{*settings, *weights, *bias};
}

Result<Layer> LayerFrom(const CorrOptions& options, TensorShape input) {
  const bool pooling =
      options.layer.kind == LayerKind::kMaxPool || options.layer.kind == LayerKind::kAveragePool;
  Result<Layer> layer = pooling ? PoolingFrom(options, input) : ConvolutionFrom(options, input);
  if (!layer.ok()) return layer;
  if (layer->settings.plain()) {
    const Result<Shape> fits = CheckedOutputShape(input.grid, layer->settings.window);
    if (!fits.ok()) return fits.problem();
  }
  const Result<TensorShape> output = CheckedOutputShape(*layer, input);
  if (!output.ok()) return output.problem();
  return layer;
}

int Run(const CorrOptions& options) {
  const Result<Tensor> input =
      ReadTensor(options.input, options.color ? ImageChannels::kColor : ImageChannels::kLuma);
  if (!input.ok()) return FailWith(input.problem());
  const Result<Layer> layer = LayerFrom(options, input->shape());
  if (!layer.ok()) return FailWith(layer.problem());
  const int channels = CheckedOutputShape(*layer, input->shape())->channels;
  if (const auto problem = CheckOutputName(options.output, channels)) return FailWith(*problem);
  if (const auto problem = CheckWritable(options.output)) return FailWith(*problem);
  if (!(options.range[0] < options.range[1])) {
    return FailWith({"--range: black must be a smaller number than white, such as 0,255.", {}});
  }
  if (options.has_range && !IsPictureName(options.output)) {
    return FailWith(
        {"--range is for pictures: {} keeps the numbers as they are.", {options.output}});
  }
  const Result<Done> written =
      WriteTensor(options.output, Forward(*layer, *input), {options.range[0], options.range[1]});
  return written.ok() ? 0 : FailWith(written.problem());
}

}  // namespace

void AddCorrCommand(CLI::App& app, CommandAction& action) {
  auto options = std::make_shared<CorrOptions>();
  CLI::App* command = app.add_subcommand(
      "corr", "Run a layer over the input X: correlate it with the kernel K, or pool it");
  command
      ->add_option("X", options->input,
                   "input: an array [H,W] or [C,H,W] (.npy, .npz, file.npz:name, a table of "
                   "numbers), or an image (its luma); - for standard input")
      ->required();
  command->add_option("K", options->kernel,
                      "kernel: an array [kh,kw], or [O,C,kh,kw] for O outputs of C channels "
                      "(transposed: [C,O,kh,kw]); none for pooling");
  command->add_option("--kernel", options->window, "the window of pooling")->type_name("HxW");
  CLI::Option* output =
      command
          ->add_option(
              "-o,--output", options->output,
              "where to write the output: .npy, .npz, .csv, or .png and .jpg of values from 0 "
              "to 1, others clipped; - for standard output, as .npy")
          ->required();
  CLI::Option* range = command
                           ->add_option("--range", options->range,
                                        "the values shown as black and as white in a picture")
                           ->delimiter(',')
                           ->expected(2)
                           ->check(FiniteFloat())
                           ->type_name("lo,hi")
                           ->needs(output);
  command->add_flag("--color", options->color,
                    "an image X has three channels, red, green and blue, rather than its luma");
  AddOperationOption(*command, options->layer.operation);
  AddBiasOption(*command, options->layer);
  AddLayerOptions(*command, options->layer);
  AddKindOptions(*command, options->layer);
  command->callback([options, range, &action] {
    options->has_range = range->count() > 0;
    action = [options] { return Run(*options); };
  });
}

}  // namespace convlens
