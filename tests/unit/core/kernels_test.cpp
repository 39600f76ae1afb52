#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <set>
#include <string>

#include "core/correlate/kernel_algebra.h"
#include "core/grid/random.h"
#include "core/kernel/kernel_analysis.h"
#include "core/kernel/kernel_presets.h"

using namespace convlens;

namespace {

const Grid kSix{{1, 2, 3}, {4, 5, 6}};

Grid Preset(const std::string& id) {
  const KernelPreset* preset = FindKernelPreset(id);
  REQUIRE(preset != nullptr);
  return preset->Kernel();
}

double SumOf(const Grid& kernel) { return AnalyzeKernel(Operation::kCorrelation, kernel).sum; }

}  // namespace

TEST_CASE("flips, turns and transposes put every cell where they say") {
  CHECK(kernel_algebra::FlipHorizontally(kSix) == Grid{{3, 2, 1}, {6, 5, 4}});
  CHECK(kernel_algebra::FlipVertically(kSix) == Grid{{4, 5, 6}, {1, 2, 3}});
  CHECK(kernel_algebra::FlipBoth(kSix) == Grid{{6, 5, 4}, {3, 2, 1}});
  CHECK(kernel_algebra::Rotate90(kSix) == Grid{{4, 1}, {5, 2}, {6, 3}});
  CHECK(kernel_algebra::Transpose(kSix) == Grid{{1, 4}, {2, 5}, {3, 6}});
  CHECK(kernel_algebra::Rotate90(kernel_algebra::Rotate90(kSix)) == kernel_algebra::FlipBoth(kSix));
}

TEST_CASE("negation leaves no negative zero") {
  CHECK(kernel_algebra::Negate(Grid{{0, 1, -2}}) == Grid{{0, -1, 2}});
}

TEST_CASE("a normalized kernel sums to 1, an edge detector to 0 with magnitudes summing to 1") {
  CHECK(kernel_algebra::Normalize(Grid{{1, 2, 1}}) == Grid{{0.25F, 0.5F, 0.25F}});
  CHECK(kernel_algebra::Normalize(Grid{{1, -1}}) == Grid{{0.5F, -0.5F}});
  CHECK(kernel_algebra::Normalize(Grid{{0.1F, 0.2F, -0.3F}}).at(0, 2) == doctest::Approx(-0.5));
  CHECK(kernel_algebra::Normalize(Grid{{0, 0}}) == Grid{{0, 0}});
}

TEST_CASE("resizing keeps the top left corner and fills the rest") {
  CHECK(kernel_algebra::Resized(kSix, {1, 2}) == Grid{{1, 2}});
  CHECK(kernel_algebra::Resized(kSix, {3, 4}, 9) == Grid{{1, 2, 3, 9}, {4, 5, 6, 9}, {9, 9, 9, 9}});
}

TEST_CASE("products of arbitrary numbers, rounded to float32, are still separable") {
  const Grid column = NormalGrid({15, 1}, 1);
  const Grid row = NormalGrid({1, 15}, 2);
  Grid product(15, 15);
  for (int r = 0; r < 15; ++r) {
    for (int c = 0; c < 15; ++c) product.at(r, c) = column.at(r, 0) * row.at(0, c);
  }
  CHECK(AnalyzeKernel(Operation::kCorrelation, product).rank == 1);
}

TEST_CASE("the presets have their textbook coefficients") {
  CHECK(Preset("identity") == Grid{{0, 0, 0}, {0, 1, 0}, {0, 0, 0}});
  CHECK(Preset("edge_vertical") == Grid{{1, -1}});
  CHECK(Preset("edge_horizontal") == Grid{{1}, {-1}});
  CHECK(Preset("sobel_left") == Grid{{1, 0, -1}, {2, 0, -2}, {1, 0, -1}});
  CHECK(Preset("sobel_right") == kernel_algebra::FlipHorizontally(Preset("sobel_left")));
  CHECK(Preset("sobel_top") == kernel_algebra::Transpose(Preset("sobel_left")));
  CHECK(Preset("sobel_bottom") == kernel_algebra::FlipVertically(Preset("sobel_top")));
  CHECK(Preset("prewitt_y") == kernel_algebra::Transpose(Preset("prewitt_x")));
  CHECK(Preset("scharr_x") == Grid{{-3, 0, 3}, {-10, 0, 10}, {-3, 0, 3}});
  CHECK(Preset("scharr_y") == kernel_algebra::Transpose(Preset("scharr_x")));
  CHECK(Preset("roberts_falling") == Grid{{1, 0}, {0, -1}});
  CHECK(Preset("roberts_rising") == Grid{{0, 1}, {-1, 0}});
  CHECK(Preset("laplacian4") == Grid{{0, 1, 0}, {1, -4, 1}, {0, 1, 0}});
  CHECK(Preset("laplacian8") == Grid{{1, 1, 1}, {1, -8, 1}, {1, 1, 1}});
  CHECK(Preset("sharpen") == Grid{{0, -1, 0}, {-1, 5, -1}, {0, -1, 0}});
  CHECK(Preset("emboss") == Grid{{-2, -1, 0}, {-1, 1, 1}, {0, 1, 2}});
  CHECK(Preset("second_derivative") == Grid{{1, -2, 1}});
  CHECK(Preset("box3").at(1, 1) == 1.0F / 9);
  CHECK(Preset("gaussian3").at(1, 1) == 0.25F);
  CHECK(Preset("gaussian5").at(2, 2) == 36.0F / 256);
}

TEST_CASE("blurs and sharpeners keep brightness, edge detectors remove it") {
  for (const char* id :
       {"identity", "box3", "gaussian3", "gaussian5", "sharpen", "unsharp5", "emboss"}) {
    CAPTURE(id);
    CHECK(SumOf(Preset(id)) == doctest::Approx(1));
  }
  for (const char* id :
       {"edge_vertical", "edge_horizontal", "second_derivative", "sobel_left", "sobel_right",
        "sobel_top", "sobel_bottom", "prewitt_x", "prewitt_y", "scharr_x", "scharr_y",
        "roberts_falling", "roberts_rising", "laplacian4", "laplacian8"}) {
    CAPTURE(id);
    CHECK(SumOf(Preset(id)) == 0);
  }
}

TEST_CASE("the unsharp mask is twice the identity less the Gaussian blur") {
  const Grid blur = Preset("gaussian5");
  const Grid mask = Preset("unsharp5");
  for (int r = 0; r < 5; ++r) {
    for (int c = 0; c < 5; ++c) {
      CHECK(mask.at(r, c) == (r == 2 && c == 2 ? 2 : 0) - blur.at(r, c));
    }
  }
}

TEST_CASE("every preset is complete, has its own id and name, and is found again") {
  std::set<std::string> ids;
  std::set<std::string> names;
  for (const KernelPreset& preset : KernelPresets()) {
    CAPTURE(std::string(preset.id));
    CHECK(static_cast<int64_t>(preset.coefficients.size()) == preset.shape.count());
    CHECK(!preset.source.empty());
    CHECK(ids.insert(std::string(preset.id)).second);
    CHECK(names.insert(std::string(preset.name)).second);
    CHECK(FindKernelPreset(preset.id) == &preset);
    CHECK(MatchKernelPreset(preset.Kernel()) == &preset);
  }
  CHECK(FindKernelPreset("sobel") == nullptr);
  CHECK(MatchKernelPreset(Grid{{1, 2}}) == nullptr);
}
