#pragma once

#include <memory>
#include <optional>
#include <span>

#include "core/correlate/correlation_plan.h"
#include "core/grid/parallel.h"
#include "layer/compute/packed_weights.h"

namespace convlens {

/// How the sums of layers of many channels are carried out. Changes only roundings.
enum class ManyChannels {
  kAutomatic,  ///< by Winograd's F(2×2, 3×3) where it suits (winograd_sums.h)
  kDirect,     ///< product by product, in the order of the terms
  kFourByFour,  ///< there by F(4×4, 3×3): less work, but about five times the direct way's rounding
};
/// What `method` means for them.
ManyChannels ManyChannelsOf(CorrelationMethod method);
/// Whether the choice makes a difference: a 3×3 convolution of stride 1 and, in each group, at
/// least 32 channels both ways.
bool HasManyChannels(const LayerSettings& settings, int input_channels);

/// The output of `layer` for `x`:
///   y[o] = activation(bias[o] + Σ_c K[o,c] ⋆ x[c])
/// with the window's stride, dilation, padding and border; pooling takes each channel's maximum or
/// mean. Requires `CheckedOutputShape(layer, x.shape())` to be ok.
/// The fast version: SIMD, chosen at run time; results within rounding of `ForwardByLoops`, the
/// same bits whatever the number of threads. `kept`, where given, holds what the weights were made
/// into by the last call, and then by this one.
Tensor Forward(const Layer& layer, const Tensor& x, Threads threads = {},
               ManyChannels way = ManyChannels::kAutomatic, PreparedWeightsPtr* kept = nullptr);
/// What the last of `layers` gives, each reading what the one before it gives.
Tensor Forward(const std::vector<Layer>& layers, Tensor x, Threads threads = {},
               ManyChannels way = ManyChannels::kAutomatic);

/// The same as the textbook writes it, in double precision: what the fast version must match.
Tensor ForwardByLoops(const Layer& layer, const Tensor& x);

/// `Forward` in parts, so that a long evaluation can be left between two of them, and so that an
/// edit recomputes only what it reaches. Whatever the partition, the numbers are bit-identical for
/// one SIMD target. Holds what all parts share (the padded input).
class ForwardPass {
 public:
  /// `method`: how a layer of one channel to one channel, of stride and dilation 1, is carried out.
  /// Changes only roundings. `threads` prepare the input and the weights, which `kept` holds where
  /// it is of an earlier pass with the same weights.
  ForwardPass(const Layer& layer, const Tensor& x,
              CorrelationMethod method = CorrelationMethod::kAutomatic, Threads threads = {},
              ManyChannels way = ManyChannels::kAutomatic, PreparedWeightsPtr kept = nullptr);
  /// Only for regions inside of `part` of the output: prepares no more of the input than they see.
  ForwardPass(const Layer& layer, const Tensor& x, CorrelationMethod method, CellRect part,
              Threads threads = {}, ManyChannels way = ManyChannels::kAutomatic,
              PreparedWeightsPtr kept = nullptr);
  ~ForwardPass();
  ForwardPass(ForwardPass&&) noexcept;
  ForwardPass& operator=(ForwardPass&&) noexcept;

  TensorShape output_shape() const;
  /// For a later pass with the same weights; nullptr where nothing was made of them.
  PreparedWeightsPtr prepared() const;
  /// `UnitOf` the layer.
  Shape unit() const;
  /// What the pass costs, relative to the multiply-adds of all sums.
  double relative_cost() const;
  /// Computes `region` of output channel `channel` into the same region of `y`, a grid of the whole
  /// output's shape.
  void Compute(int channel, CellRect region, MutableGridView y) const;
  /// The same for the output channels first, first + 1, …, one per grid of `y`, all of one pitch:
  /// several times as fast as one after the other, best in multiples of
  /// `kChannelsTogether`. Different
  /// threads may compute different parts at once.
  void ComputeChannels(int first, CellRect region, std::span<const MutableGridView> y) const;

 private:
  struct State;
  std::unique_ptr<const State> state_;
};

/// How output channel `channel` is carried out, where the core's correlation does it: one channel
/// to one channel, of stride and dilation 1. Nothing elsewhere. `output` is the output's shape.
std::optional<CorrelationPlan> PlanOf(const LayerSettings& settings, const Weights& weights,
                                      int channel, Shape output, CorrelationMethod method);

/// What parts of the layer's output waste nothing if they consist of (`WholeUnits`), and what an
/// edit that reaches a cell of it changes: a cell, unless it is carried out in tiles.
Shape UnitOf(const LayerSettings& settings, const Weights& weights, Shape output,
             CorrelationMethod method);

/// One line of the sum behind an output element.
struct LayerTerm {
  int channel = 0;  ///< input channel
  Cell tap;         ///< kernel cell
  Cell input;       ///< where it falls, in the coordinates of the input; may lie in the padding
  bool padding = false;
  float weight = 0;  ///< of pooling: 1 (max) or the share (average)
  float value = 0;   ///< input or border value there
  double product = 0;
  double partial = 0;  ///< bias + the products so far; max pooling: the largest so far
};
/// All terms of output element `at` of `channel` before the activation, by channel and then in the
/// order of the kernel cells. A transposed convolution lists the inputs that reach the element.
std::vector<LayerTerm> TermsOf(const Layer& layer, const Tensor& x, int channel, Cell at);

/// The value of the input, or of the border around it, at `at` (which may lie outside).
float PaddedValue(const LayerSettings& settings, GridView x, Cell at);

/// `activation(sum)` by the settings.
float Activated(const LayerSettings& settings, float sum);

}  // namespace convlens
