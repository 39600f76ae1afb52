#pragma once

#include <functional>

namespace convlens {

/// How many threads a computation may use: a number to hand along, with no pool to own or to pass.
/// Functions that take one use the calling thread and, for work that is large enough to gain from
/// it, threads that oneTBB keeps. They return when all is done, may be called from several threads
/// at once, and give the same bits whatever the number: what a thread computes is decided by the
/// work's size alone, and sums are added in one order.
/// In a build without oneTBB (a web page, say) everything runs on the calling thread.
struct Threads {
  int count = 1;

  /// As many as this machine runs at once; 1 in a build without oneTBB. O(1).
  static Threads OfMachine();
};

/// Calls part(0) to part(count - 1), each once, in any order, on up to `threads` threads.
/// Returns when all have returned. `part` must not throw. Costs some microseconds.
void ForEachPart(int count, Threads threads, const std::function<void(int)>& part);

/// Cuts the rows [0, rows) into bands of `band` rows, the last one possibly shorter, and calls
/// part(first, rows_of_band) for each, as `ForEachPart`. Requires band ≥ 1.
void ForEachBand(int rows, int band, Threads threads,
                 const std::function<void(int first, int rows)>& part);

/// Bands that divide `rows` evenly enough among `threads`: several a thread, since another program
/// may take one of its cores away, and each a multiple of the rows that the kernels take at once.
/// Only for work whose bits do not depend on the bands.
int BalancedBand(int rows, Threads threads);

}  // namespace convlens
