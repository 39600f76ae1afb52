#include "model/edit/edit_stack_preset.h"

#include <algorithm>

#include "core/pattern/pattern.h"
#include "layer/settings/receptive_field.h"
#include "layer/settings/stack_presets.h"

namespace convlens {
namespace {

// Whether the layers are possible on this input, and it is large enough for there to be something
// to see: as large as what one element sees, if that is little.
bool Fits(const StackPreset& preset, TensorShape shape) {
  constexpr int kEnough = 32;
  const Shape field = FieldGeometries(SettingsOf(preset)).back().size;
  if (shape.grid.height < std::min(field.height, kEnough) ||
      shape.grid.width < std::min(field.width, kEnough)) {
    return false;
  }
  for (const LayerSettings& settings : SettingsOf(preset)) {
    const Result<TensorShape> output = CheckedOutputShape(settings, shape);
    if (!output.ok()) return false;
    shape = *output;
  }
  return true;
}

// A picture with edges in both directions, in colour where there are channels for it.
Tensor PictureFor(TensorShape shape) {
  constexpr Pattern kChannels[] = {Pattern::kDisc, Pattern::kGradient, Pattern::kCheckerboard};
  const int period = std::max(1, shape.grid.height / 8);
  Tensor picture;
  for (int c = 0; c < shape.channels; ++c) {
    picture.channels.emplace_back(MakePattern({kChannels[c % 3], shape.grid, period, 1}));
  }
  return picture;
}

// The book's own pictures for the small presets, else a made one.
Tensor InputFor(const StackPreset& preset) {
  if (preset.id == "two-2x2") {
    return Tensor(MakePattern({Pattern::kCounting, preset.input.grid, 1, 1}));
  }
  if (preset.id == "edge-then-pool") {
    return Tensor(MakePattern({Pattern::kBookEdges, preset.input.grid, 1, 1}));
  }
  return PictureFor(preset.input);
}

void FitInput(Document& document, const StackPreset& preset) {
  const TensorShape wanted{preset.input.channels, document.input.shape().grid};
  if (Fits(preset, wanted) && document.input.shape() == wanted) return;
  if (Fits(preset, wanted) && document.input.shape().channels == 1) {
    document.input.channels.resize(static_cast<size_t>(wanted.channels), document.input[0]);
    return;
  }
  document.input = InputFor(preset);
  document.input_name.clear();
  document.input_is_image = preset.input.grid.height >= 28;
}

LayerSettings UsualSettings(LayerKind kind, int channels) {
  LayerSettings settings;
  settings.kind = kind;
  settings.outputs = channels;
  if (kind == LayerKind::kConvolution) return settings;
  settings.stride = {2, 2};
  return settings;
}

Message LabelOf(LayerKind kind) {
  switch (kind) {
    case LayerKind::kConvolution:
      return {"Add convolution layer", {}};
    case LayerKind::kMaxPool:
      return {"Add max pooling layer", {}};
    case LayerKind::kAveragePool:
      return {"Add average pooling layer", {}};
    case LayerKind::kTransposed:
      return {"Add transposed layer", {}};
  }
  return {};
}

}  // namespace

Edit UseStackPreset(std::string_view id, uint64_t seed) {
  const StackPreset* preset = FindStackPreset(id);
  if (preset == nullptr) return {kChooseStackLabel, [](Document&) {}};
  return {kChooseStackLabel, [preset, layers = LayersOf(*preset, seed)](Document& document) {
            FitInput(document, *preset);
            document.layers = layers;
          }};
}

Edit AddUsualLayer(const Document& document, int after, LayerKind kind, uint64_t seed) {
  const int channels = OutputChannels(document, after);
  Edit edit = AddLayer(after + 1, RandomLayer(UsualSettings(kind, channels), channels, seed));
  edit.label = LabelOf(kind);
  return edit;
}

}  // namespace convlens
