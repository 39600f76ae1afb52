#include "scene/figure/figure_grids.h"

#include <algorithm>
#include <cmath>

#include "layer/settings/stack_text.h"
#include "layer/settings/window.h"
#include "scene/figure/figure_cards.h"

namespace convlens {
namespace {

float Magnitude(const Statistics& statistics) {
  return std::max(std::fabs(statistics.min), std::fabs(statistics.max));
}

float LargestMagnitude(const Statistics& statistics) {
  const float largest = Magnitude(statistics);
  return largest > 0 ? largest : 1.0F;
}

ValueScale Diverging(float largest) { return {ValueMap::kDiverging, -largest, largest}; }

ValueScale ImageScale(const Statistics& statistics) {
  const bool unit = statistics.min >= 0 && statistics.max <= 1;
  return {ValueMap::kSequential, unit ? 0 : statistics.min,
          unit ? 1 : std::max(statistics.max, statistics.min + 1e-6F)};
}

ValueScale InputScale(const Evaluation& evaluation) {
  const Statistics& statistics = evaluation.input.statistics;
  return evaluation.document.input_is_image ? ImageScale(statistics)
                                            : Diverging(LargestMagnitude(statistics));
}

// What a filter makes of an image is an image again, unless it has a sign.
ValueScale OutputScale(const Evaluation& evaluation) {
  const Statistics& statistics = evaluation.output.statistics;
  return evaluation.document.input_is_image && statistics.min >= 0
             ? ImageScale(statistics)
             : Diverging(LargestMagnitude(statistics));
}

bool HasTarget(const Evaluation& evaluation) {
  if (evaluation.target.pyramid.empty()) return false;
  const Statistics& target = evaluation.target.statistics;
  return target.min != 0 || target.max != 0;
}

/// Against a target of zeros, the prediction and its error fade against the input.
ValueScale ScaleWithoutTarget(const Evaluation& evaluation) {
  return Diverging(std::max(LargestMagnitude(evaluation.output.statistics),
                            LargestMagnitude(evaluation.input.statistics)));
}

// What a run that diverges predicts: the target's colours would say nothing of it. A photo stays
// grey for longer.
constexpr float kFarBeyond = 2;
constexpr float kFarBeyondPhoto = 10;

/// The largest magnitude of a prediction that is far beyond its target.
std::optional<float> FarBeyondTarget(const Evaluation& evaluation) {
  if (evaluation.output.pyramid.empty()) return std::nullopt;
  const bool signed_photo =
      evaluation.document.input_is_image && evaluation.output.statistics.min < 0;
  const float largest = LargestMagnitude(evaluation.output.statistics);
  const float target = LargestMagnitude(evaluation.target.statistics);
  if (largest <= (signed_photo ? kFarBeyondPhoto : kFarBeyond) * target) return std::nullopt;
  return largest;
}

// Prediction and target share one scale: that of an image where the target is one.
ValueScale LearningScale(const Evaluation& evaluation) {
  if (!HasTarget(evaluation)) return ScaleWithoutTarget(evaluation);
  const Statistics& target = evaluation.target.statistics;
  const bool image = evaluation.document.input_is_image && target.min >= 0;
  if (const auto largest = FarBeyondTarget(evaluation)) {
    const bool grey = image && evaluation.output.statistics.min >= 0;
    return grey ? ValueScale{ValueMap::kSequential, 0, *largest} : Diverging(*largest);
  }
  return image ? ImageScale(target) : Diverging(LargestMagnitude(target));
}

// An error has a sign, and the target's range, so that it fades as it shrinks.
ValueScale ErrorScale(const Evaluation& evaluation) {
  if (!HasTarget(evaluation)) return ScaleWithoutTarget(evaluation);
  const std::optional<float> far_beyond = FarBeyondTarget(evaluation);
  return Diverging(far_beyond.value_or(LargestMagnitude(evaluation.target.statistics)));
}

FigureGrid MakeGrid(GridRole role, Ink ink, const EvaluatedGrid& values, CellRect region,
                    ValueScale scale, Message title) {
  FigureGrid grid;
  grid.role = role;
  grid.ink = ink;
  grid.values = &values;
  grid.region = region;
  grid.scale = scale;
  grid.title = std::move(title);
  const Shape shape = values.shape();
  grid.shape_label = std::to_string(shape.height) + " × " + std::to_string(shape.width);
  return grid;
}

// "conv1", of the layer whose output the one in front reads.
std::string LayerBefore(const Evaluation& e) {
  std::vector<LayerSettings> layers;
  for (const Layer& layer : e.document.layers) layers.push_back(layer.settings);
  return LayerNames(layers)[static_cast<size_t>(e.front.layer) - 1];
}

// Which of many channels stands in front; a single one is not numbered.
Message InputTitle(const Evaluation& e) {
  const std::string channel = std::to_string(e.front.input);
  if (e.front.layer > 0) {
    const std::string before = LayerBefore(e);
    return HasManyInputs(e) ? Message{"Input X[{}] from {}", {channel, before}}
                            : Message{"Input X from {}", {before}};
  }
  if (!HasManyInputs(e)) return {"Input X", {}};
  return {"Input X[{}]", {channel}};
}

Message OutputTitle(const Evaluation& e) {
  if (!HasManyOutputs(e)) return {"Output H", {}};
  return {"Output H[{}]", {std::to_string(e.front.output)}};
}

FigureGrid WithCards(const Evaluation& e, FigureGrid grid) {
  grid.channels = ChannelsOf(e, grid.role);
  return grid;
}

}  // namespace

bool HasManyInputs(const Evaluation& e) { return InputChannels(e.document, e.front.layer) > 1; }

bool HasManyKernels(const Evaluation& e) {
  const Layer& layer = e.front_layer();
  return layer.settings.has_weights() && layer.weights.matrix()->count() != e.window().count();
}

bool HasManyOutputs(const Evaluation& e) { return OutputChannels(e.document, e.front.layer) > 1; }

// Of all kernels that go into the output in front: they are weighed against each other.
float LargestWeight(const Evaluation& e) {
  float largest = Magnitude(e.kernel.statistics);
  const LayerSettings& settings = e.front_layer().settings;
  const int channels = InputChannels(e.document, e.front.layer);
  if (HasManyKernels(e) && channels % settings.groups == 0) {
    const ChannelGroup seen = InputsOf(settings, channels, e.front.output);
    Front front = e.front;
    for (front.input = seen.first; front.input < seen.first + seen.count; ++front.input) {
      largest = std::max(largest, Magnitude(StatisticsOf(FrontKernel(e.document, front))));
    }
  }
  return largest > 0 ? largest : 1.0F;
}

Message KernelTitle(const Evaluation& e) {
  if (!HasManyKernels(e)) return {"Kernel K", {}};
  return {"Kernel K[{},{}]", {std::to_string(e.front.output), std::to_string(e.front.input)}};
}

Sides PaddingOf(const Evaluation& e) {
  const LayerSettings& settings = e.front_layer().settings;
  const bool none = e.problem || settings.kind == LayerKind::kTransposed;
  return none ? Sides{} : settings.padding;
}

Shape PaddedInput(const Evaluation& e) {
  const Sides padding = PaddingOf(e);
  const Shape input = e.input.shape();
  return {input.height + padding.rows(), input.width + padding.cols()};
}

FigureGrid InputGrid(const Evaluation& e, CellRect region) {
  return WithCards(
      e, MakeGrid(GridRole::kInput, Ink::kInput, e.input, region, InputScale(e), InputTitle(e)));
}

FigureGrid PaddedInputGrid(const Evaluation& e) {
  FigureGrid grid = InputGrid(e, WholeOf(e.input.shape()));
  grid.padding = PaddingOf(e);
  return grid;
}

FigureGrid KernelGrid(const Evaluation& e) {
  return WithCards(e, MakeGrid(GridRole::kKernel, Ink::kKernel, e.kernel, WholeOf(e.kernel.shape()),
                               Diverging(LargestWeight(e)), KernelTitle(e)));
}

FigureGrid OutputGrid(const Evaluation& e, CellRect region) {
  return WithCards(e, MakeGrid(GridRole::kOutput, Ink::kOutput, e.output, region, OutputScale(e),
                               OutputTitle(e)));
}

FigureGrid PredictionGrid(const Evaluation& e) {
  FigureGrid grid = OutputGrid(e, WholeOf(e.output.shape()));
  if (e.last_layer_in_front()) grid.title = {"Prediction Ŷ", {}};
  grid.scale = LearningScale(e);
  return grid;
}

void ShareScale(FigureGrid& kernel, FigureGrid& reference) {
  const float largest = std::max(kernel.scale.high, reference.scale.high);
  kernel.scale = reference.scale = Diverging(largest);
}

FigureGrid ReferenceGrid(const Evaluation& e) {
  return MakeGrid(GridRole::kReference, Ink::kTarget, e.reference, WholeOf(e.reference.shape()),
                  Diverging(LargestMagnitude(e.reference.statistics)), {"Reference", {}});
}

FigureGrid TargetGrid(const Evaluation& e) {
  return MakeGrid(GridRole::kTarget, Ink::kTarget, e.target, WholeOf(e.target.shape()),
                  LearningScale(e), {"Target Y", {}});
}

FigureGrid ErrorGrid(const Evaluation& e) {
  return MakeGrid(GridRole::kError, Ink::kError, e.error, WholeOf(e.error.shape()), ErrorScale(e),
                  {"Error Ŷ − Y", {}});
}

}  // namespace convlens
