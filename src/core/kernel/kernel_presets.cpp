#include "core/kernel/kernel_presets.h"

namespace convlens {
namespace {

constexpr float kIdentity[] = {0, 0, 0,  //
                               0, 1, 0,  //
                               0, 0, 0};
constexpr float kBox3[] = {1, 1, 1,  //
                           1, 1, 1,  //
                           1, 1, 1};
constexpr float kGaussian3[] = {1, 2, 1,  //
                                2, 4, 2,  //
                                1, 2, 1};
constexpr float kGaussian5[] = {1, 4,  6,  4,  1,  //
                                4, 16, 24, 16, 4,  //
                                6, 24, 36, 24, 6,  //
                                4, 16, 24, 16, 4,  //
                                1, 4,  6,  4,  1};
constexpr float kSobelLeft[] = {1, 0, -1,  //
                                2, 0, -2,  //
                                1, 0, -1};
constexpr float kSobelRight[] = {-1, 0, 1,  //
                                 -2, 0, 2,  //
                                 -1, 0, 1};
constexpr float kSobelTop[] = {1,  2,  1,  //
                               0,  0,  0,  //
                               -1, -2, -1};
constexpr float kSobelBottom[] = {-1, -2, -1,  //
                                  0,  0,  0,   //
                                  1,  2,  1};
constexpr float kPrewittX[] = {-1, 0, 1,  //
                               -1, 0, 1,  //
                               -1, 0, 1};
constexpr float kPrewittY[] = {-1, -1, -1,  //
                               0,  0,  0,   //
                               1,  1,  1};
constexpr float kScharrX[] = {-3,  0, 3,   //
                              -10, 0, 10,  //
                              -3,  0, 3};
constexpr float kScharrY[] = {-3, -10, -3,  //
                              0,  0,   0,   //
                              3,  10,  3};
constexpr float kRobertsFalling[] = {1, 0,  //
                                     0, -1};
constexpr float kRobertsRising[] = {0, 1,  //
                                    -1, 0};
constexpr float kLaplacian4[] = {0, 1,  0,  //
                                 1, -4, 1,  //
                                 0, 1,  0};
constexpr float kLaplacian8[] = {1, 1,  1,  //
                                 1, -8, 1,  //
                                 1, 1,  1};
constexpr float kSharpen[] = {0,  -1, 0,   //
                              -1, 5,  -1,  //
                              0,  -1, 0};
// Twice the image less its Gaussian blur: (2·256 - 36 = 476 at the centre) / 256.
constexpr float kUnsharp5[] = {-1, -4,  -6,  -4,  -1,  //
                               -4, -16, -24, -16, -4,  //
                               -6, -24, 476, -24, -6,  //
                               -4, -16, -24, -16, -4,  //
                               -1, -4,  -6,  -4,  -1};
constexpr float kEmboss[] = {-2, -1, 0,  //
                             -1, 1,  1,  //
                             0,  1,  2};
constexpr float kBookEdge[] = {1, -1};
constexpr float kSecondDerivative[] = {1, -2, 1};

constexpr std::string_view kSobelSource = "Sobel and Feldman, 1968";
constexpr std::string_view kGonzalez = "Gonzalez and Woods, Digital Image Processing";
constexpr std::string_view kBook = "Dive into Deep Learning, section 6.2.3";

constexpr KernelPreset kPresets[] = {
    {"identity", "Identity", kGonzalez, {3, 3}, kIdentity},
    {"edge_vertical", "Vertical edges [1, −1]", kBook, {1, 2}, kBookEdge},
    {"edge_horizontal", "Horizontal edges [1; −1]", kBook, {2, 1}, kBookEdge},
    {"second_derivative", "Second derivative", "Central difference", {1, 3}, kSecondDerivative},
    {"box3", "Box blur 3×3", kGonzalez, {3, 3}, kBox3, 9},
    {"gaussian3", "Gaussian blur 3×3", "Binomial coefficients", {3, 3}, kGaussian3, 16},
    {"gaussian5", "Gaussian blur 5×5", "Binomial coefficients", {5, 5}, kGaussian5, 256},
    {"sobel_left", "Sobel, left edges", kSobelSource, {3, 3}, kSobelLeft},
    {"sobel_right", "Sobel, right edges", kSobelSource, {3, 3}, kSobelRight},
    {"sobel_top", "Sobel, top edges", kSobelSource, {3, 3}, kSobelTop},
    {"sobel_bottom", "Sobel, bottom edges", kSobelSource, {3, 3}, kSobelBottom},
    {"prewitt_x", "Prewitt, vertical edges", "Prewitt, 1970", {3, 3}, kPrewittX},
    {"prewitt_y", "Prewitt, horizontal edges", "Prewitt, 1970", {3, 3}, kPrewittY},
    {"scharr_x", "Scharr, vertical edges", "Scharr, 2000", {3, 3}, kScharrX},
    {"scharr_y", "Scharr, horizontal edges", "Scharr, 2000", {3, 3}, kScharrY},
    {"roberts_falling", "Roberts, falling diagonal", "Roberts, 1963", {2, 2}, kRobertsFalling},
    {"roberts_rising", "Roberts, rising diagonal", "Roberts, 1963", {2, 2}, kRobertsRising},
    {"laplacian4", "Laplacian, 4 neighbours", kGonzalez, {3, 3}, kLaplacian4},
    {"laplacian8", "Laplacian, 8 neighbours", kGonzalez, {3, 3}, kLaplacian8},
    {"sharpen", "Sharpen", kGonzalez, {3, 3}, kSharpen},
    {"unsharp5", "Unsharp mask 5×5", "Twice the image less its 5×5 blur", {5, 5}, kUnsharp5, 256},
    {"emboss", "Emboss", "Common in paint programs", {3, 3}, kEmboss},
};

/// As `Kernel()` gives it, so that an exact comparison finds it again.
float Coefficient(const KernelPreset& preset, Cell cell) {
  const auto index = static_cast<size_t>(IndexOf(cell, preset.shape.width));
  return preset.coefficients[index] / preset.divisor;
}

bool Matches(const KernelPreset& preset, GridView k) {
  if (preset.shape != k.shape()) return false;
  for (int r = 0; r < k.height; ++r) {
    for (int c = 0; c < k.width; ++c) {
      if (k.at(r, c) != Coefficient(preset, {r, c})) return false;
    }
  }
  return true;
}

}  // namespace

Grid KernelPreset::Kernel() const {
  Grid kernel(shape);
  for (int r = 0; r < shape.height; ++r) {
    for (int c = 0; c < shape.width; ++c) kernel.at(r, c) = Coefficient(*this, {r, c});
  }
  return kernel;
}

std::span<const KernelPreset> KernelPresets() { return kPresets; }

const KernelPreset* FindKernelPreset(std::string_view id) {
  for (const KernelPreset& preset : kPresets) {
    if (preset.id == id) return &preset;
  }
  return nullptr;
}

const KernelPreset* MatchKernelPreset(GridView k) {
  for (const KernelPreset& preset : kPresets) {
    if (Matches(preset, k)) return &preset;
  }
  return nullptr;
}

}  // namespace convlens
