#pragma once

#include <cstdint>
#include <vector>

namespace convlens {

/// 8-bit RGBA, rows from the top, without padding.
struct Pixels {
  int width = 0;
  int height = 0;
  std::vector<uint8_t> rgba;
};

}  // namespace convlens
