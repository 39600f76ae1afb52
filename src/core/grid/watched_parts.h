#pragma once

#include <atomic>
#include <functional>

namespace convlens {

/// Parts of work that the thread library calls, with what its threads hand over to each other also
/// synchronized in the program itself: the thread sanitizer sees this, but does not see into the
/// library. Otherwise it costs nothing. `part` has to outlive this.
class WatchedParts {
 public:
  explicit WatchedParts(const std::function<void(int)>& part);
  /// Runs part `i`, on any thread.
  void Run(int i);
  /// All parts were run.
  void End() const;

 private:
  const std::function<void(int)>& part_;
  std::atomic<int> begun_{0};
  std::atomic<int> done_{0};
};

}  // namespace convlens
