#pragma once

#include <functional>
#include <string>

#include "core/generators.h"
#include "model/document.h"

namespace convlens {

/// A labelled change of a Document. The label is shown in the Edit menu ("Undo paint input").
struct Edit {
  Message label;
  std::function<void(Document&)> apply;
};

/// The grids that a person edits by hand.
enum class GridRole { kInput, kKernel, kOutput, kTarget, kError, kReference };

/// The grid behind an editable role (input, kernel, target, reference).
const SharedGrid& EditableGrid(const Document& document, GridRole role);
bool IsEditable(const Document& document, GridRole role);

/// A stroke of a square brush of `radius` (0: one cell) from one cell to another, both included, by
/// Bresenham's line; cells outside the grid are skipped.
struct Stroke {
  GridRole role = GridRole::kInput;
  Cell from;
  Cell to;
  int radius = 0;
  float value = 1;
};

Edit SetCell(GridRole role, Cell cell, float value);
Edit Paint(const Stroke& stroke);
Edit ClearGrid(GridRole role);
Edit ReplaceInput(SharedGrid input, std::string name, bool is_image);
Edit ReplaceKernel(SharedGrid kernel, Message label);
Edit ReplaceTarget(SharedGrid target, Message label);
Edit ReplaceGrid(GridRole role, SharedGrid grid, Message label);
Edit GenerateInput(const PatternOptions& options);
/// Cut or padded with zeros, keeping the top left corner; a paired grid (initial kernel) follows.
Edit ResizeGrid(GridRole role, Shape shape);
/// Scaled to the shape as an image.
Edit ResampleInput(Shape shape);
Edit CropInput(CellRect region);
Edit TransposeInput();

enum class KernelTool {
  kFlipBoth,
  kFlipHorizontally,
  kFlipVertically,
  kRotate90,
  kTranspose,
  kNegate,
  kNormalize,
  kZero
};
Edit UseKernelTool(KernelTool tool);
Edit RandomKernel(uint64_t seed);
Edit UseKernelPreset(std::string_view id);
Edit SetBias(float bias);
Edit SetOperation(Operation operation);

/// Changes one part of the training setup; `label` names it ("Change learning rate").
Edit ChangeTraining(Message label, std::function<void(TrainingSetup&)> change);
Edit TargetFromOutput(SharedGrid output);
/// What training does to the document: the learned kernel and bias.
Edit LearnedKernel(const TrainingState& state);
Edit ResetTraining();

}  // namespace convlens
