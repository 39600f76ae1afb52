#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "layer/settings/layer.h"
#include "model/document/training_setup.h"
#include "train/run/training_history.h"

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

/// The present numbers of what training changes. This decides, in one place, how a document is
/// trained: a plain one (see `PlainLayer`) as a kernel and a bias, any other as its layers.
TrainingState StateOf(const Document& document);
/// The numbers that Reset gives: by `setup`, in the shapes of the present ones.
TrainingState InitialState(const Document& document);
/// What is recorded of a step, as a state to go back to.
TrainingState StateOf(const RecordedStep& record);

/// Puts the numbers of `state` into `document`; layers that have another shape by now keep theirs.
void TakeNumbers(Document& document, const TrainingState& state);
/// Whether `document` has the numbers of `state`.
bool HasNumbers(const Document& document, const TrainingState& state);

/// Whether the numbers of each layer fit into the other's place.
bool SameShapes(const std::vector<Layer>& a, const std::vector<Layer>& b);

/// The options of a run on `document`. The normal equations are those of a plain kernel only.
TrainingOptions OptionsOf(const Document& document);

/// How the document is looked at: saved with it, but not undone.
enum class FigureKind { kExplore, kLearn, kStack };

/// Which matrix form of the layer in front stands under the figure of exploring: none, the windows
/// as columns (im2col), or the doubly blocked Toeplitz matrix.
enum class MatrixView { kNone, kIm2col, kToeplitz };

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
