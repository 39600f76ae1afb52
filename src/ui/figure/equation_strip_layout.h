#pragma once

#include <functional>
#include <vector>

namespace convlens {

/// Where the parts of a sum go, in pixels from the strip's left edge. Pure.
struct StripMetrics {
  float line_width = 0;
  float name = 0;      ///< "H[0,1] ="
  float plus = 0;      ///< "+" before every term but the first, its gaps included
  float ellipsis = 0;  ///< "…", without its plus
  float tail = 0;      ///< bias and "= 25"
  float button = 0;    ///< "All 25 terms", its gap included; only folded sums have it
  float gap = 0;       ///< after the name and before the tail
  int max_lines = 1;
};

struct StripItem {
  static constexpr int kEllipsis = -1;
  int term = 0;  ///< index, or kEllipsis
  int line = 0;
  float x = 0;  ///< of the term; its plus stands before it
};

struct StripLayout {
  std::vector<StripItem> items;
  bool folded = false;
  float tail_x = 0;
  int tail_line = 0;
  float button_x = 0;  ///< on the tail's line
  int lines = 1;
};

/// All terms where they fit into `max_lines`; else as many first ones as fit, "…", the `active` one
/// (-1: none) and the last. `width_of(i)` gives the width of term i; asked only for terms that may
/// be shown. At least the first and the last term are shown, even where they do not fit.
StripLayout LayOutStrip(int count, int active, const std::function<float(int)>& width_of,
                        const StripMetrics& metrics);

}  // namespace convlens
