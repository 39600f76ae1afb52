#include "scene/figure/layer_window.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace convlens;

namespace {

// Everything that a layer may be, small enough to be counted out.
std::vector<LayerSettings> ManySettings() {
  std::vector<LayerSettings> all;
  for (const LayerKind kind :
       {LayerKind::kConvolution, LayerKind::kTransposed, LayerKind::kMaxPool}) {
    for (const Operation operation : {Operation::kCorrelation, Operation::kConvolution}) {
      for (const Border border : {Border::kZeros, Border::kReflect, Border::kSymmetric,
                                  Border::kReplicate, Border::kCircular}) {
        for (const Step stride : {Step{1, 1}, Step{2, 3}}) {
          for (const Step dilation : {Step{1, 1}, Step{2, 1}}) {
            LayerSettings s;
            s.kind = kind;
            s.operation = operation;
            s.border = border;
            s.window = {2, 3};
            s.stride = stride;
            s.dilation = dilation;
            s.padding = {1, 0, 1, 1};
            if (CheckedOutputShape(s, {1, {5, 7}}).ok()) all.push_back(s);
          }
        }
      }
    }
  }
  return all;
}

constexpr Shape kInput{5, 7};

// The input cell that the border repeats at `at`, by the definitions in layer_settings.h.
int Repeated(Border border, int at, int count) {
  if (at >= 0 && at < count) return at;
  switch (border) {
    case Border::kReflect:
      return at < 0 ? -at : 2 * count - 2 - at;
    case Border::kSymmetric:
      return at < 0 ? -at - 1 : 2 * count - 1 - at;
    case Border::kReplicate:
      return std::clamp(at, 0, count - 1);
    case Border::kCircular:
      return (at + count) % count;
    case Border::kZeros:
      break;
  }
  return -1;
}

bool Reads(const LayerSettings& s, Cell output, Cell cell) {
  const std::vector<WindowTap> taps = TapsOf(s, kInput, output);
  return std::any_of(taps.begin(), taps.end(), [&](const WindowTap& tap) {
    const bool repeats = s.kind == LayerKind::kConvolution;
    const Border border = repeats ? s.border : Border::kZeros;
    const int row = Repeated(border, tap.input.row, kInput.height);
    const int col = Repeated(border, tap.input.col, kInput.width);
    return row == cell.row && col == cell.col;
  });
}

}  // namespace

TEST_CASE("a window starts at stride times output less padding and spans the dilation") {
  LayerSettings s;
  s.window = {3, 3};
  s.stride = {2, 3};
  s.dilation = {1, 2};
  s.padding = {1, 1, 2, 2};
  CHECK(WindowOf(s, {10, 10}, {0, 0}) == CellRect{-1, -2, 3, 5});
  CHECK(WindowOf(s, {10, 10}, {2, 1}) == CellRect{3, 1, 3, 5});
  CHECK(TapsOf(s, {10, 10}, {2, 1})[5] == WindowTap{{1, 2}, {4, 5}});
}

TEST_CASE("outputs read an input cell exactly where one of their taps lies on it") {
  REQUIRE(ManySettings().size() >= 60);
  for (const LayerSettings& s : ManySettings()) {
    const Shape shape = CheckedOutputShape(s, {1, kInput})->grid;
    for (int64_t i = 0; i < kInput.count(); ++i) {
      const Cell cell = CellAt(i, kInput.width);
      const FieldCells readers =
          CellsReachedBy(s, CellsOf({cell.row, cell.col, 1, 1}), kInput, shape);
      for (int64_t j = 0; j < shape.count(); ++j) {
        const Cell at = CellAt(j, shape.width);
        CHECK(readers.Contains(at) == Reads(s, at, cell));
      }
    }
  }
}

TEST_CASE("a kernel cell lies on exactly the inputs that the taps of all outputs name") {
  for (const LayerSettings& s : ManySettings()) {
    const Shape shape = CheckedOutputShape(s, {1, kInput})->grid;
    for (int64_t k = 0; k < s.window.count(); ++k) {
      const Cell kernel = CellAt(k, s.window.width);
      const FieldCells under = InputsUnder(s, kInput, kernel, shape);
      for (int64_t i = 0; i < kInput.count(); ++i) {
        const Cell cell = CellAt(i, kInput.width);
        bool meets = false;
        for (int64_t j = 0; j < shape.count(); ++j) {
          const std::vector<WindowTap> taps = TapsOf(s, kInput, CellAt(j, shape.width));
          meets =
              meets || std::find(taps.begin(), taps.end(), WindowTap{kernel, cell}) != taps.end();
        }
        CHECK(under.Contains(cell) == meets);
      }
    }
  }
}

TEST_CASE("a kernel cell of a plain layer meets a shifted copy of the output") {
  CHECK(InputsUnder({}, {3, 3}, {1, 0}, {2, 2}).bounds() == CellRect{1, 0, 2, 2});
}

TEST_CASE("of a plain layer, windows and the outputs that an input reaches are converses") {
  LayerSettings plain;
  plain.window = {2, 3};
  const Shape input{5, 6};
  const Shape output = ValidOutputShape(input, plain.window);
  for (int64_t i = 0; i < input.count(); ++i) {
    const Cell cell = CellAt(i, input.width);
    const FieldCells reached =
        CellsReachedBy(plain, CellsOf({cell.row, cell.col, 1, 1}), input, output);
    for (int64_t o = 0; o < output.count(); ++o) {
      const Cell element = CellAt(o, output.width);
      CHECK(WindowOf(element, plain.window).Contains(cell) == reached.Contains(element));
    }
  }
}
