#pragma once

#include <optional>
#include <span>

#include "core/correlate/correlation_plan.h"
#include "layer/compute/bordered_row.h"
#include "layer/compute/packed_weights.h"
#include "layer/compute/padded_planes.h"
#include "layer/settings/layer.h"

namespace convlens {

/// The sums of a convolution or a transposed convolution, prepared for one input: what the forward
/// pass, and the gradient by the input, are made of.
///
/// Each output element is a sum over channels and taps. For a convolution the inputs of
/// neighbouring elements lie side by side (`PaddedPlanes` sees to it), whatever stride and
/// dilation. The elements of a transposed convolution with stride s fall into s·s classes by row
/// and column modulo s: in each class every element meets the same taps, at inputs that lie side by
/// side.
class LayerSums {
 public:
  /// `output` is the shape of every output channel. For a convolution, windows that reach beyond
  /// the padding find the border there; for a transposed convolution, elements beyond all windows
  /// are the bias. `method` is for what the core's correlation does: one channel to one channel, of
  /// stride and dilation 1.
  LayerSums(const LayerSettings& settings, const Weights& weights, std::vector<float> bias,
            const Tensor& x, Shape output, Threads threads = {},
            CorrelationMethod method = CorrelationMethod::kAutomatic)
      : LayerSums(settings, weights, std::move(bias), x, output, WholeOf(output), threads, method) {
  }
  /// For `part` of the output. `threads` prepare it; `kept` is used where it serves.
  LayerSums(const LayerSettings& settings, const Weights& weights, std::vector<float> bias,
            const Tensor& x, Shape output, CellRect part, Threads threads, CorrelationMethod method,
            PreparedWeightsPtr kept = nullptr);

  /// The weights as they are read here, for another like this.
  const PreparedWeightsPtr& prepared() const { return prepared_; }

  /// `region`, inside the part, of the output channels first, first + 1, …, activated, into the
  /// same region of each of `y`, grids of the whole output's shape and all of one pitch.
  void Compute(int first, CellRect region, std::span<const MutableGridView> y) const;

  /// What regions waste nothing if they consist of: see `CorrelationPlan::unit`. `part` has to.
  Shape unit() const;
  /// What they cost, relative to the multiply-adds of all sums.
  double relative_cost() const;

 private:
  /// Output elements that all meet the same taps.
  struct Class {
    Cell first;  // the elements first + step · (r, c)
    Step step;
    Shape count;
    std::vector<Cell> cells;      // of the kernel
    std::vector<ptrdiff_t> taps;  // where they find their inputs
    ptrdiff_t row_step = 0;
    ptrdiff_t col_step = 1;
    const float* weights = nullptr;  // packed
  };

  PaddedPlanes MakePlanes(const Tensor& x, Threads threads) const;
  void PrepareCore(Threads threads, CorrelationMethod method);
  GridView BorderedBand(int channel, CellRect region) const;
  void AddConvolution();
  void AddTransposed();
  void PrepareWeights(Threads threads, PreparedWeightsPtr kept);
  bool ByCore() const;
  bool Across() const;
  int BandRows(CellRect region) const;
  void ComputeBlock(int first, CellRect region, std::span<const MutableGridView> y) const;
  void ComputeClass(const Class& elements, int first, CellRect region,
                    std::span<const MutableGridView> y) const;
  void Activate(CellRect region, std::span<const MutableGridView> y) const;
  void ComputeByCore(int channel, CellRect region, MutableGridView y) const;
  void ComputeOneByOne(int channel, CellRect region, MutableGridView y) const;

  LayerSettings settings_;
  Weights weights_;
  std::vector<float> bias_;
  Tensor x_;
  Shape output_;
  CellRect part_;  // a transposed convolution prepares for all of the output
  int group_inputs_ = 1;
  int group_outputs_ = 1;
  OutputBlocks blocks_;
  std::optional<PaddedPlanes> planes_;  // unless bands are copied
  std::vector<CorrelationPlan> plans_;  // of every channel, by the core
  std::vector<int> source_rows_;        // of bands that are copied: of the part's windows
  BorderedRow source_cols_;
  std::vector<Class> classes_;
  PreparedWeightsPtr prepared_;
  bool bias_only_somewhere_ = false;  // some elements meet no tap at all
  bool one_by_one_ = false;
};

}  // namespace convlens
