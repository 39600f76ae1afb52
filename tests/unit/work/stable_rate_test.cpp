#include "work/stable_rate.h"

#include <doctest/doctest.h>

#include <condition_variable>
#include <mutex>

#include "core/pattern/pattern.h"
#include "model/document/front.h"

namespace convlens {
namespace {

Document BookDocument() {
  Document document;
  document.input = MakePattern({Pattern::kBookEdges, {6, 8}, 1, 1});
  SetFrontKernel(document, {}, Grid{{0, 0}});
  return document;
}

TEST_CASE("the book's example converges below a rate of 1/30") {
  StableRateFinder finder(Threading::kInline);
  CHECK(finder.RateFor(BookDocument()) == doctest::Approx(1.0 / 30).epsilon(1e-3));
}

TEST_CASE("the mean loss allows as many times the rate as there are output elements") {
  StableRateFinder finder(Threading::kInline);
  Document document = BookDocument();
  document.training.loss = Loss::kMean;
  CHECK(finder.RateFor(document) == doctest::Approx(42.0 / 30).epsilon(1e-3));
}

TEST_CASE("a kernel that does not fit has no rate") {
  StableRateFinder finder(Threading::kInline);
  Document document = BookDocument();
  SetFrontKernel(document, {}, Grid(7, 2));
  CHECK(finder.RateFor(document) == 0);
}

TEST_CASE("a large input's rate is found in the background, and its end is signalled") {
  std::mutex mutex;
  std::condition_variable ended;
  bool woken = false;
  StableRateFinder finder(Threading::kThreads, [&] {
    const std::lock_guard<std::mutex> lock(mutex);
    woken = true;
    ended.notify_all();
  });
  Document document = BookDocument();
  document.input = Grid(300, 300, 1.0F);
  CHECK(finder.RateFor(document) == 0);
  std::unique_lock<std::mutex> lock(mutex);
  ended.wait(lock, [&] { return woken; });
  // All windows are (1, 1): the largest eigenvalue is twice their number.
  CHECK(finder.RateFor(document) == doctest::Approx(1.0 / (2.0 * 300 * 299)).epsilon(1e-3));
}

TEST_CASE("without threads a large input's rate stays unknown") {
  StableRateFinder finder(Threading::kInline);
  Document document = BookDocument();
  document.input = Grid(300, 300, 1.0F);
  CHECK(finder.RateFor(document) == 0);
}

TEST_CASE("another document ends the search for the last one") {
  StableRateFinder finder(Threading::kThreads);
  Document document = BookDocument();
  document.input = Grid(2000, 2000, 1.0F);
  finder.RateFor(document);
  // Until the cancelled search has ended there is no answer; then this one is immediate.
  double rate = 0;
  while (rate == 0) rate = finder.RateFor(BookDocument());
  CHECK(rate == doctest::Approx(1.0 / 30).epsilon(1e-3));
}

TEST_CASE("a question that was given up is answered when it is asked again") {
  StableRateFinder finder(Threading::kThreads);
  Document large = BookDocument();
  large.input = Grid(600, 600, 1.0F);
  finder.RateFor(large);
  finder.RateFor(BookDocument());  // gives the search up, perhaps before it has ended
  double rate = 0;
  while (rate == 0) rate = finder.RateFor(large);
  CHECK(rate == doctest::Approx(1.0 / (2.0 * 600 * 599)).epsilon(1e-3));
}

}  // namespace
}  // namespace convlens
