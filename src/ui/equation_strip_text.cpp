#include "ui/equation_strip_text.h"

#include <algorithm>
#include <cmath>

#include "scene/number_text.h"

namespace convlens {
namespace {

constexpr size_t kLongestPlainSum = 64;

std::string Number(int value) { return std::to_string(value); }

std::string Named(const char* symbol, Cell cell) {
  return FillIn("{}[{},{}]", {symbol, Number(cell.row), Number(cell.col)});
}

std::string SizeText(Shape input, Shape kernel, Shape output) {
  return FillIn("({} − {} + 1) × ({} − {} + 1) = {} × {}",
                {Number(input.height), Number(kernel.height), Number(input.width),
                 Number(kernel.width), Number(output.height), Number(output.width)});
}

std::string InputWords(const Evaluation& e, Cell cell, const Translator& tr) {
  const CellRect outputs = OutputsAffectedBy(cell, e.kernel.shape(), e.output.shape());
  const int64_t count = Shape{outputs.height, outputs.width}.count();
  const std::string name = Named("X", cell);
  if (count == 0) return tr("{} affects no output", name);
  const std::string rows = RowsText(outputs, tr);
  const std::string columns = ColumnsText(outputs, tr);
  if (count == 1) return tr("{} affects 1 output: {}, {}", name, rows, columns);
  return tr("{} affects {} outputs: {}, {}", name, std::to_string(count), rows, columns);
}

Cell TapOf(const Evaluation& e, Cell kernel_cell) {
  if (e.operation() == Operation::kCorrelation) return kernel_cell;
  const Shape kernel = e.window();
  return {kernel.height - 1 - kernel_cell.row, kernel.width - 1 - kernel_cell.col};
}

std::string KernelWords(const Evaluation& e, Cell cell, const Translator& tr) {
  const CellRect inputs = InputsMetBy(TapOf(e, cell), e.output.shape());
  const int64_t count = Shape{inputs.height, inputs.width}.count();
  const std::string name = Named("K", cell);
  const std::string rows = RowsText(inputs, tr);
  const std::string columns = ColumnsText(inputs, tr);
  if (count == 1) return tr("{} meets 1 input: {}, {}", name, rows, columns);
  return tr("{} meets {} inputs, one at each position: {}, {}", name, std::to_string(count), rows,
            columns);
}

void DescribeSum(const Evaluation& e, const Playback& playback, Cell output, FigureKind figure,
                 const Translator& tr, StripContent& content) {
  const CellRect window = WindowOf(output, e.kernel.shape());
  content.caption = tr("output ({}, {}) · window {}, {}", Number(output.row), Number(output.col),
                       RowsText(window, tr), ColumnsText(window, tr));
  content.name = Named(figure == FigureKind::kLearn ? "Ŷ" : "H", output);
  content.output = output;
  content.terms = TermsOf(e, output);
  content.bias = e.bias();
  content.sum = (*e.output.grid())[output];
  const bool here = IndexOf(output, e.output.shape().width) == playback.output;
  content.stepping = here && playback.terms.has_value();
  if (!content.stepping) return;
  const auto count = static_cast<int>(content.terms.size());
  content.done = std::clamp(*playback.terms, 0, count);
  content.sum = content.done == 0 ? content.bias
                                  : content.terms[static_cast<size_t>(content.done) - 1].partial;
}

std::string Factor(float value) {
  const std::string text = ShortNumber(value);
  return text.starts_with("−") ? FillIn("({})", {text}) : text;
}

std::string BiasText(double bias) {
  if (bias == 0) return {};
  return FillIn(bias < 0 ? " − {}" : " + {}", {ShortNumber(std::fabs(bias))});
}

}  // namespace

std::string RowsText(const CellRect& rect, const Translator& tr) {
  if (rect.height == 1) return tr("row {}", Number(rect.row));
  return tr("rows {}–{}", Number(rect.row), Number(rect.row + rect.height - 1));
}

std::string ColumnsText(const CellRect& rect, const Translator& tr) {
  if (rect.width == 1) return tr("column {}", Number(rect.col));
  return tr("columns {}–{}", Number(rect.col), Number(rect.col + rect.width - 1));
}

StripContent DescribeStrip(const Evaluation& e, const Playback& playback, const FigureFocus& focus,
                           FigureKind figure, const Translator& tr) {
  StripContent content;
  const Shape output = e.output.shape();
  if (e.problem || output.empty()) {
    if (e.problem) content.words = tr(*e.problem);
    return content;
  }
  content.size = SizeText(e.input.shape(), e.kernel.shape(), output);
  switch (focus.kind) {
    case FigureFocus::Kind::kInput:
      content.words = InputWords(e, focus.cell, tr);
      return content;
    case FigureFocus::Kind::kKernel:
      content.words = KernelWords(e, focus.cell, tr);
      return content;
    case FigureFocus::Kind::kOutput:
      DescribeSum(e, playback, focus.cell, figure, tr, content);
      return content;
    case FigureFocus::Kind::kNone:
      break;
  }
  const int64_t index = std::clamp<int64_t>(playback.output, 0, output.count() - 1);
  DescribeSum(e, playback, CellAt(index, output.width), figure, tr, content);
  return content;
}

std::string PlainText(const StripContent& content) {
  if (content.terms.empty()) return content.words;
  const size_t shown = content.stepping ? static_cast<size_t>(content.done) : content.terms.size();
  std::string text = content.name;
  text.append(" = ");
  for (size_t i = 0; i < shown; ++i) {
    if (i >= kLongestPlainSum && i + 1 < shown) {
      if (i == kLongestPlainSum) text.append(" + …");
      continue;
    }
    const LayerTerm& term = content.terms[i];
    if (i > 0) text.append(" + ");
    text.append(ShortNumber(term.value)).append("×").append(Factor(term.weight));
  }
  if (shown == 0) text.append("0");
  text.append(BiasText(content.bias)).append(" = ").append(ShortNumber(content.sum));
  return text;
}

}  // namespace convlens
