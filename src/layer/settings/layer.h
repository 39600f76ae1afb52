#pragma once

#include <optional>

#include "layer/settings/layer_settings.h"

namespace convlens {

/// The numbers of a layer's kernels, one allocation, a value that is cheap to copy. PyTorch's
/// layout: [first][second][kh][kw], where for a convolution first = output channel and second =
/// input channel of its group, and for a transposed convolution first = input channel and second =
/// output channel of its group.
class Weights {
 public:
  Weights() = default;
  /// One kernel.
  Weights(const Grid& kernel);  // NOLINT: a single kernel is what most layers have
  /// All zeros. Throws std::bad_alloc for more numbers than a session may hold.
  Weights(int first, int second, Shape window);

  int first() const { return static_cast<int>(matrix_->height()); }
  int second() const { return second_; }
  Shape window() const { return window_; }
  int64_t count() const { return matrix_->count(); }

  /// One kernel [kh×kw].
  GridView kernel(int first, int second) const;
  /// The same for changing; the numbers are copied first when anybody else shares them.
  MutableGridView MutableKernel(int first, int second);
  /// All as a matrix [first × second·kh·kw]: the weights of the im2col product.
  const SharedGrid& matrix() const { return matrix_; }
  SharedGrid& matrix() { return matrix_; }

  bool SameAs(const Weights& other) const;
  bool operator==(const Weights&) const = default;

 private:
  SharedGrid matrix_;
  int second_ = 0;
  Shape window_;
};

/// A layer with its numbers. A plain value; `settings.window` and the shape of the weights agree.
struct Layer {
  LayerSettings settings;
  Weights weights{Grid{{0, 1}, {2, 3}}};  ///< none for pooling
  std::vector<float> bias{0};             ///< one per output channel; none for pooling
  bool learns = true;                     ///< whether training changes its numbers, or leaves them

  bool operator==(const Layer&) const = default;
};

/// Zero weights and biases of the shape that `settings` needs for `input_channels`.
Layer ZeroLayer(const LayerSettings& settings, int input_channels);
/// Weights uniform in ±1/√(fan in), as PyTorch initializes Conv2d, zero bias; by seed.
Layer RandomLayer(const LayerSettings& settings, int input_channels, uint64_t seed);
/// `layer` with other settings or another number of input channels: what fits of its numbers stays
/// (the kernel between an input and an output channel stays between them and keeps its top left
/// corner; new cells and channels are zero).
Layer ReshapedLayer(const Layer& layer, const LayerSettings& settings, int input_channels);
/// The same, but output channels that are new get random kernels by `seed` (see `RandomLayer`):
/// zeros would give them nothing to show, and nothing to tell one from another.
Layer ExtendedLayer(const Layer& layer, const LayerSettings& settings, int input_channels,
                    uint64_t seed);

/// Weights and biases together.
int64_t ParameterCount(const Layer& layer);

/// `CheckedOutputShape` of the settings, and a message where the weights do not fit the input.
Result<TensorShape> CheckedOutputShape(const Layer& layer, TensorShape input);

/// The shapes of a stack: what each layer gives, in order, up to the first that is impossible.
struct StackShapes {
  std::vector<TensorShape> outputs;
  std::optional<Message> problem;  ///< of layer `outputs.size()`
};
StackShapes ShapesOf(const std::vector<Layer>& layers, TensorShape input);

/// Of each layer, in order.
std::vector<LayerSettings> SettingsOf(const std::vector<Layer>& layers);

/// Multiply-adds of all layers that are possible, one after the other.
int64_t MultiplyAdds(const std::vector<Layer>& layers, TensorShape input);

}  // namespace convlens
