#include "io/json/layer_json.h"

#include <limits>

#include "io/json/session_fields.h"

namespace convlens {
namespace {

void FailToFit(JsonFields& fields) {
  fields.Fail("{}: the kernels or biases of {} do not fit its settings and channels.",
              {fields.path()});
}

/// The matrix of kernels, where it has the shape that the layer needs. No memory is taken for a
/// packed one of another shape.
bool ReadMatrix(JsonFields& fields, Layer& layer, int first, int second) {
  const Shape window = layer.settings.window;
  const int64_t width = second * window.count();
  const auto fits = [&](Shape shape) { return shape.height == first && shape.width == width; };
  const std::optional<Shape> packed = fields.PackedShape("weights");
  if (packed && !fits(*packed)) return false;
  SharedGrid matrix;
  fields.ReadGrid("weights", matrix, {std::numeric_limits<int>::max(), false});
  if (!fits(matrix->shape())) return false;
  layer.weights = Weights(1, second, window);
  layer.weights.matrix() = std::move(matrix);
  return true;
}

/// The kernels, as the rows of PyTorch's weight.view(first, -1), or one kernel as a grid.
void ReadWeights(JsonFields& fields, Layer& layer, int input_channels) {
  const LayerSettings& s = layer.settings;
  const bool transposed = s.kind == LayerKind::kTransposed;
  const int first = transposed ? input_channels : s.outputs;
  const int second = (transposed ? s.outputs : input_channels) / s.groups;
  bool fits = false;
  if (fields.Has("kernel") || !fields.Has("weights")) {
    SharedGrid kernel = Grid(layer.weights.kernel(0, 0));
    fields.ReadGrid("kernel", kernel, {kMaxKernelSide, false});
    layer.weights = Weights(*kernel);
    fits = first == 1 && second == 1 && kernel->shape() == s.window;
  } else {
    fits = ReadMatrix(fields, layer, first, second);
  }
  fields.ReadFloats("bias", layer.bias);
  if (!fits || layer.bias.size() != static_cast<size_t>(s.outputs)) {
    FailToFit(fields);
  }
}

// Written only where it does not, and not at all in older sessions.
void ReadLearns(JsonFields& fields, Layer& layer) {
  if (fields.Has("learns")) fields.Read("learns", layer.learns);
}

/// A layer of the file; `input_channels` becomes the number that it gives.
Layer ReadLayer(JsonFields fields, int& input_channels) {
  Layer layer;
  ReadLearns(fields, layer);
  DescribeLayerSettings(Reading(fields), layer.settings);
  if (const std::optional<Message> problem = SettingsProblem(layer.settings)) {
    fields.Fail("{}: the settings of {} are impossible.", {fields.path()});
    return layer;
  }
  if (layer.settings.pooling()) {
    layer.weights = {};
    layer.bias.clear();
    return layer;
  }
  ReadWeights(fields, layer, input_channels);
  input_channels = layer.settings.outputs;
  return layer;
}

}  // namespace

Layer ReadSingleLayer(JsonFields fields, int input_channels) {
  Layer layer;
  ReadLearns(fields, layer);
  SharedGrid kernel = Grid(layer.weights.kernel(0, 0));
  fields.ReadGrid("kernel", kernel, {kMaxKernelSide, false});
  fields.ReadWord("operation", layer.settings.operation, kOperationWords);
  layer.settings.window = kernel->shape();
  layer.weights = Weights(*kernel);
  fields.ReadFloats("bias", layer.bias);
  if (input_channels != 1 || layer.bias.size() != 1) FailToFit(fields);
  return layer;
}

std::vector<Layer> ReadLayerList(JsonFields& fields, const char* name, int input_channels) {
  std::vector<Layer> layers;
  for (const JsonFields& layer : fields.Objects(name)) {
    layers.push_back(ReadLayer(layer, input_channels));
  }
  return layers;
}

}  // namespace convlens
