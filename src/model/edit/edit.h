#pragma once

#include <functional>
#include <string>

#include "core/pattern/pattern.h"
#include "model/document/front.h"

namespace convlens {

/// A labelled change of a Document. The label is shown in the Edit menu ("Undo paint input").
struct Edit {
  Message label;
  std::function<void(Document&)> apply;
};

/// What a grid is. A person edits the input, kernel, target and reference by hand; kMatrix is a
/// part of a matrix form, which only shows them in another order.
enum class GridRole { kInput, kKernel, kOutput, kTarget, kError, kReference, kMatrix };

/// A grid of the document: its role and, where a document has many of that role, which one.
struct GridAt {
  GridAt(GridRole the_role, Front the_front = {})  // NOLINT: a simple document has one of each
      : role(the_role), front(the_front) {}
  GridRole role;
  Front front;
};

/// The grid behind an editable role (input, kernel, target, reference).
SharedGrid EditableGrid(const Document& document, GridAt at);
/// Computed grids cannot be edited: outputs, errors, and the input of a layer that is not the
/// first.
bool IsEditable(const Document& document, GridAt at);

/// A stroke of a square brush of `radius` (0: one cell) from one cell to another, both included, by
/// Bresenham's line; cells outside the grid are skipped.
struct Stroke {
  GridAt grid = GridRole::kInput;
  Cell from;
  Cell to;
  int radius = 0;
  float value = 1;
};

Edit SetCell(GridAt grid, Cell cell, float value);
Edit PaintStroke(const Stroke& stroke);
Edit ClearGrid(GridAt grid);
/// The first kernels follow the channels: from one to several, each channel gets the same kernel
/// (their sums add up); otherwise kernels for channels that are gone are dropped.
Edit ReplaceInput(Tensor input, std::string name, bool is_image);
/// The same picture as three channels or as one, kernels following as above.
Edit ShowInputInColor(Tensor color);
Edit ShowInputInGrey(SharedGrid grey);
/// 0.299 R + 0.587 G + 0.114 B. Requires three channels.
Grid LumaOf(const Tensor& color);
Edit ReplaceKernel(SharedGrid kernel, Message label, Front at = {});
/// A target of as many channels as the last layer gives.
Edit ReplaceTarget(Tensor target, Message label);
Edit ReplaceGrid(GridAt at, SharedGrid grid, Message label);
Edit GenerateInput(const PatternOptions& options);
/// Cut or padded with zeros, keeping the top left corner; a paired grid (initial kernel) follows.
Edit ResizeGrid(GridAt at, Shape shape);
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
Edit UseKernelTool(KernelTool tool, Front at = {});
Edit RandomKernel(uint64_t seed, Front at = {});
Edit UseKernelPreset(std::string_view id, Front at = {});
/// `make(front)` for each input channel that output channel `at.output` sees, as one edit.
Edit ForEachInput(Front at, const std::function<Edit(Front)>& make);
Edit SetBias(float bias, Front at = {});
Edit SetOperation(Operation operation, int layer = 0);

// Layers. An index outside the document changes nothing; the layers that follow take over the
// channels that the changed ones give (see `FitChannels`).
/// Output channels that are new get random kernels; the layers behind begin with zeros for them, so
/// that what they gave stays.
Edit ChangeLayer(int layer, const LayerSettings& settings, Message label);
/// Puts `layer` before the one at `index`, or at the end.
Edit AddLayer(int index, Layer layer);
/// The last layer that is left cannot be removed.
Edit RemoveLayer(int index);
Edit DuplicateLayer(int index);
Edit MoveLayer(int from, int to);
/// How many layers of `after` have kernels that none of `before` has: where layers were only moved,
/// removed or copied, those whose kernels had to be fitted to other channels.
int FittedLayers(const Document& before, const Document& after);

/// Changes one part of the training setup; `label` names it ("Change learning rate").
Edit ChangeTraining(Message label, std::function<void(TrainingSetup&)> change);
Edit TargetFromOutput(Tensor output);
/// What training does to the document: the learned kernel and bias, or the numbers of all layers.
Edit LearnedKernel(const TrainingState& state);
Edit ResetTraining();
/// Whether training changes the numbers of a layer.
Edit SetLearning(int layer, bool learns);

}  // namespace convlens
