#include "work/sampled_surface.h"

#include <doctest/doctest.h>

#include <cmath>
#include <thread>

namespace convlens {
namespace {

// One window [1, 0] and one [0, 1], both to give 0: the sum of absolute errors is |s| + |t|.
SurfaceQuestion DiamondQuestion() {
  SurfaceQuestion question;
  question.task.data.pairs = {{Grid{{1, 0}, {0, 1}}, Grid{{0}, {0}}}};
  question.task.kernel = {1, 2};
  question.task.options.error = ErrorMeasure::kAbsolute;
  question.plane = PlaneOfWeights(std::vector<double>{0, 0}, 0, 1);
  question.window = {{-2, -1}, {2, 1}, 9, 17};
  return question;
}

TEST_CASE("the surface of absolute errors is a diamond's, with a kink at its bottom") {
  SurfaceFinder finder(Threading::kInline);
  const SampledSurfacePtr surface = finder.For(DiamondQuestion());
  REQUIRE(surface);
  CHECK(surface->At({0, 0}) == 0);
  CHECK(surface->At({1.5, -0.25}) == 1.75);
  CHECK(surface->At({-0.125, 0.375}) == 0.5);
  CHECK(surface->At({9, 9}) == 3);
}

TEST_CASE("a surface is sampled once, and again where another place or problem is asked for") {
  SurfaceFinder finder(Threading::kInline);
  SurfaceQuestion question = DiamondQuestion();
  const SampledSurfacePtr first = finder.For(question);
  CHECK(finder.For(question) == first);
  question.task.options.rate = 1;
  CHECK(finder.For(question) == first);
  question.window.high.s = 3;
  const SampledSurfacePtr second = finder.For(question);
  CHECK(second != first);
  question.task.options.error = ErrorMeasure::kHuber;
  const SampledSurfacePtr third = finder.For(question);
  CHECK(third->At({0.5, 0}) == doctest::Approx(0.125));
}

TEST_CASE("a plane that moves while its surface is sampled shows the one before meanwhile") {
  SurfaceFinder finder(Threading::kThreads);
  SurfaceQuestion question = DiamondQuestion();
  const auto await = [&] {
    SampledSurfacePtr found;
    while (!(found = finder.For(question))) std::this_thread::yield();
    return found;
  };
  const SampledSurfacePtr first = await();
  question.window.high.s = 4;
  SampledSurfacePtr next = finder.For(question);
  CHECK(next != nullptr);
  while ((next = finder.For(question)) == first) std::this_thread::yield();
  CHECK(next->window.high.s == 4);
}

TEST_CASE("a plane of the same directions that has moved is read at another place") {
  SurfaceFinder finder(Threading::kInline);
  const SampledSurfacePtr surface = finder.For(DiamondQuestion());
  ParameterPlane moved = surface->plane;
  moved.origin = {0.5, 0.25};
  const PlanePoint offset = surface->OffsetFrom(moved);
  CHECK(surface->At(offset) == 0.75);
}

}  // namespace
}  // namespace convlens
