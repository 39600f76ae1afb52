#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "layer/layer.h"
#include "model/training_setup.h"

namespace convlens {

/// Everything that undo brings back, and nothing that can be computed. A plain value: copies share
/// their grids until changed.
struct Document {
  Tensor input = SharedGrid(Grid{{0, 1, 2}, {3, 4, 5}, {6, 7, 8}});  ///< at least one channel
  std::string input_name;              ///< file name or generator, for the title; may be empty
  bool input_is_image = false;         ///< drawn in grey on a sequential scale rather than by sign
  std::vector<Layer> layers{Layer{}};  ///< at least one; each reads what the one before gives
  TrainingSetup training;

  bool operator==(const Document&) const = default;
};

/// The kernel and bias that Reset gives: by `setup`, in the shape of the present kernel.
TrainingState InitialState(const Document& document);

/// The target that the reference kernel gives; empty when that kernel does not fit into the input.
Grid ReferenceTarget(const Document& document);

/// How the document is looked at: saved with it, but not undone.
enum class FigureKind { kExplore, kLearn, kStack };

/// Which matrix form of the layer in front stands under the figure of exploring: none, the windows
/// as columns (im2col), or the doubly blocked Toeplitz matrix.
enum class MatrixView { kNone, kWindows, kToeplitz };

struct ViewSettings {
  FigureKind figure = FigureKind::kExplore;
  /// Whether output cells stay empty until playback reaches them, or all show at once.
  bool reveal_output = true;
  bool show_numbers = true;
  bool show_badges = true;  ///< the kernel's factor in each window cell
  bool show_lens = true;    ///< the cone from window to output
  bool log_loss = true;
  MatrixView matrix = MatrixView::kNone;

  bool operator==(const ViewSettings&) const = default;
};

}  // namespace convlens
