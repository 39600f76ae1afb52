#include "core/parallel.h"

#include <algorithm>
#include <atomic>

#ifdef CONVLENS_WITH_TBB
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#endif

namespace convlens {
namespace {

#ifdef CONVLENS_WITH_TBB
void RunParts(int count, Threads threads, const std::function<void(int)>& part) {
  // What the threads hand over to each other, also told in the program's own words: the thread
  // sanitizer does not see into the library. Otherwise it costs nothing.
  std::atomic<int> begun{0};
  std::atomic<int> done{0};
  begun.store(1, std::memory_order_release);
  const auto run = [&](int i) {
    (void)begun.load(std::memory_order_acquire);
    part(i);
    done.fetch_add(1, std::memory_order_acq_rel);
  };
  const auto run_all = [&] { tbb::parallel_for(0, count, run, tbb::simple_partitioner()); };
  const int most = std::min(threads.count, Threads::OfMachine().count);
  if (tbb::this_task_arena::max_concurrency() == most) {
    run_all();
  } else {
    tbb::task_arena(most).execute(run_all);
  }
  (void)done.load(std::memory_order_acquire);
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
