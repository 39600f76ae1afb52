#pragma once

#include <functional>
#include <utility>

#include "waiting.h"
#include "work/workbench.h"

namespace convlens {

inline Edit ChangeSetup(std::function<void(TrainingSetup&)> change) {
  return ChangeTraining({"Change the method of training", {}}, std::move(change));
}

/// A workbench, and the waiting for what it trains.
struct LearningBench {
  explicit LearningBench(Threading threading) : bench(threading, waker.Wake()) {}

  Workbench* operator->() { return &bench; }
  bool WaitForEnd() {
    return waker.Until([&] {
      bench.Advance(0);
      return !bench.training().running();
    });
  }
  bool WaitForStep(int64_t step) {
    return waker.Until([&] {
      bench.Advance(0);
      return bench.training().snapshot().state.step >= step;
    });
  }
  bool Run() {
    bench.training().Start();
    return WaitForEnd();
  }

  Waker waker;
  Workbench bench;
};

}  // namespace convlens
