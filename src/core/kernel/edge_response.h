#pragma once

#include <vector>

#include "core/correlate/correlate.h"

namespace convlens {

/// A grid's values along a line across an edge.
struct ProfilePoint {
  double position = 0;  ///< in cells from the edge or the line; rightwards or downwards
  double value = 0;
};

/// What a kernel makes, without a bias, of an input that changes in only one direction.
struct EdgeResponse {
  std::vector<ProfilePoint> input;   ///< at the middles of the input's cells
  std::vector<ProfilePoint> output;  ///< at the middles of the windows
};

/// In which direction the input changes.
enum class Direction {
  kAcross,  ///< from column to column: a vertical edge or line
  kDown,    ///< from row to row: a horizontal edge or line
};

/// The response to a step: 0 on the left (above), 1 on the right (below), the edge between two
/// cells at position 0. From where the window sees only the 0 to where it sees only the 1; the
/// input reaches as far.
EdgeResponse StepResponse(Operation operation, GridView k, Direction direction);

/// The response to a line one cell wide, of value 1 on 0, its middle at position 0. Correlation
/// gives the kernel's sums across it in reverse order, convolution in order.
EdgeResponse LineResponse(Operation operation, GridView k, Direction direction);

}  // namespace convlens
