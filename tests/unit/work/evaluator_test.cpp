#include "work/evaluator.h"

#include <doctest/doctest.h>

#include "core/grid/random.h"
#include "model/edit/edit.h"
#include "waiting.h"

using namespace convlens;

namespace {

constexpr Threading kBoth[] = {Threading::kThreads, Threading::kInline};

/// A document whose evaluation takes a while: `side`×`side` under a kernel of 15×15.
Document Heavy(int side, uint64_t seed) {
  Document document;
  document.input = UniformGrid({side, side}, seed);
  SetFrontKernel(document, {}, UniformGrid({15, 15}, seed));
  return document;
}

bool WaitForNewest(Evaluator& evaluator, Waker& waker) {
  return waker.Until([&] {
    evaluator.Poll();
    return !evaluator.busy();
  });
}

}  // namespace

TEST_CASE("there is always an evaluation") {
  const Evaluator evaluator(Threading::kThreads);
  REQUIRE(evaluator.evaluation());
  CHECK(*evaluator.evaluation()->output.grid() == Grid{{19, 25}, {37, 43}});
  CHECK_FALSE(evaluator.busy());
}

TEST_CASE("a small document is evaluated before the request returns") {
  for (const Threading threading : kBoth) {
    Evaluator evaluator(threading);
    Document document;
    SetBias(1).apply(document);
    evaluator.Request(document);
    CHECK(evaluator.evaluation()->output.grid()->at(0, 0) == 20);
    CHECK_FALSE(evaluator.busy());
    CHECK(evaluator.Poll());
    CHECK_FALSE(evaluator.Poll());
  }
}

TEST_CASE("a large document is evaluated in the background, the old result standing meanwhile") {
  for (const Threading threading : kBoth) {
    Waker waker;
    Evaluator evaluator(threading, waker.Wake());
    const EvaluationPtr old = evaluator.evaluation();
    const Document document = Heavy(600, 1);
    evaluator.Request(document);
    CHECK(evaluator.busy());
    CHECK(evaluator.evaluation() == old);
    CHECK(evaluator.busy_seconds() >= 0);
    REQUIRE(WaitForNewest(evaluator, waker));
    CHECK(evaluator.evaluation()->document == document);
    CHECK(evaluator.busy_seconds() == 0);
  }
}

TEST_CASE("of many requests the newest wins") {
  for (const Threading threading : kBoth) {
    Waker waker;
    Evaluator evaluator(threading, waker.Wake());
    for (uint64_t seed = 1; seed <= 20; ++seed) evaluator.Request(Heavy(400, seed));
    REQUIRE(WaitForNewest(evaluator, waker));
    CHECK(evaluator.evaluation()->document == Heavy(400, 20));
  }
}

TEST_CASE("a small document overtakes a large one that is under way") {
  for (const Threading threading : kBoth) {
    Waker waker;
    Evaluator evaluator(threading, waker.Wake());
    evaluator.Request(Heavy(700, 1));
    evaluator.Request(Document{});
    CHECK_FALSE(evaluator.busy());
    REQUIRE(WaitForNewest(evaluator, waker));
    CHECK(evaluator.evaluation()->document == Document{});
  }
}

TEST_CASE("a request given up leaves the old evaluation, and the next one is answered") {
  for (const Threading threading : kBoth) {
    Waker waker;
    Evaluator evaluator(threading, waker.Wake());
    const EvaluationPtr old = evaluator.evaluation();
    evaluator.Request(Heavy(2000, 1));
    evaluator.Cancel();
    CHECK_FALSE(evaluator.busy());
    CHECK_FALSE(evaluator.Poll());
    CHECK(evaluator.evaluation() == old);
    evaluator.Request(Heavy(400, 2));
    REQUIRE(WaitForNewest(evaluator, waker));
    CHECK(evaluator.evaluation()->document == Heavy(400, 2));
  }
}

TEST_CASE("progress grows while the work goes on") {
  Evaluator evaluator(Threading::kInline);
  evaluator.Request(Heavy(4000, 1));  // several slices' work on the fastest machine
  float last = evaluator.progress();
  int slices = 0;
  while (evaluator.busy()) {
    evaluator.Poll();
    if (!evaluator.busy()) break;
    CHECK(evaluator.progress() >= last);
    last = evaluator.progress();
    ++slices;
  }
  CHECK(slices > 1);
  CHECK(last > 0);
}

TEST_CASE("an evaluator can go while it works") {
  for (int i = 0; i < 20; ++i) {
    Evaluator evaluator(Threading::kThreads);
    evaluator.Request(Heavy(1000, 1));
    CHECK(evaluator.busy());
  }
}
