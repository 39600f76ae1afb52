#include "work/evaluator.h"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <new>
#include <optional>
#include <thread>

#include "model/evaluate/evaluation_job.h"

namespace convlens {
namespace {

using Clock = std::chrono::steady_clock;

double SecondsSince(Clock::time_point time) {
  return std::chrono::duration<double>(Clock::now() - time).count();
}

}  // namespace

/// What the caller's thread and the worker share. Where there are no threads, `Poll` plays the
/// worker.
struct Evaluator::Background {
  struct Work {
    EvaluationJob job;
    double estimate = 0;
    bool begun = false;
  };

  Background(Threading threading, std::function<void()> wake_up)
      : wake(std::move(wake_up)), threaded(threading == Threading::kThreads) {
    if (threaded) {
      thread = std::thread([this] { Run(); });
    }
  }

  ~Background() {
    Abandon();
    {
      const std::lock_guard lock(mutex);
      stopping = true;
    }
    changed.notify_one();
    if (thread.joinable()) thread.join();
  }

  /// Gives up everything that is asked for or finished.
  void Abandon() {
    const std::lock_guard lock(mutex);
    wanted.reset();
    finished.reset();
    if (progress) progress->cancelled.store(true);
    progress.reset();
  }

  /// What a job that is begun now may use.
  Threads threads() const { return threaded ? Threads::OfMachine() : Threads{}; }
  SpareGrids TakeSpare() { return std::exchange(spare, {}); }

  void Want(EvaluationJob job, double estimate) {
    {
      const std::lock_guard lock(mutex);
      if (!progress && !wanted) since = Clock::now();
      wanted.emplace(Work{std::move(job), estimate});
      if (progress && estimate_under_way > kPatienceSeconds) {
        progress->cancelled.store(true);
        progress.reset();
      }
    }
    changed.notify_one();
  }

  void Run() {
    std::unique_lock lock(mutex);
    for (;;) {
      changed.wait(lock, [this] { return wanted.has_value() || stopping; });
      if (!wanted) return;
      Work work = std::move(*wanted);
      wanted.reset();
      const auto own = std::make_shared<Progress>();
      progress = own;
      estimate_under_way = work.estimate;
      work.job.Use(threads(), TakeSpare());
      lock.unlock();
      bool enough_memory = true;
      std::exception_ptr failed;
      try {
        while (!own->cancelled.load() && !work.job.Step()) {
          own->fraction.store(work.job.fraction());
        }
      } catch (const std::bad_alloc&) {
        enough_memory = false;
      } catch (...) {
        failed = std::current_exception();
      }
      lock.lock();
      if (progress != own) continue;  // given up meanwhile
      progress.reset();
      if (enough_memory && !failed) finished = work.job.result();
      failure = failed;
      out_of_memory = !enough_memory;
      lock.unlock();
      if (wake) wake();
      lock.lock();
    }
  }

  /// Works for a part of a frame on the caller's thread.
  void RunSlice() {
    if (!wanted) return;
    if (!wanted->begun) wanted->job.Use(threads(), TakeSpare());
    wanted->begun = true;
    const auto start = Clock::now();
    while (!wanted->job.Step()) {
      if (SecondsSince(start) > kInlineSeconds) return;
    }
    finished = wanted->job.result();
    wanted.reset();
  }

  std::function<void()> wake;
  bool threaded;
  mutable std::mutex mutex;  ///< guards all below
  std::condition_variable changed;
  bool stopping = false;
  std::optional<Work> wanted;          ///< newest request, not begun by the worker
  std::shared_ptr<Progress> progress;  ///< of the request under way
  double estimate_under_way = 0;
  EvaluationPtr finished;
  bool out_of_memory = false;  ///< the last request was given up
  std::exception_ptr failure;  ///< what else ended it: thrown where it is asked for
  SpareGrids spare;            ///< of the evaluation before the present one
  Clock::time_point since;
  std::thread thread;
};

Evaluator::Evaluator(Threading threading, std::function<void()> wake)
    : background_(std::make_unique<Background>(threading, std::move(wake))),
      evaluation_(Evaluate(Document{}, nullptr)) {}

Evaluator::~Evaluator() = default;

void Evaluator::Request(const Document& document, Front front) {
  EvaluationJob job(document, evaluation_, front, method_);
  const double estimate = job.estimated_seconds();
  if (estimate <= kInlineSeconds) {
    background_->Abandon();
    {
      const std::lock_guard lock(background_->mutex);
      job.Use(background_->threads(), background_->TakeSpare());
    }
    while (!job.Step()) continue;
    const std::lock_guard lock(background_->mutex);
    TakeOver(job.result());
  } else {
    background_->Want(std::move(job), estimate);
  }
}

// Requires the lock.
void Evaluator::TakeOver(EvaluationPtr evaluation) {
  background_->spare = LeftBy(*evaluation_, *evaluation);
  evaluation_ = std::move(evaluation);
  changed_ = true;
}

bool Evaluator::TakeOutOfMemory() {
  const std::lock_guard lock(background_->mutex);
  return std::exchange(background_->out_of_memory, false);
}

bool Evaluator::Poll() {
  {
    const std::lock_guard lock(background_->mutex);
    if (background_->failure) {
      std::rethrow_exception(std::exchange(background_->failure, nullptr));
    }
    if (!background_->threaded) background_->RunSlice();
    if (background_->finished) TakeOver(std::move(background_->finished));
    background_->finished.reset();
  }
  return std::exchange(changed_, false);
}

const EvaluationPtr& Evaluator::evaluation() const { return evaluation_; }

bool Evaluator::busy() const {
  const std::lock_guard lock(background_->mutex);
  return background_->wanted || background_->progress || background_->finished;
}

float Evaluator::progress() const {
  const std::lock_guard lock(background_->mutex);
  if (background_->progress) return background_->progress->fraction.load();
  return background_->wanted ? background_->wanted->job.fraction() : 0.0F;
}

double Evaluator::busy_seconds() const {
  const std::lock_guard lock(background_->mutex);
  return background_->wanted || background_->progress ? SecondsSince(background_->since) : 0.0;
}

void Evaluator::Cancel() { background_->Abandon(); }

}  // namespace convlens
