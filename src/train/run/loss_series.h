#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace convlens {

struct LossPoint {
  int64_t step = 0;
  double loss = 0;

  bool operator==(const LossPoint&) const = default;
};

/// The losses of a run in bounded memory: every step at first; when `kCapacity` points are held,
/// every second one is dropped and the spacing doubles. The first and the newest point always stay.
class LossSeries {
 public:
  static constexpr size_t kCapacity = 4096;

  /// Steps come in ascending order.
  void Add(int64_t step, double loss);
  /// Ascending steps.
  const std::vector<LossPoint>& points() const { return points_; }
  bool empty() const { return points_.empty(); }
  /// The same in at most `count` points (2 or more), for keeping.
  LossSeries AtMost(size_t count) const;
  /// Whether the same points are held.
  bool operator==(const LossSeries& other) const { return points_ == other.points_; }

 private:
  bool OnSpacing(int64_t step) const;
  void Thin();

  std::vector<LossPoint> points_;
  int64_t spacing_ = 1;
};

/// Watches a run for divergence: a loss that is not finite, or one that has risen for
/// `kRisingSteps` steps in a row and stands above `kFactor` times the first loss, or one above
/// `kUnbounded` times the first, as momentum gets there in swings. Where a step does not grow with
/// the error (Adam; absolute and Huber's errors) a rise is no divergence.
class DivergenceWatch {
 public:
  explicit DivergenceWatch(bool steps_grow_with_error = true)
      : rises_count_(steps_grow_with_error) {}

  static constexpr int kRisingSteps = 4;
  static constexpr double kFactor = 4.0;
  static constexpr double kUnbounded = 1e6;

  /// Takes the loss of the next step; true when the run has diverged.
  bool Add(double loss);

 private:
  double first_ = 0;
  double last_ = std::numeric_limits<double>::infinity();
  int rising_ = 0;
  bool any_ = false;
  bool rises_count_;
};

}  // namespace convlens
