// Frame times of a figure that is panned and zoomed, drawn without a display. What counts is the
// ratio: a picture of 4096 × 4096 should move as smoothly as a grid of 3 × 3.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <memory>
#include <vector>

#include "paint/camera.h"
#include "paint/figure_export.h"
#include "render/framebuffer.h"
#include "render/offscreen.h"
#include "required.h"
#include "scene/layout/build_figure.h"

using namespace convlens;

namespace {

constexpr PictureLook kWindow = {ThemeKind::kDark, Language::kEnglish, 1440, 900};
constexpr int kFrames = 90;
constexpr double kGoal = 1.5;

struct Times {
  double median = 0;  ///< milliseconds
  double slowest = 0;
};

Document PictureOf(int side) {
  Document document;
  Grid picture(side, side);
  for (int r = 0; r < side; ++r) {
    for (int c = 0; c < side; ++c) picture.at(r, c) = static_cast<float>((r ^ c) % 256) / 255;
  }
  document.input = std::move(picture);
  document.input_is_image = true;
  return document;
}

// In and out again by `depth`, and around in a circle.
FigureCamera CameraAt(const FigureCamera& fitted, int frame, float depth) {
  const float turn = 6.2832F * static_cast<float>(frame) / kFrames;
  const float zoom = std::pow(depth, 0.5F - 0.5F * std::cos(turn));
  const FigureCamera zoomed = ZoomedAt(fitted, {400, 450}, zoom, {0.01F, 1e4F});
  return PannedBy(zoomed, {60 * std::sin(turn), 40 * std::sin(2 * turn)});
}

Times Measure(const Document& document, float depth) {
  const EvaluationPtr evaluation = Evaluate(document, nullptr);
  FigureOptions options;
  options.view.reveal_output = false;
  const Figure figure = BuildFigure(*evaluation, options);
  const std::unique_ptr<FigureStage> stage = Required(FigureStage::Create(kWindow, 1));
  const FigureCamera fitted = FitPicture(figure, kWindow);
  stage->Draw(figure, options.view, fitted);  // fonts and shaders
  FinishDrawing();
  std::vector<double> times;
  for (int frame = 0; frame < kFrames; ++frame) {
    const auto start = std::chrono::steady_clock::now();
    stage->Draw(figure, options.view, CameraAt(fitted, frame, depth));
    FinishDrawing();
    const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
    times.push_back(time.count());
  }
  std::sort(times.begin(), times.end());
  return {times[times.size() / 2], times.back()};
}

void Print(const char* name, Times small, Times large) {
  const double ratio = large.median / small.median;
  std::printf("%-34s %8.2f ms %8.2f ms (slowest %7.2f) %8.2f  %s\n", name, small.median,
              large.median, large.slowest, ratio, ratio < kGoal ? "good" : "over 1.5");
}

}  // namespace

int main() {
  const auto context = Required(OffscreenContext::Create(16, 16));
  std::printf("\nFrames of 1440 × 900, panned and zoomed: median time\n");
  std::printf("%-34s %11s %11s %30s\n", "", "3 × 3", "4096²", "ratio");
  const Document small;
  const Document large = PictureOf(4096);
  Print("frame/pan_and_zoom_3x", Measure(small, 3), Measure(large, 3));
  Print("frame/pan_and_zoom_30x", Measure(small, 30), Measure(large, 30));
  Print("frame/pan_and_zoom_1000x", Measure(small, 30), Measure(large, 1000));
  return 0;
}
