#include "table.h"

#include <cstdio>

namespace convlens::bench {
namespace {

std::string Padded(std::string text, size_t width) {
  if (text.size() < width) text.insert(0, width - text.size(), ' ');
  return text;
}

}  // namespace

bool TableReporter::ReportContext(const Context&) {
  std::fprintf(stderr, "Measuring; each entry is checked first. This takes some minutes.\n");
  return true;
}

void TableReporter::Note(const Run& run) {
  const std::string name = run.run_name.function_name;
  if (run.error_occurred) {
    std::fprintf(stderr, "%s: %s\n", name.c_str(), run.error_message.c_str());
    failed_ = true;
    return;
  }
  if (run.run_type != Run::RT_Iteration) return;
  const auto flops = run.counters.find("flops");
  results_.Note(name, {run.real_accumulated_time / static_cast<double>(run.iterations),
                       flops == run.counters.end() ? 0 : flops->second.value});
}

void TableReporter::ReportRuns(const std::vector<Run>& runs) {
  for (const Run& run : runs) Note(run);
}

void TableReporter::PrintRow(const std::string& work) const {
  const std::string own = work + "/convlens";
  const double seconds = results_.Seconds(own);
  if (seconds == 0) return;
  const double share = results_.ShareOfPeak(own);
  std::printf("%-32s %9s %7.1f %5s", work.c_str(), Micros(seconds).c_str(),
              results_.FlopsPerSecond(own) * 1e-9, share == 0 ? "" : Number(share, 2).c_str());
  for (const std::string& who : contenders_) {
    if (who == "convlens") continue;
    const double other = results_.Seconds(work + "/" + who);
    const std::string ratio = Padded(Number(other / seconds, other < 10 * seconds ? 2 : 0), 8);
    std::printf(" %18s", other == 0 ? "" : (Micros(other) + ratio + "x").c_str());
  }
  std::printf("\n");
}

void TableReporter::PrintLimits() const {
  for (const auto& [name, best] : results_.all()) {
    if (name.rfind("limit/", 0) != 0) continue;
    std::printf("%-32s %9s", name.c_str(), Micros(best.seconds).c_str());
    if (best.flops != 0) std::printf(" %7.1f GFLOP/s", best.flops / best.seconds * 1e-9);
    std::printf("\n");
  }
}

void TableReporter::Finalize() {
  std::printf(
      "\nMicroseconds, best repetition, one thread (_2t: two). The second figure is how many "
      "times longer it takes than ours.\n%-32s %9s %7s %5s",
      "", "convlens", "GFLOP/s", "peak");
  for (const std::string& who : contenders_) {
    if (who != "convlens") std::printf(" %18s", who.c_str());
  }
  std::printf("\n");
  for (const std::string& work : works_) PrintRow(work);
  PrintLimits();
}

}  // namespace convlens::bench
