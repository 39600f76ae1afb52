#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace convlens {

/// "[#####     ]  50%  1200/2400 steps  3 s left" for a line of `columns` characters.
std::string ProgressText(int64_t done, int64_t total, double seconds, int columns = 78);

/// A line on standard error that shows how far a long run has come: only on a terminal, only after
/// a second, at most ten times a second, and wiped away at the end.
class ProgressBar {
 public:
  explicit ProgressBar(int64_t total);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void Show(int64_t done);

 private:
  using Clock = std::chrono::steady_clock;

  int64_t total_;
  bool terminal_;
  bool shown_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point next_ = start_ + std::chrono::seconds(1);
};

}  // namespace convlens
