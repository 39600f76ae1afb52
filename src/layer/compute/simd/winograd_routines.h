#pragma once

#include "layer/compute/simd/tap_routines.h"

namespace convlens {

// Winograd's minimal filtering F(m×m, 3×3), m = 2 or 4: S. Winograd, Arithmetic Complexity of
// Computations, 1980; for layers, with these matrices, A. Lavin, S. Gray, Fast Algorithms for
// Convolutional Neural Networks, 2016. The m×m outputs of a tile, Y = Aᵀ[Σ_c (G g Gᵀ) ⊙ (Bᵀ d B)]A
// over its inputs d, (m + 2)×(m + 2) of them, take (m + 2)² multiplications a channel: 16 instead
// of 36, or 36 instead of 144.
//
// With m = 2 every output is made of the inputs of its own 3×3 window alone, so its bits depend on
// these, the kernel and on whether its row and column are even. With m = 4 they depend on all
// inputs of its tile, and matrices with numbers up to 8 enlarge rounding.

/// The places of a tile of m×m outputs.
constexpr int WinogradPlaces(int tile) { return (tile + 2) * (tile + 2); }

/// Bᵀ d B of the tiles that lie side by side in m + 2 rows, `pitch` apart, of one channel: place p
/// of tile t to v[p · place_step + t]. Writes up to a vector more, and reads up to `kWinogradSlack`
/// floats beyond the m · tiles + 2 of a row.
void WinogradInputs(int tile, const float* rows, ptrdiff_t pitch, int tiles, float* v,
                    ptrdiff_t place_step);
inline constexpr int kWinogradSlack = 80;

/// G g Gᵀ of a block's weights, packed as [channel][tap][lane], to [place][channel][lane].
void WinogradWeights(int tile, const float* packed, int channels, int lanes, float* u);

/// The tiles of some rows, all of them as wide.
struct WinogradTiles {
  const float* const* inputs = nullptr;  ///< of place p and channel c at p · channels + c
  int channels = 0;
  int rows = 0;
  int cols = 0;
  int tile = 2;  ///< m

  int count() const { return rows * cols; }
};
/// The outputs of a block of `lanes` lanes, before the activation, [m · rows][m · cols][lane] to
/// `sums`, from weights `u` and one bias a lane. `products` has room for places × (tiles + 16) ×
/// lanes. Returns whether all are finite.
bool WinogradOutputs(const WinogradTiles& tiles, const float* u, const float* bias, int lanes,
                     float* products, float* sums);

/// Puts the elements of `region` of such sums, those of the lanes from the first wanted one on,
/// into the rows of the outputs.
void StoreSums(const float* sums, ptrdiff_t row_elements, int lanes, CellRect region,
               const TapOutputs& outputs);

}  // namespace convlens
