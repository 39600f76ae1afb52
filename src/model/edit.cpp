#include "model/edit.h"

#include <algorithm>
#include <bit>
#include <cstdlib>

#include "core/kernel_algebra.h"
#include "core/statistics.h"
#include "model/edit_labels.h"

namespace convlens {
namespace {

/// Of a Document or a const one; nullptr for what is computed.
template <typename AnyDocument>
auto GridOf(AnyDocument& document, GridRole role) -> decltype(&document.input) {
  switch (role) {
    case GridRole::kInput:
      return &document.input;
    case GridRole::kKernel:
      return &document.layer.kernel;
    case GridRole::kTarget:
      return &document.training.fixed_target;
    case GridRole::kReference:
      return &document.training.reference_kernel;
    case GridRole::kOutput:
    case GridRole::kError:
      return nullptr;
  }
  return nullptr;
}

/// The grid of `role`, ready to be changed by hand; nullptr for what is computed. A target that
/// came from the reference kernel becomes a grid of its own.
SharedGrid* GridToChange(Document& document, GridRole role) {
  TrainingSetup& setup = document.training;
  if (role == GridRole::kTarget && setup.target_source == TargetSource::kReferenceKernel) {
    setup.fixed_target = ReferenceTarget(document);
    setup.target_source = TargetSource::kFixed;
  }
  return GridOf(document, role);
}

bool SameBits(float a, float b) { return std::bit_cast<uint32_t>(a) == std::bit_cast<uint32_t>(b); }

/// Writes only where something changes, so that an idle stroke does not copy a shared grid.
void FillRect(SharedGrid& grid, CellRect rect, float value) {
  const CellRect inside = Intersection(rect, {0, 0, grid->height(), grid->width()});
  for (int r = inside.row; r < inside.row + inside.height; ++r) {
    for (int c = inside.col; c < inside.col + inside.width; ++c) {
      if (!SameBits(grid->at(r, c), value)) grid.Mutable().at(r, c) = value;
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

const SharedGrid& EditableGrid(const Document& document, GridRole role) {
  const SharedGrid* grid = GridOf(document, role);
  assert(grid != nullptr);
  return grid != nullptr ? *grid : document.input;
}

bool IsEditable(const Document& document, GridRole role) {
  const TrainingSetup& setup = document.training;
  if (role == GridRole::kOutput || role == GridRole::kError) return false;
  if (role != GridRole::kTarget) return true;
  if (setup.target_source == TargetSource::kFixed) return !setup.fixed_target->empty();
  return !ValidOutputShape(document.input->shape(), setup.reference_kernel->shape()).empty();
}

Edit SetCell(GridRole role, Cell cell, float value) {
  return {SetCellLabel(role), [=](Document& document) {
            SharedGrid* grid = GridToChange(document, role);
            if (grid != nullptr) FillRect(*grid, {cell.row, cell.col, 1, 1}, value);
          }};
}

Edit Paint(const Stroke& stroke) {
  return {PaintLabel(stroke.role), [stroke](Document& document) {
            SharedGrid* grid = GridToChange(document, stroke.role);
            if (grid == nullptr) return;
            const int side = 2 * stroke.radius + 1;
            WalkLine(stroke.from, stroke.to, [&](Cell cell) {
              FillRect(*grid, {cell.row - stroke.radius, cell.col - stroke.radius, side, side},
                       stroke.value);
            });
          }};
}

Edit ClearGrid(GridRole role) {
  return {ClearLabel(role), [role](Document& document) {
            SharedGrid* grid = GridToChange(document, role);
            if (grid != nullptr) *grid = Grid((*grid)->shape());
          }};
}

Edit ReplaceInput(SharedGrid input, std::string name, bool is_image) {
  return {{"Replace input", {}},
          [input = std::move(input), name = std::move(name), is_image](Document& document) {
            document.input = input;
            document.input_name = name;
            document.input_is_image = is_image;
          }};
}

Edit ReplaceKernel(SharedGrid kernel, Message label) {
  return ReplaceGrid(GridRole::kKernel, std::move(kernel), std::move(label));
}

Edit ReplaceTarget(SharedGrid target, Message label) {
  return ReplaceGrid(GridRole::kTarget, std::move(target), std::move(label));
}

Edit ReplaceGrid(GridRole role, SharedGrid grid, Message label) {
  return {std::move(label), [role, grid = std::move(grid)](Document& document) {
            SharedGrid* old = GridOf(document, role);
            if (old == nullptr || grid->empty()) return;
            *old = grid;
            if (role == GridRole::kTarget) document.training.target_source = TargetSource::kFixed;
          }};
}

Edit GenerateInput(const PatternOptions& options) {
  return {{"Generate input", {}}, [options](Document& document) {
            document.input = MakePattern(options);
            document.input_name.clear();
            document.input_is_image = false;
          }};
}

Edit ResizeGrid(GridRole role, Shape shape) {
  assert(WithinLimits(role, shape));
  return {ResizeLabel(role), [role, shape](Document& document) {
            SharedGrid* grid = GridToChange(document, role);
            if (grid == nullptr || !WithinLimits(role, shape)) return;
            *grid = Resized(*grid, shape);
            SharedGrid& initial = document.training.initial_kernel;
            if (role == GridRole::kKernel && !initial->empty()) initial = Resized(initial, shape);
          }};
}

Edit ResampleInput(Shape shape) {
  assert(WithinLimits(GridRole::kInput, shape));
  return {{"Scale input", {}}, [shape](Document& document) {
            if (document.input->shape() == shape || document.input->empty()) return;
            document.input = Resample(document.input, shape);
          }};
}

Edit CropInput(CellRect region) {
  return {{"Crop input", {}}, [region](Document& document) {
            const Grid& input = *document.input;
            const CellRect inside = Intersection(region, {0, 0, input.height(), input.width()});
            if (!inside.empty()) document.input = Grid(input.view().Sub(inside));
          }};
}

Edit TransposeInput() {
  return {{"Transpose input", {}},
          [](Document& document) { document.input = Transpose(document.input); }};
}

}  // namespace convlens
