#include <cmath>
#include <set>

#include "chart/plot.h"
#include "chart/plot_curve.h"
#include "core/grid/number_text.h"

namespace convlens {
namespace {

std::string Quoted(const std::string& name) {
  if (name.find_first_of(",\"\r\n") == std::string::npos) return name;
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"') quoted.push_back('"');
    quoted.push_back(c);
  }
  return quoted.append("\"");
}

std::string Digits(double value) { return std::isnan(value) ? "" : ShortestText(value); }

}  // namespace

std::string PlotCsv(const std::vector<PlotSeries>& series) {
  std::string text = "step";
  std::set<int64_t> steps;
  for (const PlotSeries& s : series) {
    text.append(",").append(Quoted(s.name));
    for (const LossPoint& point : s.points) steps.insert(point.step);
  }
  text.append("\n");
  for (const int64_t step : steps) {
    text.append(std::to_string(step));
    for (const PlotSeries& s : series) {
      const LossPoint* point = NearestPoint(s.points, static_cast<double>(step));
      text.append(",");
      if (point != nullptr && point->step == step) text.append(Digits(point->loss));
    }
    text.append("\n");
  }
  return text;
}

}  // namespace convlens
