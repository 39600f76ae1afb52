#include "results.h"

#include <cstdio>

namespace convlens::bench {

void Results::Note(const std::string& name, Best best) {
  const auto [place, is_new] = best_.try_emplace(name, best);
  if (!is_new && best.seconds < place->second.seconds) place->second = best;
}

double Results::Seconds(const std::string& name) const {
  const auto found = best_.find(name);
  return found == best_.end() ? 0 : found->second.seconds;
}

double Results::FlopsPerSecond(const std::string& name) const {
  const auto found = best_.find(name);
  return found == best_.end() ? 0 : found->second.flops / found->second.seconds;
}

double Results::ShareOfPeak(const std::string& name) const {
  const double peak = FlopsPerSecond(kPeak);
  return peak == 0 ? 0 : FlopsPerSecond(name) / peak;
}

std::string Number(double value, int digits) {
  char text[40];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

std::string Micros(double seconds) {
  const double micros = seconds * 1e6;
  return Number(micros, micros < 10 ? 3 : micros < 1000 ? 1 : 0);
}

}  // namespace convlens::bench
