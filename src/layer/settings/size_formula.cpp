#include "layer/settings/size_formula.h"

#include <algorithm>

#include "core/grid/message.h"

namespace convlens {
namespace {

/// What the formula says of one direction.
struct Direction {
  int input = 0;
  int before = 0;
  int after = 0;
  int window = 1;
  int stride = 1;
  int dilation = 1;
  int output_padding = 0;
};

int DivideDown(int value, int by) { return value >= 0 ? value / by : -((by - 1 - value) / by); }

std::string Number(int value) {
  if (value >= 0) return std::to_string(value);
  return FillIn("−{}", {std::to_string(-value)});
}

// " + (1 + 1)" for the two sides; nothing without padding.
std::string PaddingText(const Direction& d, const char* sign) {
  if (d.before == 0 && d.after == 0) return {};
  return FillIn(" {} ({} + {})", {sign, Number(d.before), Number(d.after)});
}

// How many cells the window spans: k, or with dilation d·(k − 1) + 1.
std::string SpanText(const Direction& d) {
  if (d.dilation == 1) return Number(d.window);
  return FillIn("({}·({} − 1) + 1)", {Number(d.dilation), Number(d.window)});
}

std::string TransposedText(const Direction& d) {
  const int output = (d.input - 1) * d.stride - d.before - d.after + d.dilation * (d.window - 1) +
                     d.output_padding + 1;
  const std::string extra =
      d.output_padding == 0 ? std::string() : " + " + Number(d.output_padding);
  return FillIn("({} − 1)·{} + {}{}{} = {}", {Number(d.input), Number(d.stride), SpanText(d),
                                              PaddingText(d, "−"), extra, Number(output)});
}

std::string WindowedText(const Direction& d, bool up) {
  const int room = d.input + d.before + d.after - d.dilation * (d.window - 1) - 1;
  int output = DivideDown(room + (up ? d.stride - 1 : 0), d.stride) + 1;
  // A last window that would start behind the input is left out.
  const bool one_less = up && output > 1 && (output - 1) * d.stride >= d.input + d.before;
  if (one_less) --output;
  const std::string left = FillIn("{} − {}{}", {Number(d.input), SpanText(d), PaddingText(d, "+")});
  if (d.stride == 1) {
    return FillIn("{} + 1{} = {}", {left, one_less ? " − 1" : "", Number(output)});
  }
  return FillIn(up ? "⌈({})/{}⌉ + 1{} = {}" : "⌊({})/{}⌋ + 1{} = {}",
                {left, Number(d.stride), one_less ? " − 1" : "", Number(output)});
}

std::string Formula(const LayerSettings& s, const Direction& d) {
  return s.kind == LayerKind::kTransposed ? TransposedText(d)
                                          : WindowedText(d, s.pooling() && s.ceil_mode);
}

int TotalForStride(int input, int stride, int span) {
  const int64_t outputs = (int64_t{input} + stride - 1) / stride;
  return static_cast<int>(std::max<int64_t>((outputs - 1) * stride + span - input, 0));
}

Sides Halved(int rows, int cols) { return {rows / 2, rows - rows / 2, cols / 2, cols - cols / 2}; }

}  // namespace

std::string RowsFormula(const LayerSettings& s, int input) {
  return Formula(s, {input, s.padding.top, s.padding.bottom, s.window.height, s.stride.rows,
                     s.dilation.rows, s.output_padding.rows});
}

std::string ColumnsFormula(const LayerSettings& s, int input) {
  return Formula(s, {input, s.padding.left, s.padding.right, s.window.width, s.stride.cols,
                     s.dilation.cols, s.output_padding.cols});
}

LayerSettings WithKind(LayerSettings s, LayerKind kind) {
  s.kind = kind;
  if (kind != LayerKind::kConvolution) s.border = Border::kZeros;
  if (kind != LayerKind::kTransposed) s.output_padding = {0, 0};
  if (kind == LayerKind::kAveragePool) s.dilation = {};
  if (s.pooling()) {
    const int rows = s.span().height / 2;
    const int cols = s.span().width / 2;
    s.padding = {std::min(s.padding.top, rows), std::min(s.padding.bottom, rows),
                 std::min(s.padding.left, cols), std::min(s.padding.right, cols)};
  } else {
    s.ceil_mode = false;
    s.count_padding = true;
  }
  return s;
}

Sides SamePadding(const LayerSettings& s) {
  return Halved(s.span().height - 1, s.span().width - 1);
}

Sides SamePaddingForStride(const LayerSettings& s, Shape input) {
  return Halved(TotalForStride(input.height, s.stride.rows, s.span().height),
                TotalForStride(input.width, s.stride.cols, s.span().width));
}

Result<LayerSettings> WithPaddingRule(LayerSettings s, PaddingRule rule,
                                      std::optional<Shape> input) {
  if (std::optional<Message> problem = SettingsProblem(s)) return *problem;
  if (s.kind == LayerKind::kTransposed) {
    return Message{"A transposed convolution has no padding \"same\": give numbers.", {}};
  }
  if (rule == PaddingRule::kSame) {
    if (s.stride != Step{}) {
      return Message{"Padding \"same\" needs stride 1: with another, use \"same-tf\".", {}};
    }
    s.padding = SamePadding(s);
    return s;
  }
  if (!input) return Message{"Padding \"same-tf\" depends on the input's size: give it too.", {}};
  s.padding = SamePaddingForStride(s, *input);
  if (s.kind == LayerKind::kAveragePool) s.count_padding = false;
  return s;
}

}  // namespace convlens
