// Makes the sample images beside this file, from formulas alone: no picture of anybody's is used.
//   c++ -std=c++20 -O2 make_samples.cpp -o make_samples && ./make_samples FOLDER
// Needs stb_image_write.h (Debian: libstb-dev). Not part of the build.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb/stb_image_write.h>

namespace {

/// Brightness 0..1 at a point of the unit square, x to the right and y down.
using Picture = std::function<double(double x, double y)>;

double Mix(double a, double b, double t) { return a + (b - a) * t; }

double Smooth(double low, double high, double x) {
  const double t = std::clamp((x - low) / (high - low), 0.0, 1.0);
  return t * t * (3 - 2 * t);
}

/// A hash of two whole numbers, uniform in [0, 1): the same on every machine.
double Random(int x, int y) {
  uint32_t h = static_cast<uint32_t>(x) * 0x8da6b343U ^ static_cast<uint32_t>(y) * 0xd8163841U;
  h = (h ^ (h >> 13)) * 0x9e3779b1U;
  h ^= h >> 16;
  return h / 4294967296.0;
}

/// Value noise: random numbers on the grid of whole numbers, smoothly joined.
double Noise(double x, double y) {
  const int column = static_cast<int>(std::floor(x));
  const int row = static_cast<int>(std::floor(y));
  const double u = Smooth(0, 1, x - column);
  const double v = Smooth(0, 1, y - row);
  return Mix(Mix(Random(column, row), Random(column + 1, row), u),
             Mix(Random(column, row + 1), Random(column + 1, row + 1), u), v);
}

/// Noise of five sizes, each half as strong as the one before.
double Cloud(double x, double y) {
  double sum = 0;
  for (int octave = 0; octave < 5; ++octave) {
    sum += Noise(x, y) / std::exp2(octave + 1);
    x *= 2;
    y *= 2;
  }
  return sum;
}

/// Hills under a cloudy sky with a low sun, a house and a fence before them: soft and sharp edges,
/// flat and textured regions, thin lines.
double Landscape(double x, double y) {
  double value = Mix(0.55, 0.86, y) + 0.25 * (Cloud(4 * x, 9 * y) - 0.5);
  value = Mix(1.0, value, Smooth(0.060, 0.072, std::hypot(x - 0.74, y - 0.2)));
  const double far = 0.47 + 0.06 * std::sin(7 * x) + 0.05 * Cloud(6 * x, 1);
  if (y > far) value = 0.50 + 0.10 * Cloud(30 * x, 30 * y);
  const double near = 0.66 - 0.05 * std::sin(4 * x + 1) + 0.02 * Cloud(12 * x, 5);
  if (y > near) value = 0.22 + 0.38 * Cloud(20 * x, 60 * y);
  const bool wall = std::abs(x - 0.3) < 0.12 && y > 0.56 && y < 0.78;
  if (wall) value = 0.80 + 0.06 * Cloud(80 * x, 80 * y);
  const bool window = std::abs(std::abs(x - 0.3) - 0.06) < 0.025 && y > 0.61 && y < 0.67;
  const bool door = std::abs(x - 0.3) < 0.022 && y > 0.66 && y < 0.78;
  if (window || door) value = 0.10;
  const bool roof = y > 0.44 && y < 0.56 && std::abs(x - 0.3) < (y - 0.44) * 1.25;
  if (roof) value = std::fmod(y * 100, 2.0) < 1.4 ? 0.34 : 0.24;
  const bool post = std::fmod(x * 16, 1.0) < 0.22 && y > 0.82 && y < 0.95;
  const bool rail = std::abs(y - 0.86) < 0.006 || std::abs(y - 0.91) < 0.006;
  if (post || rail) value = 0.93;
  return value;
}

/// The letter K in bright squares on dark ones.
double Letter(double x, double y) {
  const bool square = (static_cast<int>(x * 16) + static_cast<int>(y * 16)) % 2 == 0;
  const bool stem = x > 0.22 && x < 0.38 && y > 0.15 && y < 0.85;
  const bool arm = std::abs((x - 0.38) - 1.05 * (0.5 - y)) < 0.11 && x >= 0.38 && y < 0.5;
  const bool leg = std::abs((x - 0.38) - 1.05 * (y - 0.5)) < 0.11 && x >= 0.38 && y >= 0.5;
  const bool inside = (stem || arm || leg) && y > 0.15 && y < 0.85;
  if (inside) return square ? 0.85 : 1.0;
  return square ? 0.0 : 0.18;
}

/// A disc under noise that hides its edge from a single difference of neighbours.
double NoisyDisc(double x, double y) {
  const double disc = Mix(0.72, 0.30, Smooth(0.29, 0.31, std::hypot(x - 0.5, y - 0.5)));
  return disc + 0.5 * (Random(static_cast<int>(x * 4096), static_cast<int>(y * 4096)) - 0.5);
}

/// A cell's brightness is the mean over 4×4 points in it, or its centre where `smooth` is false.
std::vector<uint8_t> Sampled(const Picture& picture, int side, bool smooth) {
  const int points = smooth ? 4 : 1;
  std::vector<uint8_t> pixels;
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      double sum = 0;
      for (int i = 0; i < points * points; ++i) {
        const double x = (column + (i % points + 0.5) / points) / side;
        const double y = (row + (i / points + 0.5) / points) / side;
        sum += std::clamp(picture(x, y), 0.0, 1.0);
      }
      pixels.push_back(static_cast<uint8_t>(std::lround(sum / (points * points) * 255)));
    }
  }
  return pixels;
}

bool Write(const std::string& path, const Picture& picture, int side, bool smooth) {
  const std::vector<uint8_t> pixels = Sampled(picture, side, smooth);
  return stbi_write_png(path.c_str(), side, side, 1, pixels.data(), side) != 0;
}

}  // namespace

int main(int count, char** arguments) {
  const std::string folder = count > 1 ? std::string(arguments[1]) + "/" : "";
  const bool written = Write(folder + "landscape-256.png", Landscape, 256, true) &&
                       Write(folder + "landscape-64.png", Landscape, 64, true) &&
                       Write(folder + "letter-32.png", Letter, 32, false) &&
                       Write(folder + "noisy-disc-128.png", NoisyDisc, 128, false);
  return written ? 0 : 1;
}
