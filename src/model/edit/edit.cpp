#include "model/edit/edit.h"

#include <algorithm>
#include <bit>
#include <cstdlib>

#include "core/correlate/kernel_algebra.h"
#include "core/grid/statistics.h"
#include "model/edit/edit_labels.h"
#include "model/evaluate/evaluation.h"
#include "model/evaluate/ready_to_learn.h"
#include "model/evaluate/training_target.h"

namespace convlens {
namespace {

/// The channel of the fixed target that belongs to the one in front; nullptr when there is none.
template <typename AnyDocument>
auto FixedTargetOf(AnyDocument& document, Front front)
    -> decltype(&document.training.reference_kernel) {
  auto& channels = document.training.fixed_target.channels;
  if (channels.empty()) return nullptr;
  return &channels[std::min(static_cast<size_t>(front.output), channels.size() - 1)];
}

/// The grid of `at` where it is one of the document's own; nullptr for kernels, which are parts of
/// a layer's weights, and for what is computed.
template <typename AnyDocument>
auto GridOf(AnyDocument& document, GridAt at) -> decltype(&document.training.reference_kernel) {
  switch (at.role) {
    case GridRole::kInput:
      return at.front.layer == 0 ? &document.input[at.front.input] : nullptr;
    case GridRole::kTarget:
      return FixedTargetOf(document, at.front);
    case GridRole::kReference:
      return &document.training.reference_kernel;
    case GridRole::kKernel:
    case GridRole::kOutput:
    case GridRole::kError:
    case GridRole::kMatrix:
      return nullptr;
  }
  return nullptr;
}

GridAt Inside(GridAt at, const Document& document) {
  at.front = ClampedFront(at.front, document);
  return at;
}

/// Lets `change` change the grid of `at`, unless it is computed. A target that was
/// computed becomes grids of its own.
template <typename Change>
void ChangeGrid(Document& document, GridAt at, Change change) {
  at = Inside(at, document);
  TrainingSetup& setup = document.training;
  if (at.role == GridRole::kKernel) {
    SharedGrid kernel = FrontKernel(document, at.front);
    if (kernel->empty()) return;
    change(kernel);
    SetFrontKernel(document, at.front, kernel);
    FitReferenceKernel(document);
    return;
  }
  if (at.role == GridRole::kTarget && setup.target_source != TargetSource::kFixed) {
    setup.fixed_target = TargetOf(document);
    setup.target_source = TargetSource::kFixed;
  }
  if (SharedGrid* grid = GridOf(document, at)) change(*grid);
}

/// The same for every channel of the input.
template <typename Change>
void ChangeInput(Document& document, Change change) {
  for (SharedGrid& channel : document.input.channels) change(channel);
}

bool SameBits(float a, float b) { return std::bit_cast<uint32_t>(a) == std::bit_cast<uint32_t>(b); }

/// Writes only where something changes, so that an idle stroke does not copy a shared grid.
void FillRect(SharedGrid& grid, CellRect rect, float value) {
  const CellRect inside = Intersection(rect, {0, 0, grid->height(), grid->width()});
  for (int r = inside.row; r < inside.row + inside.height; ++r) {
    for (int c = inside.col; c < inside.col + inside.width; ++c) {
      if (!SameBits(grid->at(r, c), value)) grid.MutableIn({r, c, 1, 1}).at(r, c) = value;
    }
  }
}

/// Calls `visit` for the cells of Bresenham's line from `a` to `b`, both included.
template <typename Visit>
void WalkLine(Cell a, Cell b, Visit visit) {
  const int rows = std::abs(b.row - a.row);
  const int cols = std::abs(b.col - a.col);
  const int row_step = a.row < b.row ? 1 : -1;
  const int col_step = a.col < b.col ? 1 : -1;
  int error = cols - rows;
  while (true) {
    visit(a);
    if (a == b) return;
    const int doubled = 2 * error;
    if (doubled > -rows) {
      error -= rows;
      a.col += col_step;
    }
    if (doubled < cols) {
      error += cols;
      a.row += row_step;
    }
  }
}

bool WithinLimits(GridRole role, Shape shape) {
  const bool small = role == GridRole::kKernel || role == GridRole::kReference;
  const int limit = small ? kMaxKernelSide : kMaxInputSide;
  return !shape.empty() && shape.height <= limit && shape.width <= limit;
}

}  // namespace

SharedGrid EditableGrid(const Document& document, GridAt at) {
  at = Inside(at, document);
  if (at.role == GridRole::kKernel) return FrontKernel(document, at.front);
  const SharedGrid* grid = GridOf(document, at);
  assert(grid != nullptr);
  return grid != nullptr ? *grid : SharedGrid();
}

bool IsEditable(const Document& document, GridAt at) {
  const TrainingSetup& setup = document.training;
  switch (at.role) {
    case GridRole::kInput:
      return ClampedFront(at.front, document).layer == 0;
    case GridRole::kKernel:
      return document.layers[static_cast<size_t>(ClampedFront(at.front, document).layer)]
          .settings.has_weights();
    case GridRole::kReference:
      return true;
    case GridRole::kTarget:
      if (setup.target_source == TargetSource::kFixed) return !setup.fixed_target.shape().empty();
      return !TargetProblem(document);
    case GridRole::kOutput:
    case GridRole::kError:
    case GridRole::kMatrix:
      return false;
  }
  return false;
}

Edit SetCell(GridAt grid, Cell cell, float value) {
  return {SetCellLabel(grid.role), [=](Document& document) {
            ChangeGrid(document, grid, [&](SharedGrid& numbers) {
              FillRect(numbers, {cell.row, cell.col, 1, 1}, value);
            });
          }};
}

Edit PaintStroke(const Stroke& stroke) {
  return {PaintLabel(stroke.grid.role), [stroke](Document& document) {
            ChangeGrid(document, stroke.grid, [&](SharedGrid& grid) {
              const int side = 2 * stroke.radius + 1;
              WalkLine(stroke.from, stroke.to, [&](Cell cell) {
                FillRect(grid, {cell.row - stroke.radius, cell.col - stroke.radius, side, side},
                         stroke.value);
              });
            });
          }};
}

Edit ClearGrid(GridAt grid) {
  return {ClearLabel(grid.role), [grid](Document& document) {
            ChangeGrid(document, grid,
                       [](SharedGrid& numbers) { numbers = Grid(numbers->shape()); });
          }};
}

Edit ReplaceKernel(SharedGrid kernel, Message label, Front at) {
  return ReplaceGrid({GridRole::kKernel, at}, std::move(kernel), std::move(label));
}

Edit ReplaceTarget(Tensor target, Message label) {
  return {std::move(label), [target = std::move(target)](Document& document) {
            if (target.shape().empty()) return;
            document.training.fixed_target = target;
            document.training.target_source = TargetSource::kFixed;
          }};
}

Edit ReplaceGrid(GridAt at, SharedGrid grid, Message label) {
  return {std::move(label), [at, grid = std::move(grid)](Document& document) {
            if (grid->empty()) return;
            if (at.role == GridRole::kTarget) {
              TrainingSetup& setup = document.training;
              // One channel of several is replaced by one of its shape.
              if (setup.target_source != TargetSource::kFixed) {
                setup.fixed_target = TargetOf(document);
              }
              setup.target_source = TargetSource::kFixed;
              if (setup.fixed_target.shape().channels < 2) setup.fixed_target = grid;
              if (setup.fixed_target.shape().grid != grid->shape()) return;
            }
            if (at.role == GridRole::kInput) {
              // A channel of another shape than the others would be no tensor.
              const bool alone = document.input.shape().channels == 1;
              if (!alone && grid->shape() != document.input.shape().grid) return;
            }
            ChangeGrid(document, at, [&](SharedGrid& numbers) { numbers = grid; });
          }};
}

Edit GenerateInput(const PatternOptions& options) {
  return {{"Generate input", {}}, [options](Document& document) {
            document.input = SharedGrid(MakePattern(options));
            document.input_name.clear();
            document.input_is_image = options.pattern == Pattern::kLandscape;
            FitChannels(document, 0);
          }};
}

Edit ResizeGrid(GridAt at, Shape shape) {
  assert(WithinLimits(at.role, shape));
  return {ResizeLabel(at.role), [at, shape](Document& document) {
            if (!WithinLimits(at.role, shape)) return;
            const auto resize = [&](SharedGrid& grid) {
              if (grid->shape() != shape) grid = kernel_algebra::Resized(grid, shape);
            };
            if (at.role == GridRole::kInput) return ChangeInput(document, resize);
            ChangeGrid(document, at, resize);
            SharedGrid& initial = document.training.initial_kernel;
            if (at.role == GridRole::kKernel && !initial->empty()) resize(initial);
          }};
}

Edit ResampleInput(Shape shape) {
  assert(WithinLimits(GridRole::kInput, shape));
  return {{"Scale input", {}}, [shape](Document& document) {
            ChangeInput(document, [&](SharedGrid& grid) {
              if (grid->shape() != shape && !grid->empty()) grid = ResampledGrid(grid, shape);
            });
          }};
}

Edit CropInput(CellRect region) {
  return {{"Crop input", {}}, [region](Document& document) {
            ChangeInput(document, [&](SharedGrid& grid) {
              const CellRect inside = Intersection(region, {0, 0, grid->height(), grid->width()});
              if (!inside.empty()) grid = Grid(grid->view().Sub(inside));
            });
          }};
}

Edit TransposeInput() {
  return {{"Transpose input", {}}, [](Document& document) {
            ChangeInput(document, [](SharedGrid& grid) { grid = kernel_algebra::Transpose(grid); });
          }};
}

}  // namespace convlens
