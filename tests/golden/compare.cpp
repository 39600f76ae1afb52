#include "golden/compare.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace convlens::test {
namespace {

struct Block {
  int x = 0;
  int y = 0;
  int right = 0;
  int bottom = 0;
};

std::array<int, 3> MeanOf(const Pixels& picture, Block block) {
  std::array<int, 3> sum{};
  for (int y = block.y; y < block.bottom; ++y) {
    for (int x = block.x; x < block.right; ++x) {
      const auto at =
          (static_cast<size_t>(y) * static_cast<size_t>(picture.width) + static_cast<size_t>(x)) *
          4;
      for (size_t channel = 0; channel < 3; ++channel) sum[channel] += picture.rgba[at + channel];
    }
  }
  const int count = (block.right - block.x) * (block.bottom - block.y);
  for (int& channel : sum) channel /= count;
  return sum;
}

int DifferenceOf(const std::array<int, 3>& a, const std::array<int, 3>& b) {
  int largest = 0;
  for (size_t channel = 0; channel < 3; ++channel) {
    largest = std::max(largest, std::abs(a[channel] - b[channel]));
  }
  return largest;
}

// Where another driver or font sets an edge one pixel further, the block fits its neighbourhood.
int DifferenceNearby(const Pixels& expected, const Pixels& drawn, Block block) {
  const std::array<int, 3> wanted = MeanOf(expected, block);
  int smallest = 255;
  for (int dy = -1; dy <= 1; ++dy) {
    for (int dx = -1; dx <= 1; ++dx) {
      const Block moved = {block.x + dx, block.y + dy, block.right + dx, block.bottom + dy};
      const bool inside = moved.x >= 0 && moved.y >= 0 && moved.right <= drawn.width &&
                          moved.bottom <= drawn.height;
      if (inside) smallest = std::min(smallest, DifferenceOf(wanted, MeanOf(drawn, moved)));
    }
  }
  return smallest;
}

void Paint(Pixels& picture, Block block, bool red) {
  for (int y = block.y; y < block.bottom; ++y) {
    for (int x = block.x; x < block.right; ++x) {
      uint8_t* pixel = &picture.rgba[(static_cast<size_t>(y) * static_cast<size_t>(picture.width) +
                                      static_cast<size_t>(x)) *
                                     4];
      for (int channel = 0; channel < 3; ++channel) pixel[channel] /= 2;
      if (red) pixel[0] = 255;
    }
  }
}

}  // namespace

Difference Compare(const Pixels& expected, const Pixels& drawn) {
  Difference result;
  result.picture = drawn;
  result.same_size = expected.width == drawn.width && expected.height == drawn.height;
  if (!result.same_size) return result;
  for (int y = 0; y < drawn.height; y += Difference::kBlock) {
    for (int x = 0; x < drawn.width; x += Difference::kBlock) {
      const Block block = {x, y, std::min(x + Difference::kBlock, drawn.width),
                           std::min(y + Difference::kBlock, drawn.height)};
      const int difference = DifferenceNearby(expected, drawn, block);
      result.worst = std::max(result.worst, difference);
      result.changed += difference > Difference::kSlight ? 1 : 0;
      result.missing += difference > Difference::kClear ? 1 : 0;
      ++result.blocks;
      Paint(result.picture, block, difference > Difference::kSlight);
    }
  }
  return result;
}

}  // namespace convlens::test
