#pragma once

#include <benchmark/benchmark.h>

#include <map>
#include <string>
#include <vector>

namespace convlens::bench {

/// Collects the best repetition of every entry and prints the table of ratios at the end.
/// Best of many, since what disturbs a measurement only ever makes it longer.
class TableReporter : public benchmark::BenchmarkReporter {
 public:
  /// The columns and the rows of the table, in order.
  TableReporter(std::vector<std::string> contenders, std::vector<std::string> works)
      : contenders_(std::move(contenders)), works_(std::move(works)) {}

  bool ReportContext(const Context& context) override;
  void ReportRuns(const std::vector<Run>& runs) override;
  void Finalize() override;

  bool failed() const { return failed_; }

 private:
  struct Best {
    double seconds = 0;
    double flops = 0;
  };
  void Note(const Run& run);
  void PrintRow(const std::string& work) const;
  void PrintLimits() const;
  double BestOf(const std::string& name) const;

  std::vector<std::string> contenders_;
  std::vector<std::string> works_;
  std::map<std::string, Best> best_;
  bool failed_ = false;
};

}  // namespace convlens::bench
