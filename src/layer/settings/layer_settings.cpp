#include "layer/settings/layer_settings.h"

#include <algorithm>
#include <limits>

namespace convlens {
namespace {

// A size in 64 bits as one of a `Shape`: what is larger is refused afterwards in any case.
int Side(int64_t cells) {
  constexpr int64_t kMost = std::numeric_limits<int>::max();
  return static_cast<int>(std::clamp<int64_t>(cells, -kMost, kMost));
}

// Of pooling with ceil_mode, whose last window may hang over the end; it may even be larger than
// all of the padded input. PyTorch starts no window in the padding behind the input.
int64_t CeilOutput(int64_t padded, int span, int stride, int64_t input_and_front) {
  const int64_t steps = padded - span + stride - 1;
  const int64_t output = steps < 0 ? 0 : steps / stride + 1;
  return output > 1 && (output - 1) * stride >= input_and_front ? output - 1 : output;
}

Shape PaddedShape(const LayerSettings& settings, Shape input) {
  return {Side(int64_t{input.height} + settings.padding.rows()),
          Side(int64_t{input.width} + settings.padding.cols())};
}

Shape WindowedShape(const LayerSettings& s, Shape input) {
  const Shape padded = PaddedShape(s, input);
  const Shape span = s.span();
  if (s.pooling() && s.ceil_mode) {
    return {Side(CeilOutput(padded.height, span.height, s.stride.rows,
                            int64_t{input.height} + s.padding.top)),
            Side(CeilOutput(padded.width, span.width, s.stride.cols,
                            int64_t{input.width} + s.padding.left))};
  }
  return {(padded.height - span.height) / s.stride.rows + 1,
          (padded.width - span.width) / s.stride.cols + 1};
}

int TransposedSide(int input, int stride, int padding, int span, int output_padding) {
  return Side(int64_t{input - 1} * stride - padding + span + output_padding);
}

Shape TransposedShape(const LayerSettings& s, Shape input) {
  const Shape span = s.span();
  return {TransposedSide(input.height, s.stride.rows, s.padding.rows(), span.height,
                         s.output_padding.rows),
          TransposedSide(input.width, s.stride.cols, s.padding.cols(), span.width,
                         s.output_padding.cols)};
}

std::optional<Message> TransposedProblem(const LayerSettings& s) {
  if (s.border != Border::kZeros) {
    return Message{"A transposed convolution has no border mode: choose zeros.", {}};
  }
  if (s.output_padding.rows < 0 || s.output_padding.cols < 0 ||
      s.output_padding.rows >= std::max(s.stride.rows, s.dilation.rows) ||
      s.output_padding.cols >= std::max(s.stride.cols, s.dilation.cols)) {
    return Message{
        "The output padding {}×{} must be smaller than the stride or the dilation of its "
        "direction.",
        {std::to_string(s.output_padding.rows), std::to_string(s.output_padding.cols)}};
  }
  return std::nullopt;
}

std::optional<Message> PoolingProblem(const LayerSettings& s) {
  const Sides& p = s.padding;
  if (s.kind == LayerKind::kAveragePool && s.dilation != Step{}) {
    return Message{"Average pooling has no dilation: set it to 1.", {}};
  }
  const Shape span = s.span();
  if (2 * std::max(p.top, p.bottom) > span.height || 2 * std::max(p.left, p.right) > span.width) {
    return Message{
        "The padding of a pooling layer must be at most half of the {} cells that its window "
        "spans: otherwise a window could hold nothing but padding.",
        {ShapeText(span)}};
  }
  return std::nullopt;
}

}  // namespace

bool LayerSettings::plain() const {
  return kind == LayerKind::kConvolution && stride == Step{} && dilation == Step{} &&
         padding.none() && groups == 1 && activation == Activation::kNone;
}

std::optional<Message> SettingsProblem(const LayerSettings& s) {
  if (s.window.empty() || s.window.height > kMaxKernelSide || s.window.width > kMaxKernelSide) {
    return Message{"A window of {} is not possible: each side must be from 1 to {}.",
                   {ShapeText(s.window), std::to_string(kMaxKernelSide)}};
  }
  const Sides& p = s.padding;
  if (std::max({s.stride.rows, s.stride.cols, s.dilation.rows, s.dilation.cols, p.top, p.bottom,
                p.left, p.right}) > kMaxInputSide) {
    return Message{"A stride, dilation or padding of more than {} cells is not possible.",
                   {std::to_string(kMaxInputSide)}};
  }
  if (s.stride.rows < 1 || s.stride.cols < 1) {
    return Message{"The stride must be at least 1 in each direction.", {}};
  }
  if (s.dilation.rows < 1 || s.dilation.cols < 1) {
    return Message{"The dilation must be at least 1 in each direction.", {}};
  }
  if (std::min({p.top, p.bottom, p.left, p.right}) < 0) {
    return Message{"The padding must not be negative.", {}};
  }
  if (s.groups < 1 || s.outputs < 1) {
    return Message{"A layer needs at least one output channel and one group.", {}};
  }
  if (s.kind == LayerKind::kTransposed) return TransposedProblem(s);
  if (s.pooling()) return PoolingProblem(s);
  return std::nullopt;
}

Result<TensorShape> CheckedOutputShape(const LayerSettings& s, TensorShape input) {
  if (input.empty()) return Message{"The input is empty: give it at least one cell.", {}};
  if (std::optional<Message> problem = SettingsProblem(s)) return *problem;
  if (s.has_weights() && (input.channels % s.groups != 0 || s.outputs % s.groups != 0)) {
    return Message{
        "{} input channels and {} output channels cannot be split into {} groups: the groups must "
        "divide both numbers.",
        {std::to_string(input.channels), std::to_string(s.outputs), std::to_string(s.groups)}};
  }
  const Shape padded = PaddedShape(s, input.grid);
  const bool transposed = s.kind == LayerKind::kTransposed;
  const Shape span = s.span();
  const bool may_hang_over = s.pooling() && s.ceil_mode;
  if (!transposed && !may_hang_over && (padded.height < span.height || padded.width < span.width)) {
    return Message{
        "The window spans {}, but the padded input is only {}. Use a smaller kernel, less "
        "dilation, more padding or a larger input.",
        {ShapeText(span), ShapeText(padded)}};
  }
  const Shape grid = transposed ? TransposedShape(s, input.grid) : WindowedShape(s, input.grid);
  if (grid.empty()) {
    return Message{"Nothing is left of the output: use less padding.", {}};
  }
  if (grid.height > kMaxInputSide || grid.width > kMaxInputSide) {
    return Message{"The output would be {}, larger than {} on a side. Use a smaller input.",
                   {ShapeText(grid), std::to_string(kMaxInputSide)}};
  }
  const TensorShape output{s.pooling() ? input.channels : s.outputs, grid};
  if (std::max(output.count(), TensorShape{input.channels, padded}.count()) > kMaxTensorCells) {
    return Message{
        "The layer would need more than {} million numbers at once. Use a smaller input, less "
        "padding or fewer channels.",
        {std::to_string(kMaxTensorCells >> 20)}};
  }
  return output;
}

Step UnusedRest(const LayerSettings& s, Shape input) {
  if (s.kind == LayerKind::kTransposed || (s.pooling() && s.ceil_mode)) return {0, 0};
  const Shape padded = PaddedShape(s, input);
  const Shape span = s.span();
  return {(padded.height - span.height) % s.stride.rows,
          (padded.width - span.width) % s.stride.cols};
}

int64_t MultiplyAdds(const LayerSettings& s, TensorShape input) {
  const Result<TensorShape> output = CheckedOutputShape(s, input);
  if (!output.ok()) return 0;
  if (s.pooling()) return output->count() * s.window.count();
  const int64_t kernels = int64_t{s.outputs} * input.channels / s.groups;
  const Shape positions = s.kind == LayerKind::kTransposed ? input.grid : output->grid;
  return positions.count() * kernels * s.window.count();
}

}  // namespace convlens
