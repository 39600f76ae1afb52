#include "core/kernel/edge_response.h"

#include <algorithm>

namespace convlens {
namespace {

/// The kernel as one of a single row: its sums along the edge, as correlation applies them.
std::vector<double> TapsAcross(Operation operation, GridView k, Direction direction) {
  const bool across = direction == Direction::kAcross;
  std::vector<double> taps(static_cast<size_t>(across ? k.width : k.height));
  for (int a = 0; a < k.height; ++a) {
    for (int b = 0; b < k.width; ++b) taps[static_cast<size_t>(across ? b : a)] += k.at(a, b);
  }
  if (operation == Operation::kConvolution) std::reverse(taps.begin(), taps.end());
  return taps;
}

/// `signal(cell)` is the input, and [first, last] are the cells where it changes. The windows go
/// from one that ends a cell before them to one that begins a cell behind them.
template <typename Signal>
EdgeResponse ResponseTo(Signal signal, int first, int last, const std::vector<double>& taps) {
  EdgeResponse response;
  const int n = static_cast<int>(taps.size());
  const double origin = (first + last + 1) / 2.0;
  for (int start = first - n - 1; start <= last + 2; ++start) {
    double sum = 0;
    for (int b = 0; b < n; ++b) sum += taps[static_cast<size_t>(b)] * signal(start + b);
    response.output.push_back({start + n / 2.0 - origin, sum});
  }
  const int reach = (n + 1) / 2 + 1;
  for (int cell = first - reach; cell <= last + reach; ++cell) {
    response.input.push_back({cell + 0.5 - origin, signal(cell)});
  }
  return response;
}

}  // namespace

EdgeResponse StepResponse(Operation operation, GridView k, Direction direction) {
  // The step is between two cells: no cell is part of it.
  return ResponseTo([](int cell) { return cell >= 0 ? 1.0 : 0.0; }, 0, -1,
                    TapsAcross(operation, k, direction));
}

EdgeResponse LineResponse(Operation operation, GridView k, Direction direction) {
  return ResponseTo([](int cell) { return cell == 0 ? 1.0 : 0.0; }, 0, 0,
                    TapsAcross(operation, k, direction));
}

}  // namespace convlens
