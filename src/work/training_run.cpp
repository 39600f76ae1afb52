#include "work/training_run.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include "work/training_loop.h"

namespace convlens {
namespace {

using Clock = TrainingLoop::Clock;

// Work of a single step that is done before the call returns.
constexpr int64_t kInlineStepWork = 8'000'000;
constexpr double kSlowestPace = 1e-3;  // steps a second
// Of a frame, where there are no threads.
constexpr std::chrono::milliseconds kSlice{8};

}  // namespace

/// What the caller's thread and the worker share. Where there are no threads, `Poll` plays the
/// worker.
struct TrainingRun::Background {
  struct Work {
    TrainingJob job;
    Clock::time_point start;
    bool once = false;
    std::shared_ptr<std::atomic<bool>> cancelled;
  };

  Background(Threading threading, std::function<void()> wake_up)
      : wake(std::move(wake_up)), threaded(threading == Threading::kThreads) {
    if (threaded) {
      thread = std::thread([this] { Run(); });
    }
  }

  ~Background() {
    Cancel();
    {
      const std::lock_guard lock(mutex);
      stopping = true;
    }
    changed.notify_one();
    if (thread.joinable()) thread.join();
  }

  /// Ends the run, so that nothing of it comes any more; returns what waited to be taken.
  std::optional<TrainingSnapshot> Cancel() {
    std::optional<TrainingSnapshot> last;
    {
      const std::lock_guard lock(mutex);
      if (cancelled) cancelled->store(true);
      cancelled.reset();
      wanted.reset();
      loop.reset();
      last = std::exchange(published, std::nullopt);
    }
    changed.notify_one();
    return last;
  }

  /// What the worker published since the last call. Without threads, does a slice of its work.
  std::optional<TrainingSnapshot> TakePublished() {
    const std::lock_guard lock(mutex);
    if (failure) std::rethrow_exception(std::exchange(failure, nullptr));
    if (loop && loop->next_due() <= Clock::now()) {
      loop->RunUntil(Clock::now() + kSlice);
      published = loop->Snapshot();
      if (!loop->running()) loop.reset();
    }
    return std::exchange(published, std::nullopt);
  }

  void Begin(TrainingJob job, Clock::time_point start, bool once) {
    Cancel();
    auto flag = std::make_shared<std::atomic<bool>>(false);
    {
      const std::lock_guard lock(mutex);
      cancelled = flag;
      if (threaded) {
        wanted.emplace(Work{std::move(job), start, once, std::move(flag)});
      } else {
        loop.emplace(std::move(job), start, once, std::move(flag), equations);
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
      lock.unlock();
      std::exception_ptr failed;
      try {
        Train(std::move(work));
      } catch (...) {
        failed = std::current_exception();
      }
      lock.lock();
      failure = failed;
      if (failed && wake) wake();
    }
  }

  void Train(Work work) {
    TrainingLoop run(std::move(work.job), work.start, work.once, work.cancelled, equations);
    while (true) {
      const auto frame_end = Clock::now() + TrainingLoop::kPublishInterval;
      run.RunUntil(frame_end);
      if (!Publish(run.Snapshot(), work.cancelled)) return;
      if (!run.running()) return;
      WaitUntil(std::max(frame_end, run.next_due()), work.cancelled);
    }
  }

  /// False when the run was cancelled: nothing of it may be seen any more.
  bool Publish(TrainingSnapshot snapshot, const std::shared_ptr<std::atomic<bool>>& own) {
    {
      const std::lock_guard lock(mutex);
      if (own->load()) return false;
      published = std::move(snapshot);
    }
    if (wake) wake();
    return true;
  }

  void WaitUntil(Clock::time_point time, const std::shared_ptr<std::atomic<bool>>& own) {
    std::unique_lock lock(mutex);
    changed.wait_until(lock, time, [&] { return own->load() || stopping; });
  }

  std::function<void()> wake;
  bool threaded;
  std::mutex mutex;  ///< guards all below
  std::condition_variable changed;
  bool stopping = false;
  std::optional<Work> wanted;
  std::shared_ptr<std::atomic<bool>> cancelled;  ///< of the newest run
  std::optional<TrainingSnapshot> published;
  std::exception_ptr failure;        ///< what ended the worker's run: thrown where it is asked for
  std::optional<TrainingLoop> loop;  ///< without threads: the run
  NormalEquationsCache equations;    ///< the worker's alone
  std::thread thread;
};

TrainingRun::TrainingRun(Threading threading, std::function<void()> wake)
    : background_(std::make_unique<Background>(threading, std::move(wake))) {}

TrainingRun::~TrainingRun() = default;

void TrainingRun::Begin(TrainingJob job, bool once) {
  const double stable_rate = snapshot_.largest_stable_rate;
  snapshot_ = {TrainingStatus::kRunning, job.state, job.losses, 0, std::nullopt, stable_rate};
  snapshot_.history = job.history;
  snapshot_.rate = RateAt(job.options.schedule, job.options.rate, job.state.step);
  changed_ = true;
  // A run that goes on after an edit keeps its pace.
  auto start = Clock::now();
  if (job.steps_per_second > 0) {
    job.steps_per_second = std::max(job.steps_per_second, kSlowestPace);
    const std::chrono::duration<double> period(1 / job.steps_per_second);
    start = std::max(start, last_step_ + std::chrono::duration_cast<Clock::duration>(period));
  }
  once_ = once;
  if (background_->threaded) job.threads = Threads::OfMachine();
  background_->Begin(std::move(job), start, once);
}

void TrainingRun::Start(TrainingJob job) { Begin(std::move(job), false); }

void TrainingRun::StepOnce(TrainingJob job) {
  if (StepWork(job) > kInlineStepWork) return Begin(std::move(job), true);
  background_->Cancel();
  NormalEquationsCache equations;
  TrainingLoop loop(std::move(job), Clock::now(), true, std::make_shared<std::atomic<bool>>(false),
                    equations);
  loop.RunUntil(Clock::time_point::max());
  Take(loop.Snapshot());
}

void TrainingRun::Take(TrainingSnapshot snapshot) {
  if (snapshot.state.step != snapshot_.state.step) last_step_ = Clock::now();
  snapshot_ = std::move(snapshot);
  ++results_;
  changed_ = true;
}

void TrainingRun::Pause() {
  if (std::optional<TrainingSnapshot> last = background_->Cancel()) Take(std::move(*last));
  if (!running()) return;
  snapshot_.status = TrainingStatus::kPaused;
  changed_ = true;
}

void TrainingRun::Stop() {
  background_->Cancel();
  Take({});
}

bool TrainingRun::Poll() {
  if (std::optional<TrainingSnapshot> next = background_->TakePublished()) Take(std::move(*next));
  return std::exchange(changed_, false);
}

}  // namespace convlens
