#pragma once

#include <cstddef>

namespace convlens {

/// The memory of grids. What a small grid leaves is kept by the thread that gives it back, for the
/// next one of the same size: aligned memory from the system's allocator takes longer than a small
/// layer's sums. Under the address sanitizer nothing is kept.
namespace grid_memory {

inline constexpr size_t kMostKept = size_t{256} << 10;  ///< bytes, by each thread

/// Room for `count` floats, count > 0, aligned as rows of grids are, that hold anything. Throws
/// std::bad_alloc where there is none.
float* Take(ptrdiff_t count);
/// Ends the use of what `Take` returned, in any thread; nothing happens for nullptr.
void GiveBack(float* data);

}  // namespace grid_memory
}  // namespace convlens
