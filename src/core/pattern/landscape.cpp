#include "core/pattern/landscape.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace convlens {
namespace {

double Mix(double a, double b, double t) { return a + (b - a) * t; }

double Smooth(double low, double high, double x) {
  const double t = std::clamp((x - low) / (high - low), 0.0, 1.0);
  return t * t * (3 - 2 * t);
}

/// A hash of two whole numbers, uniform in [0, 1).
double Hash(int x, int y) {
  uint32_t h = static_cast<uint32_t>(x) * 0x8da6b343U ^ static_cast<uint32_t>(y) * 0xd8163841U;
  h = (h ^ (h >> 13)) * 0x9e3779b1U;
  h ^= h >> 16;
  return h / 4294967296.0;
}

/// Value noise: random numbers at whole coordinates, smoothly joined.
double ValueNoise(double x, double y) {
  const int column = static_cast<int>(std::floor(x));
  const int row = static_cast<int>(std::floor(y));
  const double u = Smooth(0, 1, x - column);
  const double v = Smooth(0, 1, y - row);
  return Mix(Mix(Hash(column, row), Hash(column + 1, row), u),
             Mix(Hash(column, row + 1), Hash(column + 1, row + 1), u), v);
}

/// Noise of five sizes, each half as strong as the one before.
double Cloud(double x, double y) {
  double sum = 0;
  for (int octave = 1; octave <= 5; ++octave) {
    sum += ValueNoise(x, y) / (1 << octave);
    x *= 2;
    y *= 2;
  }
  return sum;
}

// Points of the unit square, x to the right and y down; 0 is black and 1 is white.

/// Where the two lines of hills begin, at one x.
struct Horizon {
  double far;
  double near;
};
Horizon HorizonAt(double x) {
  return {0.47 + 0.06 * std::sin(7 * x) + 0.05 * Cloud(6 * x, 1),
          0.66 - 0.05 * std::sin(4 * x + 1) + 0.02 * Cloud(12 * x, 5)};
}

double Sky(double x, double y) {
  const double sun = Smooth(0.060, 0.072, std::hypot(x - 0.74, y - 0.2));
  return Mix(1.0, Mix(0.55, 0.86, y) + 0.25 * (Cloud(4 * x, 9 * y) - 0.5), sun);
}

/// The house, or `behind` where it is not.
double House(double x, double y, double behind) {
  const double aside = std::abs(x - 0.3);
  const bool window = std::abs(aside - 0.06) < 0.025 && y > 0.61 && y < 0.67;
  const bool door = aside < 0.022 && y > 0.66 && y < 0.78;
  if (window || door) return 0.10;
  const bool roof = y > 0.44 && y < 0.56 && aside < (y - 0.44) * 1.25;
  if (roof) return std::fmod(y * 100, 2.0) < 1.4 ? 0.34 : 0.24;
  const bool wall = aside < 0.12 && y > 0.56 && y < 0.78;
  return wall ? 0.80 + 0.06 * Cloud(80 * x, 80 * y) : behind;
}

bool InFence(double x, double y) {
  const bool post = std::fmod(x * 16, 1.0) < 0.22 && y > 0.82 && y < 0.95;
  const bool rail = std::abs(y - 0.86) < 0.006 || std::abs(y - 0.91) < 0.006;
  return post || rail;
}

double BrightnessAt(double x, double y, const Horizon& horizon) {
  if (InFence(x, y)) return 0.93;
  double ground = 0;
  if (y > horizon.near) {
    ground = 0.22 + 0.38 * Cloud(20 * x, 60 * y);
  } else if (y > horizon.far) {
    ground = 0.50 + 0.10 * Cloud(30 * x, 30 * y);
  } else {
    ground = Sky(x, y);
  }
  return House(x, y, ground);
}

}  // namespace

Grid MakeLandscape(Shape shape) {
  constexpr int kSmoothed = 512;
  const int points = std::max(shape.height, shape.width) < kSmoothed ? 2 : 1;
  Grid sums(shape);
  for (int c = 0; c < shape.width; ++c) {
    for (int i = 0; i < points; ++i) {
      const double x = (c + (i + 0.5) / points) / shape.width;
      const Horizon horizon = HorizonAt(x);
      for (int r = 0; r < shape.height * points; ++r) {
        const double y = (r + 0.5) / (shape.height * points);
        sums.at(r / points, c) +=
            static_cast<float>(std::clamp(BrightnessAt(x, y, horizon), 0.0, 1.0));
      }
    }
  }
  for (int r = 0; r < shape.height; ++r) {
    for (int c = 0; c < shape.width; ++c) {
      const float mean = sums.at(r, c) / static_cast<float>(points * points);
      sums.at(r, c) = std::round(mean * 255) / 255;
    }
  }
  return sums;
}

}  // namespace convlens
