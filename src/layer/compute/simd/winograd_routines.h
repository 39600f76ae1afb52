#pragma once

#include "layer/compute/simd/tap_routines.h"

namespace convlens {

// Winograd's minimal filtering F(2×2, 3×3): S. Winograd, Arithmetic Complexity of Computations,
// 1980; for layers, A. Lavin, S. Gray, Fast Algorithms for Convolutional Neural Networks, 2016.
// The 2×2 outputs of a tile, Y = Aᵀ[Σ_c (G g Gᵀ) ⊙ (Bᵀ d B)]A over its 4×4 inputs d, take 16
// multiplications a channel instead of 36. Every output is made of the inputs of its own 3×3 window
// alone, so its bits depend on these, the kernel and on whether its row and column are even.

/// The places of a tile.
inline constexpr int kWinogradPlaces = 16;

/// Bᵀ d B of the tiles that lie side by side in four rows, `pitch` apart, of one channel: place p
/// of tile t to v[p · place_step + t]. Writes up to a vector more, and reads up to `kWinogradSlack`
/// floats beyond the 2 · tiles + 2 of a row.
void WinogradInputs(const float* rows, ptrdiff_t pitch, int tiles, float* v, ptrdiff_t place_step);
inline constexpr int kWinogradSlack = 48;

/// G g Gᵀ of a block's weights, packed as [channel][tap][lane], to [place][channel][lane].
void WinogradWeights(const float* packed, int channels, int lanes, float* u);

/// The tiles of some rows, all of them as wide.
struct WinogradTiles {
  const float* const* inputs = nullptr;  ///< of place p and channel c at p · channels + c
  int channels = 0;
  int rows = 0;
  int cols = 0;

  int count() const { return rows * cols; }
};
/// The outputs of a block of `lanes` lanes, before the activation, [2 · rows][2 · cols][lane] to
/// `sums`, from weights `u` and one bias a lane. `products` has room for places × (tiles + 16) ×
/// lanes. Returns whether all are finite.
bool WinogradOutputs(const WinogradTiles& tiles, const float* u, const float* bias, int lanes,
                     float* products, float* sums);

/// Puts the elements of `region` of such sums, those of the lanes from the first wanted one on,
/// into the rows of the outputs.
void StoreSums(const float* sums, ptrdiff_t row_elements, int lanes, CellRect region,
               const TapOutputs& outputs);

}  // namespace convlens
