#include "layer/compute/thread_scratch.h"

#include <algorithm>

#include "core/grid/grid.h"

namespace convlens {

float* ThreadScratch(ptrdiff_t count) {
  constexpr ptrdiff_t kMostKept = ptrdiff_t{1} << 22;  // floats: 16 MiB
#ifdef __MINGW32__
  // GCC for Windows frees a thread's variables before their destructors run: this one has none, and
  // what it keeps is lost with its thread.
  thread_local Grid& scratch = *new Grid;
#else
  thread_local Grid scratch;
#endif
  const ptrdiff_t there = scratch.count();
  if (there < count || there > std::max(count, kMostKept)) {
    scratch = Grid();  // first, so that both are never there at once
    scratch = Grid::Unfilled({1, static_cast<int>(count)});
  }
  return scratch.row(0);
}

}  // namespace convlens
