// How long an edit takes until its result is there, through the whole program except its window, as
// a multiple of one core correlation of the same size: what is spent beside the sums themselves.
// And whether training is as fast as the program says.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

#include "core/grid/random.h"
#include "work/workbench.h"

using namespace convlens;

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kRounds = 15;

double MillisecondsSince(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

struct Times {
  double best = 1e9;
  double median = 0;
};

template <class Do>
Times Measure(const Do& work) {
  std::vector<double> times;
  for (int i = 0; i < kRounds; ++i) {
    const auto start = Clock::now();
    work(i);
    times.push_back(MillisecondsSince(start));
  }
  std::sort(times.begin(), times.end());
  return {times.front(), times[times.size() / 2]};
}

Session PictureOf(int side, int kernel, int padding, bool target) {
  Session session;
  session.document.input = UniformGrid({side, side}, 1);
  session.document.input_is_image = true;
  SetFrontKernel(session.document, {}, UniformGrid({kernel, kernel}, 2));
  session.document.layers[0].settings.padding = {padding, padding, padding, padding};
  if (target) session.document.training.reference_kernel = UniformGrid({kernel, kernel}, 3);
  return session;
}

/// Until the evaluation is that of the current document.
void Await(Workbench& bench) {
  while (bench.Advance(0), bench.evaluator().busy()) std::this_thread::yield();
}

Times CoreTimes(int side, int kernel) {
  const Grid x = UniformGrid({side, side}, 1);
  const Grid k = UniformGrid({kernel, kernel}, 2);
  Grid y(ValidOutputShape(x.shape(), k.shape()));
  return Measure([&](int) { Correlate(x, k, 0, y); });
}

void Print(const char* name, Times times, Times core) {
  std::printf("%-36s %9.2f ms %9.2f ms %8.2f\n", name, times.best, times.median,
              times.best / core.best);
}

void MeasureEdits(const char* name, const Session& session, Times core, Threading threading) {
  Workbench bench(threading);
  bench.Open(session);
  Await(bench);
  char label[64];
  std::snprintf(label, sizeof label, "%s, kernel", name);
  Print(label, Measure([&](int i) {
          bench.Do(SetCell(GridRole::kKernel, {0, 0}, static_cast<float>(i + 2)));
          Await(bench);
        }),
        core);
  std::snprintf(label, sizeof label, "%s, input cell", name);
  Print(label, Measure([&](int i) {
          bench.Do(SetCell(GridRole::kInput, {100 + i, 200}, static_cast<float>(i + 2)));
          Await(bench);
        }),
        core);
  std::snprintf(label, sizeof label, "%s, brush stroke", name);
  Print(label, Measure([&](int i) {
          const Cell from{500 + 20 * i, 600};
          bench.DoInStroke(PaintStroke({GridRole::kInput, from, {from.row + 20, 640}, 8, 2}), 7);
          Await(bench);
        }),
        core);
  bench.EndStroke();
}

/// Steps a second that the program shows, beside those that were counted.
void CheckTrainingSpeed() {
  Session session = PictureOf(256, 5, 0, true);
  session.document.training.rate = 1e-4F;
  session.document.training.loss = Loss::kMean;
  session.document.training.step_limit = 0;
  session.document.training.steps_per_second = 0;
  Workbench bench(Threading::kThreads);
  bench.Open(session);
  Await(bench);
  bench.training().Start();
  const auto play = [&](double seconds) {
    const auto start = Clock::now();
    while (MillisecondsSince(start) < 1000 * seconds) {
      bench.Advance(0.016);
      std::this_thread::sleep_for(std::chrono::milliseconds(16));
    }
    return MillisecondsSince(start) / 1000;
  };
  play(1);
  const int64_t first = bench.training().snapshot().state.step;
  const double seconds = play(3);
  const auto steps = static_cast<double>(bench.training().snapshot().state.step - first);
  std::printf("\nTraining at 256 × 256, 5 × 5: %.0f steps/s shown, %.0f counted\n",
              bench.training().snapshot().steps_per_second, steps / seconds);
}

}  // namespace

int main() {
  constexpr int kSide = 4096;
  const Times core = CoreTimes(kSide, 3);
  std::printf("\nFrom an edit to its result, 4096 × 4096 and 3 × 3: best, median, best / core\n");
  Print("core, one thread", core, core);
  MeasureEdits("one thread", PictureOf(kSide, 3, 0, false), core, Threading::kInline);
  MeasureEdits("threads", PictureOf(kSide, 3, 0, false), core, Threading::kThreads);
  MeasureEdits("threads, padded", PictureOf(kSide, 3, 1, false), core, Threading::kThreads);
  MeasureEdits("threads, with target", PictureOf(kSide, 3, 0, true), core, Threading::kThreads);
  CheckTrainingSpeed();
  return 0;
}
