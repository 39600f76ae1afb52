#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>

namespace convlens {

/// Lets a test wait for background work as the window does: asleep until woken, and not for ever.
class Waker {
 public:
  std::function<void()> Wake() {
    return [this] {
      const std::lock_guard lock(mutex_);
      woken_ = true;
      changed_.notify_one();
    };
  }

  /// Calls `done` after each wake-up until it is true; false after `kBound` without success.
  template <typename Condition>
  bool Until(Condition done) {
    const auto bound = std::chrono::steady_clock::now() + kBound;
    while (!done()) {
      std::unique_lock lock(mutex_);
      // Without threads nobody wakes, and the work is done by asking.
      changed_.wait_for(lock, kPatience, [this] { return woken_; });
      woken_ = false;
      if (std::chrono::steady_clock::now() > bound) return false;
    }
    return true;
  }

 private:
  static constexpr std::chrono::seconds kBound{120};
  static constexpr std::chrono::milliseconds kPatience{2};

  std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;
};

}  // namespace convlens
