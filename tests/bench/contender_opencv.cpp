#include <opencv2/imgproc.hpp>

#include "work.h"

namespace convlens::bench {
namespace {

/// A header for `grid`'s numbers; nothing is copied, and nothing is written through it.
cv::Mat MatOf(const Grid& grid) {
  return {grid.height(), grid.width(), CV_32F, const_cast<float*>(grid.row(0)),
          static_cast<size_t>(grid.pitch()) * sizeof(float)};
}

}  // namespace

/// filter2D, told to compute the valid region only: the anchor in the corner, the region cut out
/// of the image, so that its border is the image itself.
Work PrepareOpenCv(std::shared_ptr<const Problem> problem) {
  if (problem->task != Task::kForward) return {};
  cv::setNumThreads(1);
  const auto y = std::make_shared<Grid>(problem->output());
  const Shape output = problem->output();
  const cv::Mat region = MatOf(problem->x)(cv::Rect(0, 0, output.width, output.height));
  const cv::Mat kernel = MatOf(problem->k).clone();
  cv::Mat out = MatOf(*y);
  const auto run = [problem, y, region, kernel, out]() mutable {
    cv::filter2D(region, out, CV_32F, kernel, cv::Point(0, 0), 0, cv::BORDER_DEFAULT);
  };
  return {run, [y] { return *y; }};
}

}  // namespace convlens::bench
