#include "scene/layout/backward_figure.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace convlens {
namespace {

const Grid kInput{{1, 2, 0}, {0, 1, 3}, {4, 0, 1}};
const Grid kKernel{{1, -1}, {2, 0.5F}};

TEST_CASE("the figure is a row of three grids; the window that gives the element is lit") {
  const Grid slope{{1, -2}, {0.5F, 3}};
  const BackwardPass pass = MakeBackwardPass(kInput, kKernel, Operation::kCorrelation, slope);
  Playback playback;
  playback.output = 3;
  const Figure figure = BuildBackwardFigure(pass, BackwardPart::kKernel, playback, {});
  REQUIRE(figure.grids.size() == 3);
  CHECK(figure.grids[0].lit == CellRect{1, 1, 2, 2});
  CHECK(figure.grids[0].bounds.right() <= figure.grids[1].bounds.x);
  CHECK(figure.grids[1].bounds.right() <= figure.grids[2].bounds.x);
  CHECK(figure.badges.size() == 4);
  CHECK_FALSE(figure.grids[2].partial_cell.has_value());
}

TEST_CASE("stepping into an element shows its sum so far") {
  const Grid slope{{1, -2}, {0.5F, 3}};
  const BackwardPass pass = MakeBackwardPass(kInput, kKernel, Operation::kCorrelation, slope);
  Playback playback;
  playback.terms = 2;
  const Figure figure = BuildBackwardFigure(pass, BackwardPart::kKernel, playback, {});
  REQUIRE(figure.grids[2].partial_cell.has_value());
  CHECK(figure.grids[2].partial_value == doctest::Approx(1 * 1 + 2 * -2));
  const auto active = std::count_if(figure.badges.begin(), figure.badges.end(),
                                    [](const FigureBadge& badge) { return badge.active; });
  CHECK(active == 2);
}

TEST_CASE(
    "in a convolution the kernel's gradient is turned: its first element has the last window") {
  const Grid slope{{1, -2}, {0.5F, 3}};
  const BackwardPass pass = MakeBackwardPass(kInput, kKernel, Operation::kConvolution, slope);
  const Figure figure = BuildBackwardFigure(pass, BackwardPart::kKernel, Playback{}, {});
  CHECK(figure.grids[0].lit == CellRect{1, 1, 2, 2});
}

}  // namespace
}  // namespace convlens
