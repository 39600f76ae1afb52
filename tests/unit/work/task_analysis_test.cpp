#include "work/task_analysis.h"

#include <doctest/doctest.h>

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "core/grid/random.h"
#include "core/pattern/pattern.h"

namespace convlens {
namespace {

// The book's picture of 6.2.3 and what its kernel [1, -1] makes of it.
AnalysisQuestion BookQuestion() {
  Grid input(6, 8, 1.0F);
  Grid target(6, 7);
  for (int row = 0; row < 6; ++row) {
    for (int col = 2; col < 6; ++col) input.at(row, col) = 0;
    target.at(row, 1) = 1;
    target.at(row, 5) = -1;
  }
  AnalysisQuestion question;
  question.data.pairs = {{std::move(input), std::move(target)}};
  question.kernel = {1, 2};
  return question;
}

TEST_CASE("the book's problem is analysed at once: eigenvalues 30 and 6, least squares [1, -1]") {
  AnalysisFinder finder(Threading::kInline);
  const AnalysisPtr found = finder.For(BookQuestion());
  REQUIRE(found != nullptr);
  CHECK(found->spectrum.values[0] == doctest::Approx(30));
  CHECK(found->spectrum.values[1] == doctest::Approx(6));
  CHECK(found->minimum.parameters[0] == doctest::Approx(1));
  CHECK(found->minimum.parameters[1] == doctest::Approx(-1));
}

TEST_CASE("another rate asks nothing new, another input does") {
  AnalysisFinder finder(Threading::kInline);
  AnalysisQuestion question = BookQuestion();
  const AnalysisPtr first = finder.For(question);
  question.options.rate = 1;
  CHECK(finder.For(question) == first);
  question.data.pairs[0].input[0].Mutable().at(0, 0) = 5;
  const AnalysisPtr second = finder.For(question);
  CHECK(second != first);
  CHECK(second->spectrum.values[0] > first->spectrum.values[0]);
}

TEST_CASE("data with a problem, and kernels of too many weights, have no analysis") {
  AnalysisFinder finder(Threading::kInline);
  AnalysisQuestion question = BookQuestion();
  question.kernel = {9, 9};
  CHECK(finder.For(question) == nullptr);
  question.kernel = {3, 41};
  question.data.pairs = {{Grid(50, 50), Grid(48, 10)}};
  CHECK(finder.For(question) == nullptr);
}

TEST_CASE("a large input is analysed in the background, which wakes when it is done") {
  std::mutex mutex;
  std::condition_variable woken;
  bool done = false;
  AnalysisFinder finder(Threading::kThreads, [&] {
    const std::lock_guard lock(mutex);
    done = true;
    woken.notify_one();
  });
  AnalysisQuestion question;
  question.kernel = {5, 5};
  question.data.pairs = {{NormalGrid({1200, 1200}, 3), Grid(1196, 1196, 1.0F)}};
  CHECK(finder.For(question) == nullptr);
  std::unique_lock lock(mutex);
  REQUIRE(woken.wait_for(lock, std::chrono::seconds(60), [&] { return done; }));
  lock.unlock();
  CHECK(finder.For(question) != nullptr);
}

}  // namespace
}  // namespace convlens
