#include "ui/figure/equation_strip_layout.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace convlens {
namespace {

std::vector<int> FirstTerms(int count) {
  std::vector<int> terms(static_cast<size_t>(std::max(count, 0)));
  std::iota(terms.begin(), terms.end(), 0);
  return terms;
}

// The terms of a fold that begins with `head` of them: -1 stands for those left out.
std::vector<int> FoldedTerms(int count, int active, int head) {
  std::vector<int> terms = FirstTerms(std::min(head, count));
  for (const int next : {active, count - 1}) {
    const int last = terms.empty() ? -1 : terms.back();
    if (next <= last || next >= count) continue;
    if (next > last + 1) terms.push_back(StripItem::kEllipsis);
    terms.push_back(next);
  }
  return terms;
}

// Puts the terms one after the other; nothing when they take more than the lines that there are.
std::optional<StripLayout> Flow(const std::vector<int>& terms,
                                const std::function<float(int)>& width_of, const StripMetrics& m,
                                bool folded, bool forced) {
  StripLayout layout;
  layout.folded = folded;
  const float start = m.name + m.gap;
  float x = start;
  int line = 0;
  for (size_t i = 0; i < terms.size(); ++i) {
    const float width = terms[i] == StripItem::kEllipsis ? m.ellipsis : width_of(terms[i]);
    const float plus = i == 0 ? 0 : m.plus;
    if (i > 0 && x + plus + width > m.line_width && (line + 1 < m.max_lines || !forced)) {
      x = start;
      ++line;
    }
    if (line >= m.max_lines) return std::nullopt;
    layout.items.push_back({terms[i], line, x + plus});
    x += plus + width;
  }
  const float tail = m.tail + (folded ? m.button : 0);
  if (x + m.gap + tail > m.line_width) {
    if (line + 1 < m.max_lines) {
      x = start;
      ++line;
    } else if (!forced) {
      return std::nullopt;
    }
  }
  layout.tail_x = x + m.gap;
  layout.tail_line = line;
  layout.button_x = layout.tail_x + m.tail;
  layout.lines = line + 1;
  return layout;
}

}  // namespace

StripLayout LayOutStrip(int count, int active, const std::function<float(int)>& width_of,
                        const StripMetrics& metrics) {
  // No term is narrower than its plus, so more than this cannot fit and need not be measured.
  const float room = metrics.line_width * static_cast<float>(metrics.max_lines);
  const bool hopeless = static_cast<float>(count - 1) * metrics.plus > room;
  if (!hopeless) {
    if (const auto all = Flow(FirstTerms(count), width_of, metrics, false, false)) return *all;
  }
  StripLayout best = *Flow(FoldedTerms(count, active, 1), width_of, metrics, true, true);
  for (int head = 2; head < count - 1; ++head) {
    const auto next = Flow(FoldedTerms(count, active, head), width_of, metrics, true, false);
    if (!next) break;
    best = *next;
  }
  return best;
}

}  // namespace convlens
