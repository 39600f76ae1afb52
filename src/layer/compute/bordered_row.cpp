#include "layer/compute/bordered_row.h"

#include <algorithm>

#include "layer/settings/window.h"

namespace convlens {

std::vector<int> SourceRows(const LayerSettings& settings, Shape input, int origin, int count) {
  std::vector<int> sources(static_cast<size_t>(count));
  for (int i = 0; i < count; ++i) {
    const std::optional<Cell> source = SourceOf(settings, input, {origin + i, 0});
    sources[static_cast<size_t>(i)] = source ? source->row : -1;
  }
  return sources;
}

BorderedRow::BorderedRow(const LayerSettings& settings, Shape input, int origin, int count)
    : sources_(static_cast<size_t>(count)),
      first_inside_(std::clamp(-origin, 0, count)),
      end_inside_(std::clamp(input.width - origin, first_inside_, count)),
      constant_(BorderConstant(settings)) {
  for (int i = 0; i < count; ++i) {
    const std::optional<Cell> source = SourceOf(settings, input, {0, origin + i});
    sources_[static_cast<size_t>(i)] = source ? source->col : -1;
  }
}

float* BorderedRow::Copy(const float* from, int first, int end, int step, float* to) const {
  int i = first;
  const auto copy_until = [&](int limit) {
    for (; i < limit; i += step, ++to) {
      const int col = sources_[static_cast<size_t>(i)];
      *to = col < 0 ? constant_ : from[col];
    }
  };
  copy_until(std::min(first_inside_, end));
  const int end_inside = std::min(end_inside_, end);
  if (i < end_inside) {
    const float* inside = from + sources_[static_cast<size_t>(i)];
    const int count = (end_inside - i + step - 1) / step;
    if (step == 1) {
      std::copy_n(inside, count, to);
    } else {
      for (int n = 0; n < count; ++n) to[n] = inside[ptrdiff_t{n} * step];
    }
    to += count;
    i += count * step;
  }
  copy_until(end);
  return to;
}

}  // namespace convlens
