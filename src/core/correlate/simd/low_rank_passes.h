#pragma once

#include "core/correlate/low_rank.h"

namespace convlens {

/// The passes of `CorrelateInPasses`, compiled for every SIMD target. The output is made in strips
/// of at most `scratch.width` columns (a multiple of 64), and in each the filtered rows of
/// (scratch.height / rank) input rows at a time, more than kh - 1 of them, are kept in `scratch`,
/// whose height is a multiple of the rank and which is aligned as a Grid. Returns as
/// `CorrelateInPasses`.
bool CorrelateInStrips(GridView x, const LowRankKernel& k, float bias, MutableGridView scratch,
                       MutableGridView y);

}  // namespace convlens
