#include "ui/figure/equation_strip_text.h"

#include <algorithm>
#include <cmath>

#include "layer/settings/size_formula.h"
#include "scene/figure/cell_name.h"
#include "scene/figure/figure_grids.h"
#include "scene/figure/layer_window.h"
#include "scene/figure/number_text.h"
#include "ui/controls/rows.h"
#include "ui/figure/figure_view_focus.h"

namespace convlens {
namespace {

constexpr size_t kLongestPlainSum = 64;

// What goes in and what comes out.
std::string ShortSizeText(Shape input, Shape output) {
  return FillIn("{} × {} → {} × {}", {WholeText(input.height), WholeText(input.width),
                                      WholeText(output.height), WholeText(output.width)});
}

// Channels and groups change nothing in it.
bool HasPlainSize(const LayerSettings& s) {
  return s.kind == LayerKind::kConvolution && s.padding.none() && s.stride == Step{} &&
         s.dilation == Step{};
}

// The book's formula where it holds; elsewhere the full one, of both directions where they differ.
std::string SizeText(const Evaluation& e, const Translator& tr) {
  const LayerSettings& settings = e.front_layer().settings;
  const Shape input = e.input.shape();
  if (!HasPlainSize(settings)) {
    const std::string rows = RowsFormula(settings, input.height);
    const std::string columns = ColumnsFormula(settings, input.width);
    return rows == columns ? tr("rows and columns: {}", rows)
                           : tr("rows: {}, columns: {}", rows, columns);
  }
  const Shape kernel = e.kernel.shape();
  const Shape output = e.output.shape();
  return FillIn("({} − {} + 1) × ({} − {} + 1) = {} × {}",
                {WholeText(input.height), WholeText(kernel.height), WholeText(input.width),
                 WholeText(kernel.width), WholeText(output.height), WholeText(output.width)});
}

std::string InputWords(const Evaluation& e, Cell cell, const Translator& tr) {
  const FieldCells reading =
      CellsReachedBy(e.front_layer().settings, CellsOf({cell.row, cell.col, 1, 1}), e.input.shape(),
                     e.output.shape());
  const CellRect outputs = reading.bounds();
  const int64_t count = reading.count();
  const std::string name = InputCellName(e, cell);
  if (count == 0) return tr("{} affects no output", name);
  const std::string rows = RowsText(outputs, tr);
  const std::string columns = ColumnsText(outputs, tr);
  if (count == 1) return tr("{} affects 1 output: {}, {}", name, rows, columns);
  return tr("{} affects {} outputs: {}, {}", name, CountText(count), rows, columns);
}

std::string KernelWords(const Evaluation& e, Cell cell, const Translator& tr) {
  const FieldCells under =
      InputsUnder(e.front_layer().settings, e.input.shape(), cell, e.output.shape());
  const CellRect inputs = under.bounds();
  const int64_t count = under.count();
  const std::string name = KernelCellName(e, cell);
  if (count == 0) return tr("{} meets padding only", name);
  const std::string rows = RowsText(inputs, tr);
  const std::string columns = ColumnsText(inputs, tr);
  if (count == 1) return tr("{} meets 1 input: {}, {}", name, rows, columns);
  return tr("{} meets {} inputs, one at each position: {}, {}", name, CountText(count), rows,
            columns);
}

const char* NameOf(Activation activation) {
  switch (activation) {
    case Activation::kReLU:
      return "ReLU";
    case Activation::kLeakyReLU:
      return "leaky ReLU";
    case Activation::kSigmoid:
      return "sigmoid";
    case Activation::kTanh:
      return "tanh";
    case Activation::kNone:
      break;
  }
  return "";
}

// The finished sum, and what the activation makes of it.
std::string ResultText(const LayerSettings& settings, double sum, float output) {
  if (settings.activation == Activation::kNone) return ShortNumber(sum);
  return FillIn("{} → {} → {}",
                {ShortNumber(sum), NameOf(settings.activation), ShortNumber(output)});
}

void AddGroups(StripContent& content) {
  if (content.channels == 1) return;
  for (size_t i = 0; i < content.terms.size(); ++i) {
    const LayerTerm& term = content.terms[i];
    const int at = static_cast<int>(i);
    if (content.groups.empty() || content.groups.back().channel != term.channel) {
      content.groups.push_back({term.channel, at, 0, 0});
    }
    StripGroup& group = content.groups.back();
    ++group.count;
    if (!content.stepping || at < content.done) group.sum += term.product;
  }
}

void DescribeSum(const Evaluation& e, const Playback& playback, Cell output, FigureKind figure,
                 const Translator& tr, StripContent& content) {
  const LayerSettings& settings = e.front_layer().settings;
  const CellRect window = WindowOf(settings, e.input.shape(), output);
  content.caption = tr("output ({}, {}) · window {}, {}", WholeText(output.row),
                       WholeText(output.col), RowsText(window, tr), ColumnsText(window, tr));
  content.name = OutputCellName(e, RoleSymbol(GridRole::kOutput, figure), output);
  content.output = output;
  content.terms = TermsOf(e, output);
  content.bias = e.bias();
  content.largest = settings.kind == LayerKind::kMaxPool;
  content.channels = settings.pooling() ? 1 : e.front_input().shape().channels / settings.groups;
  content.many_inputs = HasManyInputs(e);
  content.many_kernels = HasManyKernels(e);
  content.output_channel = e.front.output;
  const float value = (*e.output.grid())[output];
  const bool activated = settings.activation != Activation::kNone;
  const double whole = content.terms.empty() ? content.bias : content.terms.back().partial;
  content.sum = activated ? whole : double{value};
  content.result = ResultText(settings, content.sum, value);
  const bool here = IndexOf(output, e.output.shape().width) == playback.output;
  content.stepping = here && playback.terms.has_value();
  const auto count = static_cast<int>(content.terms.size());
  if (content.stepping) content.done = std::clamp(*playback.terms, 0, count);
  AddGroups(content);
  if (!content.stepping) return;
  content.sum = content.done == 0 ? content.bias
                                  : content.terms[static_cast<size_t>(content.done) - 1].partial;
  const bool all = content.done == count;
  content.result = all ? ResultText(settings, content.sum, value) : ShortNumber(content.sum);
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

std::string InputName(const StripContent& content, const LayerTerm& term) {
  return CellName("X", content.many_inputs ? std::vector{term.channel} : std::vector<int>(),
                  term.input);
}

std::string KernelName(const StripContent& content, const LayerTerm& term) {
  const bool many = content.many_kernels;
  return CellName("K",
                  many ? std::vector{content.output_channel, term.channel % content.channels}
                       : std::vector<int>(),
                  term.tap);
}

std::string GroupName(const StripGroup& group) {
  return FillIn("c = {}", {WholeText(group.channel)});
}

std::string GroupText(const StripGroup& group) {
  return FillIn("{}: {}", {GroupName(group), ShortNumber(group.sum)});
}

const StripGroup* GroupOf(const StripContent& content, int term) {
  const auto after =
      std::upper_bound(content.groups.begin(), content.groups.end(), term,
                       [](int index, const StripGroup& group) { return index < group.first; });
  return after == content.groups.begin() ? nullptr : &*std::prev(after);
}

std::string RowsText(const CellRect& rect, const Translator& tr) {
  if (rect.height == 1) return tr("row {}", WholeText(rect.row));
  const char* const text = rect.row < 0 ? "rows {} to {}" : "rows {}–{}";
  return tr(text, WholeText(rect.row), WholeText(rect.row + rect.height - 1));
}

std::string ColumnsText(const CellRect& rect, const Translator& tr) {
  if (rect.width == 1) return tr("column {}", WholeText(rect.col));
  const char* const text = rect.col < 0 ? "columns {} to {}" : "columns {}–{}";
  return tr(text, WholeText(rect.col), WholeText(rect.col + rect.width - 1));
}

StripContent DescribeStrip(const Evaluation& e, const Playback& playback, Focus focus,
                           FigureKind figure, const Translator& tr) {
  StripContent content;
  const Shape output = e.output.shape();
  if (e.problem || output.empty()) {
    // Why, the figure says.
    if (e.problem) content.words = tr("There is no output element to show.");
    return content;
  }
  content.size = SizeText(e, tr);
  content.short_size = ShortSizeText(e.input.shape(), output);
  switch (focus.kind) {
    case Focus::Kind::kInput:
      content.words = InputWords(e, focus.cell, tr);
      return content;
    case Focus::Kind::kKernel:
      content.words = KernelWords(e, focus.cell, tr);
      return content;
    case Focus::Kind::kOutput:
      DescribeSum(e, playback, focus.cell, figure, tr, content);
      return content;
    case Focus::Kind::kNone:
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
  text.append(content.largest ? " = max(" : " = ");
  const char* const joint = content.largest ? ", " : " + ";
  for (size_t i = 0; i < shown; ++i) {
    if (i >= kLongestPlainSum && i + 1 < shown) {
      if (i == kLongestPlainSum) text.append(joint).append("…");
      continue;
    }
    const LayerTerm& term = content.terms[i];
    if (i > 0) text.append(joint);
    text.append(ShortNumber(term.value));
    if (!content.largest) text.append("×").append(Factor(term.weight));
  }
  if (content.largest) return text.append(") = ").append(content.result);
  if (shown == 0) text.append("0");
  text.append(BiasText(content.bias)).append(" = ").append(content.result);
  return text;
}

}  // namespace convlens
