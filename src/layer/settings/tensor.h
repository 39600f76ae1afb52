#pragma once

#include <string>
#include <vector>

#include "core/grid/grid.h"

namespace convlens {

/// Channels × height × width.
struct TensorShape {
  int channels = 0;
  Shape grid;  ///< of every channel

  bool operator==(const TensorShape&) const = default;
  bool empty() const { return channels <= 0 || grid.empty(); }
  int64_t count() const { return empty() ? 0 : channels * grid.count(); }
};

/// "2×3" of one channel, else with the number of channels before it: "64×2×3".
std::string ShapeText(TensorShape shape);

/// Channels of one shape, a plain value: copies share their grids until one is changed. What goes
/// into a layer and what comes out of it.
struct Tensor {
  std::vector<SharedGrid> channels;

  Tensor() = default;
  /// One channel.
  Tensor(SharedGrid grid) { channels.push_back(std::move(grid)); }  // NOLINT: a grid is a tensor
  Tensor(Grid grid) : Tensor(SharedGrid(std::move(grid))) {}        // NOLINT
  /// All zeros.
  explicit Tensor(TensorShape shape);

  TensorShape shape() const {
    return {static_cast<int>(channels.size()), channels.empty() ? Shape{} : channels[0]->shape()};
  }
  const SharedGrid& operator[](int channel) const { return channels[static_cast<size_t>(channel)]; }
  SharedGrid& operator[](int channel) { return channels[static_cast<size_t>(channel)]; }

  /// Whether both share every grid: the cheap, sufficient test for equality.
  bool SameAs(const Tensor& other) const;
  bool operator==(const Tensor&) const = default;
};

}  // namespace convlens
