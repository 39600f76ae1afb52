#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "train/run/loss_series.h"
#include "train/run/trainer.h"

namespace convlens {

/// What a run was at one step, before that step's update.
struct RecordedStep {
  int64_t step = 0;
  Grid kernel;
  float bias = 0;
  double loss = 0;
  double held_out_loss = std::numeric_limits<double>::quiet_NaN();  ///< NaN: no held-out pair
  double gradient_norm = 0;
  double rate = 0;
  std::vector<Layer> layers{};  ///< as `TrainingState::layers`; then `kernel` is empty

  /// Numbers that it keeps.
  int64_t cells() const;
};

/// The steps of a run, to look back at, in bounded memory: every step at first; when `kCapacity`
/// are held, or `kMostCells` of their numbers, every second one is dropped and the spacing doubles.
/// The first always stays. Records are shared, so a copy of a history is cheap.
class TrainingHistory {
 public:
  static constexpr size_t kCapacity = 2048;
  static constexpr int64_t kMostCells = 4'000'000;
  using Record = std::shared_ptr<const RecordedStep>;

  /// Whether `step` would be kept: ask before making a record of it.
  bool Wants(int64_t step) const;
  /// Steps come in ascending order; one that is not wanted is dropped.
  void Add(RecordedStep record);

  /// Ascending steps.
  const std::vector<Record>& records() const { return records_; }
  bool empty() const { return records_.empty(); }
  /// The last record at or before `step`, or the first of all; null when there is none.
  Record At(int64_t step) const;
  /// Between two records that stay, in steps.
  int64_t spacing() const { return spacing_; }

 private:
  void Thin();
  size_t Capacity() const;

  std::vector<Record> records_;
  int64_t spacing_ = 1;
};

/// A run that is kept for comparison, here and in session files: a plain value with a name. Its
/// `TrainingHistory` is not part of it.
struct RunRecord {
  std::string name;
  TrainingOptions options{};
  uint64_t seed = 0;
  int64_t steps = 0;
  LossSeries losses{};
  LossSeries held_out_losses{};  ///< empty without a held-out pair
  SharedGrid kernel{};           ///< the last one; empty where layers learned
  float bias = 0;
  /// The last weights where layers learned, all of the stack; empty where they are more than
  /// `kMostKeptWeights`.
  std::vector<Layer> layers{};

  bool operator==(const RunRecord&) const = default;
};

/// At most this many weights and biases are kept of a run, so that a session file stays small:
/// about half a megabyte of it.
inline constexpr int64_t kMostKeptWeights = 100'000;

/// A name that none of `runs` has: `wanted` itself, or with a number after it.
std::string FreeRunName(const std::vector<RunRecord>& runs, const std::string& wanted);

}  // namespace convlens
