#include "model/evaluate/training_target.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "layer/compute/forward.h"
#include "model/document/seen_places.h"
#include "model/evaluate/evaluation_source.h"

namespace convlens {
namespace {

Result<TensorShape> CheckedFixedTarget(const TrainingSetup& setup, TensorShape output) {
  const TensorShape shape = setup.fixed_target.shape();
  if (shape == output) return output;
  if (shape.empty()) {
    return Message{"There is no target yet. Take it from the output, or choose a reference kernel.",
                   {}};
  }
  return Message{
      "The target is {}, but the output is {}. Take the target from the output again, or choose a "
      "reference kernel.",
      {ShapeText(shape), ShapeText(output)}};
}

/// The settings of the only layer with the reference kernel in its kernel's place, whatever its
/// size.
LayerSettings ReferenceSettings(const Document& document) {
  LayerSettings settings = document.layers.front().settings;
  settings.window = document.training.reference_kernel->shape();
  return settings;
}

/// That layer.
Layer ReferenceLayer(const Document& document) {
  const TrainingSetup& setup = document.training;
  Layer layer = document.layers.front();
  layer.weights = Weights(*setup.reference_kernel);
  layer.settings = ReferenceSettings(document);
  layer.bias = {setup.reference_bias};
  return layer;
}

Result<TensorShape> CheckedReferenceTarget(const Document& document, TensorShape output) {
  const Layer& layer = document.layers.front();
  if (document.layers.size() != 1 || layer.weights.first() != 1 || layer.weights.second() != 1) {
    return Message{
        "A reference kernel makes the target of a single layer with one kernel. Take the target "
        "from hidden layers, an image filter or the output.",
        {}};
  }
  Result<TensorShape> shape =
      CheckedOutputShape(ReferenceSettings(document), document.input.shape());
  if (!shape.ok() || *shape == output) return shape;
  return Message{
      "The target is {}, but the output is {}. Make the kernel {} like the reference kernel, or "
      "take the target from the output.",
      {ShapeText(*shape), ShapeText(output),
       ShapeText(document.training.reference_kernel->shape())}};
}

/// The mean of all channels: what a filter sees of a colour image when there is one output.
Grid MeanOf(const Tensor& x) {
  Grid mean(x.shape().grid);
  const auto share = 1.0 / static_cast<double>(x.channels.size());
  for (int r = 0; r < mean.height(); ++r) {
    for (int c = 0; c < mean.width(); ++c) {
      double sum = 0;
      for (const SharedGrid& channel : x.channels) sum += channel->at(r, c);
      mean.at(r, c) = static_cast<float>(sum * share);
    }
  }
  return mean;
}

/// `x` filtered, at its own size.
Grid Filtered(const SharedGrid& filter, const SharedGrid& x) {
  Layer layer;
  layer.weights = Weights(*filter);
  layer.settings.window = filter->shape();
  layer.settings.border = Border::kReplicate;
  const Shape k = filter->shape();
  const Sides before{(k.height - 1) / 2, 0, (k.width - 1) / 2, 0};
  layer.settings.padding = {before.top, k.height - 1 - before.top, before.left,
                            k.width - 1 - before.left};
  return *Forward(layer, x)[0];
}

Tensor FilterTarget(const Document& document, TensorShape output) {
  const SharedGrid& filter = document.training.reference_kernel;
  const bool each = output.channels == document.input.shape().channels;
  Tensor target;
  for (int channel = 0; channel < output.channels; ++channel) {
    if (!each && channel > 0) {
      target.channels.push_back(target[0]);
      continue;
    }
    const SharedGrid x = each ? document.input[channel] : SharedGrid(MeanOf(document.input));
    target.channels.emplace_back(
        SeenByOutputs(Filtered(filter, x), document.layers, output.grid, filter->shape()));
  }
  return target;
}

Tensor Noisy(Tensor target, const TrainingSetup& setup) {
  if (!(setup.noise > 0)) return target;
  for (size_t c = 0; c < target.channels.size(); ++c) {
    target.channels[c] =
        WithNoise(target.channels[c], setup.noise, SeedOfLayer(setup.noise_seed, c));
  }
  return target;
}

bool SameSettings(const Document& a, const Document& b, bool with_window) {
  return std::equal(a.layers.begin(), a.layers.end(), b.layers.begin(), b.layers.end(),
                    [with_window](const Layer& p, const Layer& q) {
                      LayerSettings settings = p.settings;
                      if (!with_window) settings.window = q.settings.window;
                      return settings == q.settings;
                    });
}

/// Whether what `HiddenLayers` takes over from the layers themselves is the same.
bool SameKeptNumbers(const Document& a, const Document& b) {
  if (a.training.learn_bias != b.training.learn_bias) return false;
  const bool biases_kept = !a.training.learn_bias;
  return std::equal(a.layers.begin(), a.layers.end(), b.layers.begin(), b.layers.end(),
                    [biases_kept](const Layer& p, const Layer& q) {
                      if (p.learns != q.learns) return false;
                      if ((biases_kept || !p.learns) && p.bias != q.bias) return false;
                      return p.learns || p.weights == q.weights;
                    });
}

bool SameReference(const TrainingSetup& a, const TrainingSetup& b) {
  return a.reference_kernel == b.reference_kernel &&
         std::bit_cast<uint32_t>(a.reference_bias) == std::bit_cast<uint32_t>(b.reference_bias);
}

}  // namespace

Result<TensorShape> CheckedTargetShape(const Document& document, TensorShape output) {
  switch (document.training.target_source) {
    case TargetSource::kReferenceKernel:
      return CheckedReferenceTarget(document, output);
    case TargetSource::kFixed:
      return CheckedFixedTarget(document.training, output);
    case TargetSource::kHiddenLayers:
    case TargetSource::kFilter:
      break;
  }
  return output;
}

std::vector<Layer> HiddenLayers(const Document& document) {
  // Not the seed that a start of the same number has: it would begin at its end.
  const uint64_t seed = ~document.training.hidden_seed;
  return InitializedLayers(Initialization::kHe, document.layers, seed,
                           document.training.learn_bias);
}

Tensor TargetOf(const Document& document, TensorShape output) {
  const TrainingSetup& setup = document.training;
  switch (setup.target_source) {
    case TargetSource::kReferenceKernel:
      return Noisy(Forward(ReferenceLayer(document), document.input), setup);
    case TargetSource::kFixed:
      return setup.fixed_target;
    case TargetSource::kHiddenLayers:
      return Noisy(Forward(HiddenLayers(document), document.input), setup);
    case TargetSource::kFilter:
      return Noisy(FilterTarget(document, output), setup);
  }
  return {};
}

Tensor TargetOf(const Document& document) {
  const StackShapes shapes = ShapesOf(document.layers, document.input.shape());
  if (shapes.problem || !CheckedTargetShape(document, shapes.outputs.back()).ok()) return {};
  return TargetOf(document, shapes.outputs.back());
}

int64_t TargetWork(const Document& document) {
  const TrainingSetup& setup = document.training;
  if (setup.target_source == TargetSource::kFixed) return 0;
  const TensorShape input = document.input.shape();
  if (setup.target_source == TargetSource::kFilter) {
    return input.count() * setup.reference_kernel->count();
  }
  if (setup.target_source == TargetSource::kReferenceKernel) {
    return MultiplyAdds(ReferenceSettings(document), input);
  }
  return MultiplyAdds(document.layers, input);
}

bool SameTarget(const Document& a, const Document& b) {
  const TrainingSetup& s = a.training;
  const TrainingSetup& t = b.training;
  if (s.target_source != t.target_source) return false;
  if (s.target_source == TargetSource::kFixed) return s.fixed_target.SameAs(t.fixed_target);
  const bool same_noise = s.noise == t.noise && (s.noise == 0 || s.noise_seed == t.noise_seed);
  if (!same_noise || !a.input.SameAs(b.input)) return false;
  if (s.target_source == TargetSource::kReferenceKernel) {
    return SameSettings(a, b, false) && SameReference(s, t);
  }
  if (s.target_source == TargetSource::kFilter) {
    return SameSettings(a, b, true) && s.reference_kernel == t.reference_kernel;
  }
  return SameSettings(a, b, true) && SameKeptNumbers(a, b) && s.hidden_seed == t.hidden_seed;
}

}  // namespace convlens
