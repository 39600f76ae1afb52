#pragma once

#include <benchmark/benchmark.h>

#include <map>
#include <string>

namespace convlens::bench {

/// The best repetition of every entry, by its name. Best of many, since what disturbs a measurement
/// only ever makes it longer.
class Results {
 public:
  struct Best {
    double seconds = 0;
    double flops = 0;
  };

  void Note(const std::string& name, Best best);

  const std::map<std::string, Best>& all() const { return best_; }
  /// 0 where there is no such entry.
  double Seconds(const std::string& name) const;
  double FlopsPerSecond(const std::string& name) const;
  /// Share of the machine's peak of multiply-adds, or 0.
  double ShareOfPeak(const std::string& name) const;

 private:
  std::map<std::string, Best> best_;
};

inline constexpr const char* kPeak = "limit/fma";

std::string Number(double value, int digits);
/// Microseconds, to about three digits.
std::string Micros(double seconds);

}  // namespace convlens::bench
