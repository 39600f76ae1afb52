#include "table.h"

#include <cstdio>

namespace convlens::bench {
namespace {

constexpr double kMicro = 1e6;

std::string Padded(std::string text, size_t width) {
  if (text.size() < width) text.insert(0, width - text.size(), ' ');
  return text;
}

std::string Number(double value, int digits) {
  char text[40];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

std::string Micros(double seconds) {
  const double micros = seconds * kMicro;
  return Number(micros, micros < 10 ? 3 : micros < 1000 ? 1 : 0);
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
  const double seconds = run.real_accumulated_time / static_cast<double>(run.iterations);
  Best& best = best_[name];
  if (best.seconds != 0 && best.seconds <= seconds) return;
  best.seconds = seconds;
  const auto flops = run.counters.find("flops");
  best.flops = flops == run.counters.end() ? 0 : flops->second.value;
}

void TableReporter::ReportRuns(const std::vector<Run>& runs) {
  for (const Run& run : runs) Note(run);
}

double TableReporter::BestOf(const std::string& name) const {
  const auto found = best_.find(name);
  return found == best_.end() ? 0 : found->second.seconds;
}

void TableReporter::PrintRow(const std::string& work) const {
  const auto own = best_.find(work + "/convlens");
  if (own == best_.end()) return;
  const double seconds = own->second.seconds;
  const double rate = own->second.flops / seconds * 1e-9;
  std::printf("%-28s %10s %8.1f", work.c_str(), Micros(seconds).c_str(), rate);
  const auto peak = best_.find("limit/fma");
  const double most = peak == best_.end() ? 0 : peak->second.flops / peak->second.seconds * 1e-9;
  std::printf(" %5s", most == 0 ? "" : Number(rate / most, 2).c_str());
  for (const std::string& who : contenders_) {
    if (who == "convlens") continue;
    const double other = BestOf(work + "/" + who);
    if (other == 0) {
      std::printf(" %20s", "");
    } else {
      std::printf(" %20s", (Micros(other) + Padded(Number(other / seconds, 1), 7) + "x").c_str());
    }
  }
  std::printf("\n");
}

void TableReporter::PrintLimits() const {
  for (const auto& [name, best] : best_) {
    if (name.rfind("limit/", 0) != 0) continue;
    std::printf("%-28s %10s", name.c_str(), Micros(best.seconds).c_str());
    if (best.flops != 0) std::printf(" %8.1f GFLOP/s", best.flops / best.seconds * 1e-9);
    std::printf("\n");
  }
}

void TableReporter::Finalize() {
  std::printf(
      "\nMicroseconds, best repetition, one thread. A peer's second figure is how many "
      "times longer it takes.\n%-28s %10s %8s %5s",
      "", "convlens", "GFLOP/s", "peak");
  for (const std::string& who : contenders_) {
    if (who != "convlens") std::printf(" %20s", who.c_str());
  }
  std::printf("\n");
  for (const std::string& work : works_) PrintRow(work);
  PrintLimits();
}

}  // namespace convlens::bench
