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

/// filter2D or sepFilter2D, told to compute the valid region only: the anchor in the corner, the
/// region cut out of the image, so that its border is the image itself.
Work PrepareOpenCv(std::shared_ptr<const Problem> problem) {
  const bool separable = problem->task == Task::kSeparable;
  if (problem->task != Task::kForward && !separable) return {};
  cv::setNumThreads(1);
  const auto y = std::make_shared<Grid>(problem->output());
  const Shape output = problem->output();
  const cv::Mat region = MatOf(problem->x)(cv::Rect(0, 0, output.width, output.height));
  const cv::Mat kernel = MatOf(problem->k).clone();
  const cv::Mat row = MatOf(problem->row).clone();
  const cv::Mat column = MatOf(problem->column).clone();
  cv::Mat out = MatOf(*y);
  const cv::Point corner(0, 0);
  if (separable) {
    return {[problem, y, region, row, column, out, corner]() mutable {
              cv::sepFilter2D(region, out, CV_32F, row, column, corner, 0, cv::BORDER_DEFAULT);
            },
            [y] { return *y; }};
  }
  return {[problem, y, region, kernel, out, corner]() mutable {
            cv::filter2D(region, out, CV_32F, kernel, corner, 0, cv::BORDER_DEFAULT);
          },
          [y] { return *y; }};
}

}  // namespace convlens::bench
