#pragma once

#include <optional>

#include "core/correlate/correlate.h"
#include "layer/settings/tensor.h"

namespace convlens {

/// The largest number of cells that go into a layer, padded, or come out of it: 1 GiB. Anything
/// larger is refused.
inline constexpr int64_t kMaxTensorCells = int64_t{1} << 28;

/// What a layer does with its windows. Semantics are PyTorch's: Conv2d, ConvTranspose2d, MaxPool2d,
/// AvgPool2d.
enum class LayerKind { kConvolution, kTransposed, kMaxPool, kAveragePool };

/// What stands around the input. PyTorch's padding_mode, and NumPy's "symmetric", which repeats the
/// edge where "reflect" does not: abc → reflect cb|abc|ba, symmetric ba|abc|cb, replicate
/// aa|abc|cc, circular bc|abc|ab.
enum class Border { kZeros, kReflect, kSymmetric, kReplicate, kCircular };

/// Applied to every element of the output. Leaky ReLU: x for x > 0, else `leak`·x.
enum class Activation { kNone, kReLU, kLeakyReLU, kSigmoid, kTanh };

/// A distance in rows and in columns: stride, dilation.
struct Step {
  int rows = 1;
  int cols = 1;

  bool operator==(const Step&) const = default;
};

/// Rows or columns added on each side. PyTorch's padding p is {p, p, p, p}; the book's total
/// padding p_h (Dive into Deep Learning 6.3) is top + bottom, which need not be equal.
struct Sides {
  int top = 0;
  int bottom = 0;
  int left = 0;
  int right = 0;

  bool operator==(const Sides&) const = default;
  bool none() const { return *this == Sides{}; }
  int rows() const { return top + bottom; }
  int cols() const { return left + right; }
};

/// Everything that fixes what a layer does, except its numbers.
struct LayerSettings {
  LayerKind kind = LayerKind::kConvolution;
  /// Of kConvolution and kTransposed: whether the kernel is flipped in both axes first.
  Operation operation = Operation::kCorrelation;
  Shape window{2, 2};  ///< kernel (pooling: window) height × width
  Step stride;
  Step dilation;
  Sides padding;                   ///< of kTransposed: cut off the output instead
  Border border = Border::kZeros;  ///< of kConvolution; pooling pads with -∞ (max) or 0 (average)
  Step output_padding{0, 0};       ///< of kTransposed: rows at the bottom, columns at the right
  int outputs = 1;                 ///< output channels; pooling: as many as come in
  int groups = 1;                  ///< channels are split into this many independent parts
  bool ceil_mode = false;          ///< of pooling: a last window may hang over the end
  bool count_padding = true;       ///< of kAveragePool: PyTorch's count_include_pad
  Activation activation = Activation::kNone;
  float leak = 0.01F;  ///< of kLeakyReLU

  bool operator==(const LayerSettings&) const = default;
  bool pooling() const { return kind == LayerKind::kMaxPool || kind == LayerKind::kAveragePool; }
  bool has_weights() const { return !pooling(); }
  /// The cells that a dilated window spans: d·(k - 1) + 1 in each direction.
  Shape span() const {
    return {dilation.rows * (window.height - 1) + 1, dilation.cols * (window.width - 1) + 1};
  }
  /// Nothing but a valid stride-1 correlation or convolution of one group, the book's 6.2.
  bool plain() const;
};

/// Shape of what comes out for `input`:
///   conv, pool:  ⌊(n + p_before + p_after - d·(k - 1) - 1) / s⌋ + 1
///   transposed:  (n - 1)·s - p_before - p_after + d·(k - 1) + output_padding + 1
/// or the message that says which setting is impossible and what to do. Nothing is refused that
/// PyTorch accepts.
Result<TensorShape> CheckedOutputShape(const LayerSettings& settings, TensorShape input);

/// Whether the settings mean anything for any input: positive sizes, limits, the rules that need no
/// input shape.
std::optional<Message> SettingsProblem(const LayerSettings& settings);

/// The rows at the bottom and columns at the right of the padded input that no window reaches,
/// because the strides do not tile it (the floor of the formula).
Step UnusedRest(const LayerSettings& settings, Shape input);

/// Multiply-adds of one evaluation; for pooling, the elements read.
int64_t MultiplyAdds(const LayerSettings& settings, TensorShape input);

}  // namespace convlens
