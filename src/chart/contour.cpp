#include "chart/contour.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <unordered_map>

namespace convlens {
namespace {

// Corners of a cell in turn: top left, top right, bottom right, bottom left; side i runs from
// corner i to corner i + 1.
constexpr std::array<Cell, 4> kCorners = {Cell{0, 0}, Cell{0, 1}, Cell{1, 1}, Cell{1, 0}};

// A side of a cell, named alike from both of its cells.
using Side = int64_t;

class March {
 public:
  March(GridView field, double level) : field_(field), level_(level) {}

  std::vector<ContourLine> Lines() {
    for (int row = 0; row + 1 < field_.height; ++row) {
      for (int col = 0; col + 1 < field_.width; ++col) Cross({row, col});
    }
    std::vector<ContourLine> lines;
    // Open lines first, from their ends: what is left is closed.
    for (const Side side : order_) {
      const Knot& knot = knots_.at(side);
      if (knot.count == 1 && !knot.used) lines.push_back(Follow(side));
    }
    for (const Side side : order_) {
      if (!knots_.at(side).used) lines.push_back(Follow(side));
    }
    return lines;
  }

 private:
  /// Where the line crosses a side, and the one or two crossings next to it.
  struct Knot {
    Point place;
    std::array<Side, 2> next{};
    int count = 0;
    bool used = false;
  };

  double At(Cell cell) const { return field_[cell]; }

  void Cross(Cell cell) {
    std::array<double, 4> value{};
    unsigned above = 0;
    for (size_t i = 0; i < 4; ++i) {
      value[i] = At({cell.row + kCorners[i].row, cell.col + kCorners[i].col});
      if (!std::isfinite(value[i])) return;
      if (value[i] > level_) above |= 1U << i;
    }
    std::array<int, 4> crossed{};
    size_t count = 0;
    for (int i = 0; i < 4; ++i) {
      const bool here = (above >> i & 1U) != 0;
      const bool there = (above >> ((i + 1) % 4) & 1U) != 0;
      if (here != there) crossed[count++] = i;
    }
    if (count == 2) Join(cell, crossed[0], crossed[1]);
    if (count < 4) return;
    // Two opposite corners lie above: the middle decides which sides belong together.
    const bool middle = (value[0] + value[1] + value[2] + value[3]) / 4 > level_;
    const bool first = (above & 1U) != 0;
    if (middle == first) {
      Join(cell, 0, 1);
      Join(cell, 2, 3);
    } else {
      Join(cell, 3, 0);
      Join(cell, 1, 2);
    }
  }

  Cell Corner(Cell cell, int index) const {
    const Cell& corner = kCorners[static_cast<size_t>(index % 4)];
    return {cell.row + corner.row, cell.col + corner.col};
  }

  Side NameOf(Cell cell, int side) const {
    const Cell a = Corner(cell, side);
    const Cell b = Corner(cell, side + 1);
    const int row = std::min(a.row, b.row);
    const int col = std::min(a.col, b.col);
    const int64_t index = int64_t{row} * field_.width + col;
    return 2 * index + (a.row == b.row ? 0 : 1);
  }

  Side KnotAt(Cell cell, int side) {
    const Side name = NameOf(cell, side);
    const auto [found, added] = knots_.try_emplace(name);
    if (!added) return name;
    order_.push_back(name);
    const Cell a = Corner(cell, side);
    const Cell b = Corner(cell, side + 1);
    const double share = (level_ - At(a)) / (At(b) - At(a));
    found->second.place = {static_cast<float>(a.col + share * (b.col - a.col)),
                           static_cast<float>(a.row + share * (b.row - a.row))};
    return name;
  }

  void Join(Cell cell, int side_a, int side_b) {
    const Side a = KnotAt(cell, side_a);
    const Side b = KnotAt(cell, side_b);
    Knot& knot_a = knots_.at(a);
    Knot& knot_b = knots_.at(b);
    knot_a.next[static_cast<size_t>(knot_a.count++)] = b;
    knot_b.next[static_cast<size_t>(knot_b.count++)] = a;
  }

  ContourLine Follow(Side side) {
    ContourLine line;
    line.level = level_;
    const Side start = side;
    while (true) {
      Knot& knot = knots_.at(side);
      knot.used = true;
      line.points.push_back(knot.place);
      const Side* next = nullptr;
      for (int i = 0; i < knot.count; ++i) {
        const Side& candidate = knot.next[static_cast<size_t>(i)];
        if (!knots_.at(candidate).used) next = &candidate;
      }
      if (next == nullptr) {
        line.closed = knot.count == 2 && line.points.size() > 2 &&
                      (knot.next[0] == start || knot.next[1] == start);
        return line;
      }
      side = *next;
    }
  }

  GridView field_;
  double level_;
  std::unordered_map<Side, Knot> knots_;
  std::vector<Side> order_;  ///< of the first crossing: the same field gives the same lines
};

}  // namespace

std::vector<ContourLine> Contours(GridView field, double level) {
  return March(field, level).Lines();
}

std::vector<double> BowlLevels(double lowest, double highest, int count) {
  constexpr double kRange = 1000;  // between the innermost ring and the outermost, in loss
  const double depth = highest - lowest;
  std::vector<double> levels;
  if (!(depth > 0) || !std::isfinite(depth) || count < 1) return levels;
  for (int i = 0; i < count; ++i) {
    const double up = count == 1 ? 1 : static_cast<double>(i) / (count - 1);
    levels.push_back(lowest + depth * std::pow(kRange, up - 1));
  }
  return levels;
}

}  // namespace convlens
