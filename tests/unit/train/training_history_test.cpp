#include "train/run/training_history.h"

#include <doctest/doctest.h>

using namespace convlens;

namespace {

RecordedStep RecordAt(int64_t step, Shape kernel = {1, 2}) {
  return {step, Grid(kernel, static_cast<float>(step)), 0, static_cast<double>(step)};
}

}  // namespace

TEST_CASE("a short run keeps every step") {
  TrainingHistory history;
  for (int64_t step = 5; step < 105; ++step) history.Add(RecordAt(step));
  CHECK(history.records().size() == 100);
  CHECK(history.At(42)->kernel == Grid(1, 2, 42));
  CHECK(history.At(0)->step == 5);
  CHECK(history.At(1'000'000)->step == 104);
}

TEST_CASE("a long run stays bounded, evenly spaced from its first step") {
  TrainingHistory history;
  int64_t made = 0;
  for (int64_t step = 0; step < 1'000'000; ++step) {
    if (!history.Wants(step)) continue;
    history.Add(RecordAt(step));
    ++made;
  }
  CHECK(history.records().size() <= TrainingHistory::kCapacity);
  CHECK(history.records().size() > TrainingHistory::kCapacity / 4);
  CHECK(made < 30'000);
  CHECK(history.records().front()->step == 0);
  for (size_t i = 1; i < history.records().size(); ++i) {
    REQUIRE(history.records()[i]->step - history.records()[i - 1]->step == history.spacing());
  }
  CHECK(history.At(777'777)->step <= 777'777);
  CHECK(history.At(777'777)->step > 777'777 - history.spacing());
}

TEST_CASE("steps of a run near the largest number are kept too") {
  TrainingHistory history;
  constexpr int64_t kLast = std::numeric_limits<int64_t>::max();
  for (int64_t step = kLast - 5000; step < kLast; ++step) history.Add(RecordAt(step));
  CHECK(history.At(kLast)->step > kLast - 10);
}

TEST_CASE("large kernels are kept in smaller number") {
  TrainingHistory history;
  for (int64_t step = 0; step < 10'000; ++step) {
    if (history.Wants(step)) history.Add(RecordAt(step, {100, 100}));
  }
  CHECK(history.records().size() <= 400);
}

TEST_CASE("nothing recorded is nothing to look at") { CHECK(TrainingHistory().At(3) == nullptr); }

TEST_CASE("a kept run gets its own name") {
  std::vector<RunRecord> runs;
  CHECK(FreeRunName(runs, "Adam") == "Adam");
  runs.push_back({"Adam"});
  CHECK(FreeRunName(runs, "Adam") == "Adam 2");
  runs.push_back({"Adam 2"});
  CHECK(FreeRunName(runs, "Adam") == "Adam 3");
}
