#include <doctest/doctest.h>
#ifndef _WIN32
#include <sys/resource.h>
#endif

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "unit/work/waiting.h"
#include "work/evaluator.h"
#include "work/newest_answer.h"

namespace convlens {
namespace {

using Answers = NewestAnswer<int>;

bool Finish(Answers& answers, Waker& waker) {
  return waker.Until([&] {
    answers.Poll();
    return !answers.busy();
  });
}

TEST_CASE("a question that runs out of memory leaves the last answer, and the next is answered") {
  Waker waker;
  Answers answers(Threading::kThreads, waker.Wake());
  const auto gives = [](int number) {
    return [=](const std::atomic<bool>&) { return std::make_shared<const int>(number); };
  };
  answers.Ask(gives(1), false);
  REQUIRE(Finish(answers, waker));
  answers.Ask([](const std::atomic<bool>&) -> Answers::Pointer { throw std::bad_alloc(); }, false);
  REQUIRE(Finish(answers, waker));
  CHECK(*answers.answer() == 1);
  answers.Ask(gives(2), false);
  REQUIRE(Finish(answers, waker));
  CHECK(*answers.answer() == 2);
}

TEST_CASE("whatever else a question throws is thrown where its answer is asked for") {
  Waker waker;
  Answers answers(Threading::kThreads, waker.Wake());
  answers.Ask(
      [](const std::atomic<bool>&) -> Answers::Pointer { throw std::runtime_error("lost"); },
      false);
  CHECK_THROWS_WITH_AS(Finish(answers, waker), "lost", std::runtime_error);
  CHECK_FALSE(answers.busy());
  answers.Ask(
      [](const std::atomic<bool>&) -> Answers::Pointer {
        std::filesystem::current_path("/none/such");
        return nullptr;
      },
      false);
  CHECK_THROWS_AS(Finish(answers, waker), std::filesystem::filesystem_error);
}

// Windows has no limit for the memory of the process itself.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(_WIN32)

/// As long as it lives, this process can take `more` bytes of memory only.
class LittleMemory {
 public:
  explicit LittleMemory(rlim_t more) {
    getrlimit(RLIMIT_AS, &before_);
    size_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    const rlimit little{pages * 4096 + more, before_.rlim_max};
    setrlimit(RLIMIT_AS, &little);
  }
  ~LittleMemory() { setrlimit(RLIMIT_AS, &before_); }
  LittleMemory(const LittleMemory&) = delete;
  LittleMemory& operator=(const LittleMemory&) = delete;

 private:
  rlimit before_{};
};

TEST_CASE("an output for which the memory does not suffice is told, and the work goes on") {
  Document large;
  large.input = Tensor(Grid(4096, 4096));
  Waker waker;
  Evaluator evaluator(Threading::kThreads, waker.Wake());
  const EvaluationPtr before = evaluator.evaluation();
  {
    const LittleMemory little(16 << 20);
    evaluator.Request(large);
    REQUIRE(waker.Until([&] {
      evaluator.Poll();
      return !evaluator.busy();
    }));
  }
  CHECK(evaluator.TakeOutOfMemory());
  CHECK_FALSE(evaluator.TakeOutOfMemory());
  CHECK(evaluator.evaluation() == before);
  evaluator.Request(large);
  REQUIRE(waker.Until([&] {
    evaluator.Poll();
    return !evaluator.busy();
  }));
  CHECK(evaluator.evaluation()->document == large);
}

#endif

}  // namespace
}  // namespace convlens
