#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "layer/layer.h"
#include "train/trainer.h"

namespace convlens {

/// Where the target Y of the training comes from.
enum class TargetSource {
  kReferenceKernel,  ///< computed from the input with a kernel to be found again
  kFixed,            ///< given as a grid: taken from the output, or edited by hand
};

/// Where Reset puts the kernel.
enum class InitialKernel {
  kRandom,  ///< independent normal values, by seed
  kGiven,   ///< a grid of its own
};

struct TrainingSetup {
  float rate = 0.03F;
  Loss loss = Loss::kSum;
  bool learn_bias = false;
  int64_t step_limit = 10;      ///< 0: none
  double steps_per_second = 4;  ///< 0: as fast as the machine
  InitialKernel initial = InitialKernel::kRandom;
  uint64_t seed = 7;
  SharedGrid initial_kernel;  ///< for kGiven; resized with the kernel
  TargetSource target_source = TargetSource::kReferenceKernel;
  SharedGrid reference_kernel = Grid{{1, -1}};
  float reference_bias = 0;
  SharedGrid fixed_target;  ///< for kFixed

  bool operator==(const TrainingSetup&) const = default;
};

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
enum class FigureKind { kExplore, kLearn };

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
