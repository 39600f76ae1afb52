// Correlation on one thread, for comparing builds: as WebAssembly beside SSE4, say. Prints one line
// a case, "HxW KxK microseconds". The first argument names the SIMD target to use.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "core/correlate/correlate.h"
#include "core/grid/random.h"
#include "core/grid/targets.h"

using namespace convlens;

namespace {

constexpr double kSecondsOfACase = 0.5;

double SecondsSince(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Seconds of the fastest evaluation.
double Best(const Grid& x, const Grid& k, Grid& y) {
  Correlate(x, k, 0, y);
  double best = 1e9;
  const auto start = std::chrono::steady_clock::now();
  while (SecondsSince(start) < kSecondsOfACase) {
    const auto before = std::chrono::steady_clock::now();
    Correlate(x, k, 0, y);
    best = std::min(best, SecondsSince(before));
  }
  return best;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && !ForceTarget(argv[1])) {
    std::fprintf(stderr, "This build or machine has no target %s.\n", argv[1]);
    return EXIT_FAILURE;
  }
  for (const Shape shape : {Shape{256, 256}, Shape{1080, 1920}}) {
    const Grid x = UniformGrid(shape, 1);
    for (const int side : {3, 5, 7, 11, 15}) {
      const Grid k = UniformGrid({side, side}, 2, -1, 1);
      Grid y(shape.height - side + 1, shape.width - side + 1);
      std::printf("%dx%d %dx%d %.1f\n", shape.height, shape.width, side, side, Best(x, k, y) * 1e6);
      std::fflush(stdout);
    }
  }
  return EXIT_SUCCESS;
}
