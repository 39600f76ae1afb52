#pragma once

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "results.h"

namespace convlens::bench {

/// Collects the best repetition of every entry and prints the table of ratios at the end.
class TableReporter : public benchmark::BenchmarkReporter {
 public:
  /// The columns and the rows of the table, in order.
  TableReporter(std::vector<std::string> contenders, std::vector<std::string> works)
      : contenders_(std::move(contenders)), works_(std::move(works)) {}

  bool ReportContext(const Context& context) override;
  void ReportRuns(const std::vector<Run>& runs) override;
  void Finalize() override;

  const Results& results() const { return results_; }
  bool failed() const { return failed_; }

 private:
  void Note(const Run& run);
  void PrintRow(const std::string& work) const;
  void PrintLimits() const;

  std::vector<std::string> contenders_;
  std::vector<std::string> works_;
  Results results_;
  bool failed_ = false;
};

}  // namespace convlens::bench
