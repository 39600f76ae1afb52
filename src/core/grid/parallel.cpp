#include "core/grid/parallel.h"

#include <algorithm>

#ifdef CONVLENS_WITH_TBB
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include "core/grid/watched_parts.h"
#endif

namespace convlens {
namespace {

#ifdef CONVLENS_WITH_TBB
void RunParts(int count, Threads threads, const std::function<void(int)>& part) {
  WatchedParts parts(part);
  const auto run = [&parts](int i) { parts.Run(i); };
  const auto run_all = [&] { tbb::parallel_for(0, count, run, tbb::simple_partitioner()); };
  const int most = std::min(threads.count, Threads::OfMachine().count);
  if (tbb::this_task_arena::max_concurrency() == most) {
    run_all();
  } else {
    tbb::task_arena(most).execute(run_all);
  }
  parts.End();
}
#else
void RunParts(int count, Threads, const std::function<void(int)>& part) {
  for (int i = 0; i < count; ++i) part(i);
}
#endif

}  // namespace

Threads Threads::OfMachine() {
#ifdef CONVLENS_WITH_TBB
  return {tbb::info::default_concurrency()};
#else
  return {1};
#endif
}

void ForEachPart(int count, Threads threads, const std::function<void(int)>& part) {
  if (threads.count > 1 && count > 1) {
    RunParts(count, threads, part);
  } else {
    for (int i = 0; i < count; ++i) part(i);
  }
}

void ForEachBand(int rows, int band, Threads threads,
                 const std::function<void(int first, int rows)>& part) {
  const int count = (rows + band - 1) / band;
  ForEachPart(count, threads, [&](int i) {
    const int first = i * band;
    part(first, std::min(band, rows - first));
  });
}

int BalancedBand(int rows, Threads threads) {
  constexpr int kUnit = 12;  // blocks are 6, 4, 3, 2 rows high
  constexpr int kBandsOfThread = 6;
  const int bands = std::max(1, threads.count * kBandsOfThread);
  return std::max(kUnit, (rows / bands + kUnit - 1) / kUnit * kUnit);
}

}  // namespace convlens
