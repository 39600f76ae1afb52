#pragma once

#include <atomic>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <new>
#include <utility>

#include "work/task_thread.h"

namespace convlens {

/// Answers the newest of many questions in the background: a newer one cancels the one under way,
/// and the last answer stands until the next is there.
template <typename Answer>
class NewestAnswer {
 public:
  using Pointer = std::shared_ptr<const Answer>;
  /// Gives nullptr when it finds itself cancelled.
  using Question = std::function<Pointer(const std::atomic<bool>& cancelled)>;

  /// `wake` is called from the background thread when an answer is ready.
  explicit NewestAnswer(Threading threading, std::function<void()> wake = {})
      : threading_(threading), wake_(std::move(wake)) {}
  ~NewestAnswer() { Cancel(); }
  NewestAnswer(const NewestAnswer&) = delete;
  NewestAnswer& operator=(const NewestAnswer&) = delete;

  /// Without threads, or when `quick`, the answer is there at once.
  void Ask(Question question, bool quick) {
    Cancel();
    if (quick || threading_ == Threading::kInline) {
      waiting_ = {};
      answer_ = question(std::atomic<bool>(false));
      return;
    }
    waiting_ = std::move(question);
    StartWaiting();
  }

  /// Takes over an answer that is ready; true when `answer()` changed. Throws what the question
  /// threw, other than that the memory did not suffice, which counts as cancelled.
  bool Poll() {
    if (!task_ || !task_->done) return false;
    if (task_->failure) {
      const std::shared_ptr<Task> failed = std::exchange(task_, nullptr);
      std::rethrow_exception(failed->failure);
    }
    const bool taken = !task_->cancelled && task_->answer;
    if (taken) answer_ = std::move(task_->answer);
    task_.reset();
    StartWaiting();
    return taken;
  }

  bool busy() const { return task_ != nullptr; }
  /// nullptr before the first.
  const Pointer& answer() const { return answer_; }
  void Forget() {
    Cancel();
    waiting_ = {};
    answer_ = nullptr;
  }

 private:
  struct Task {
    std::atomic<bool> cancelled{false};
    std::atomic<bool> done{false};
    Pointer answer;              ///< valid once `done`
    std::exception_ptr failure;  ///< likewise
  };

  void Cancel() {
    if (task_) task_->cancelled = true;
  }

  // One at a time: the next begins when the one under way has noticed that it is cancelled.
  void StartWaiting() {
    if (task_ || !waiting_) return;
    task_ = std::make_shared<Task>();
    thread_ = std::async(std::launch::async,
                         [task = task_, question = std::move(waiting_), wake = wake_] {
                           try {
                             task->answer = question(task->cancelled);
                           } catch (const std::bad_alloc&) {
                             task->answer = nullptr;  // as if it had been cancelled
                           } catch (...) {
                             task->failure = std::current_exception();
                           }
                           task->done = true;
                           if (wake) wake();
                         });
    waiting_ = {};
  }

  Threading threading_;
  std::function<void()> wake_;
  Question waiting_;
  Pointer answer_;
  std::shared_ptr<Task> task_;
  std::future<void> thread_;
};

}  // namespace convlens
