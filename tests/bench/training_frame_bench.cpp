// Frame times while a 5×5 kernel learns on a picture of a megapixel, as a multiple of those of the
// same figure at rest: training in the background should not be felt in the window.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

#include "core/grid/random.h"
#include "paint/camera.h"
#include "paint/figure_export.h"
#include "render/framebuffer.h"
#include "render/offscreen.h"
#include "required.h"
#include "scene/layout/build_figure.h"
#include "work/workbench.h"

using namespace convlens;

namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr PictureLook kWindow = {ThemeKind::kDark, Language::kEnglish, 1440, 900};
constexpr std::chrono::microseconds kFrame{16'667};
constexpr int kRounds = 4;  // of rest and training by turns, so that both see the same machine
constexpr int kFrames = 60;
constexpr double kGoal = 2;

Session PictureOf(int side) {
  Session session;
  Document& document = session.document;
  document.input = UniformGrid({side, side}, 1);
  document.input_is_image = true;
  SetFrontKernel(document, {}, Grid(5, 5, 0));
  document.training.reference_kernel = UniformGrid({5, 5}, 2);
  document.training.loss = Loss::kMean;
  document.training.rate = 1e-3F;  // slow enough to be learning still at the end
  document.training.step_limit = 0;
  document.training.steps_per_second = 0;
  session.view.figure = FigureKind::kLearn;
  session.view.reveal_output = false;
  return session;
}

/// The window without its panels: takes over what is new, lays it out and draws it.
class Screen {
 public:
  explicit Screen(Workbench& bench)
      : bench_(bench), stage_(Required(FigureStage::Create(kWindow, 1))) {}

  /// The time that a frame takes; then the rest of it is waited for, as a window does.
  double Frame() {
    const auto start = Clock::now();
    bench_.Advance(std::chrono::duration<double>(kFrame).count());
    FigureOptions options;
    options.view = bench_.view();
    const Figure figure = BuildFigure(*bench_.evaluation(), options);
    stage_->Draw(figure, options.view, FitPicture(figure, kWindow));
    FinishDrawing();
    const double time = Milliseconds(Clock::now() - start).count();
    std::this_thread::sleep_until(start + kFrame);
    return time;
  }

  void Frames(std::vector<double>& times) {
    for (int i = 0; i < kFrames; ++i) times.push_back(Frame());
  }

 private:
  Workbench& bench_;
  std::unique_ptr<FigureStage> stage_;
};

double Quantile(std::vector<double>& times, double share) {
  std::sort(times.begin(), times.end());
  return times[static_cast<size_t>(share * static_cast<double>(times.size() - 1))];
}

void Measure(const char* name, int side) {
  Workbench bench(Threading::kThreads);
  bench.Open(PictureOf(side));
  Screen screen(bench);
  while (bench.evaluator().busy()) screen.Frame();
  std::vector<double> resting;
  std::vector<double> training;
  double steps_per_second = 0;
  for (int round = 0; round < kRounds; ++round) {
    screen.Frames(resting);
    bench.training().Start();
    screen.Frames(training);
    steps_per_second = bench.training().snapshot().steps_per_second;
    bench.training().Pause();
    while (bench.evaluator().busy()) screen.Frame();
  }
  const double rest = Quantile(resting, 0.5);
  const double busy = Quantile(training, 0.5);
  std::printf("%-34s %8.2f ms %8.2f ms (95 %%: %7.2f) %8.2f  %-10s %8.1f steps/s\n", name, rest,
              busy, Quantile(training, 0.95), busy / rest, busy / rest <= kGoal ? "good" : "over 2",
              steps_per_second);
}

}  // namespace

int main() {
  const auto context = Required(OffscreenContext::Create(16, 16));
  std::printf("\nFrames of 1440 × 900 while a 5 × 5 kernel learns: median time\n");
  std::printf("%-34s %11s %11s %16s %8s\n", "", "at rest", "training", "", "ratio");
  Measure("frame/training_1_megapixel", 1024);
  return 0;
}
