#include "core/kernel/kernel_analysis.h"

#include <cmath>
#include <limits>

#include "awkward.h"
#include "core/correlate/kernel_algebra.h"
#include "core/kernel/kernel_presets.h"

using namespace convlens;
using namespace convlens::awkward;

namespace {

Grid Preset(const char* id) { return FindKernelPreset(id)->Kernel(); }

KernelAnalysis AnalysisOf(const Grid& k) { return AnalyzeKernel(Operation::kCorrelation, k); }

std::vector<double> Values(const std::vector<ProfilePoint>& points) {
  std::vector<double> values;
  for (const ProfilePoint& point : points) values.push_back(point.value);
  return values;
}

std::vector<double> Positions(const std::vector<ProfilePoint>& points) {
  std::vector<double> positions;
  for (const ProfilePoint& point : points) positions.push_back(point.position);
  return positions;
}

using Numbers = std::vector<double>;
constexpr double kPi = 3.14159265358979323846;
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

}  // namespace

TEST_CASE("the sums of a kernel give the range of its output") {
  const KernelAnalysis sharpen = AnalysisOf(Grid{{0, -1, 0}, {-1, 5, -1}, {0, -1, 0}});
  CHECK(sharpen.sum == 1);
  CHECK(sharpen.positive_sum == 5);
  CHECK(sharpen.negative_sum == -4);
}

TEST_CASE("the rank counts the products that a kernel is a sum of") {
  CHECK(AnalysisOf(Preset("gaussian5")).rank == 1);
  CHECK(AnalysisOf(Preset("sobel_left")).rank == 1);
  CHECK(AnalysisOf(Preset("laplacian4")).rank == 2);
  CHECK(AnalysisOf(Grid(4, 4)).rank == 0);
  CHECK(AnalysisOf(NormalGrid({31, 31}, 3)).rank == 31);
}

TEST_CASE("separable kernels are written in whole numbers, as in the textbooks") {
  const auto sobel = AnalysisOf(Grid{{1, 0, -1}, {2, 0, -2}, {1, 0, -1}}).factors;
  REQUIRE(sobel);
  CHECK(sobel->whole);
  CHECK(sobel->scale == 1);
  CHECK(sobel->column == Numbers{1, 2, 1});
  CHECK(sobel->row == Numbers{1, 0, -1});

  const auto gaussian = AnalysisOf(Preset("gaussian5")).factors;
  REQUIRE(gaussian);
  CHECK(gaussian->scale == doctest::Approx(1.0 / 256));
  CHECK(gaussian->column == Numbers{1, 4, 6, 4, 1});
  CHECK(gaussian->row == Numbers{1, 4, 6, 4, 1});

  const auto box = AnalysisOf(Preset("box3")).factors;
  REQUIRE(box);
  CHECK(box->scale == doctest::Approx(1.0 / 9));
  CHECK(box->column == Numbers{1, 1, 1});

  // The column begins with a number above 0; the row takes the sign.
  const auto negative = AnalysisOf(Grid{{0, 0}, {-2, 4}, {-3, 6}}).factors;
  REQUIRE(negative);
  CHECK(negative->scale == 1);
  CHECK(negative->column == Numbers{0, 2, 3});
  CHECK(negative->row == Numbers{-1, 2});
}

TEST_CASE("factors without whole numbers have a largest magnitude of 1") {
  const auto factors = AnalysisOf(Grid{{2, std::sqrt(2.0F)}, {std::sqrt(2.0F), 1}}).factors;
  REQUIRE(factors);
  CHECK(!factors->whole);
  CHECK(factors->scale == doctest::Approx(2));
  CHECK(factors->column[0] == 1);
  CHECK(factors->column[1] == doctest::Approx(std::sqrt(0.5)));
  CHECK(factors->row[0] == 1);
  CHECK(factors->row[1] == doctest::Approx(std::sqrt(0.5)));
  CHECK(!AnalysisOf(Preset("laplacian4")).factors);
  CHECK(!AnalysisOf(Grid(3, 3)).factors);
}

TEST_CASE("the factors of every separable preset multiply to it again") {
  for (const KernelPreset& preset : KernelPresets()) {
    CAPTURE(preset.id);
    const Grid k = preset.Kernel();
    const auto factors = AnalysisOf(k).factors;
    if (!factors) continue;
    CHECK(factors->scale > 0);
    for (int a = 0; a < k.height(); ++a) {
      for (int b = 0; b < k.width(); ++b) {
        const double product = factors->scale * factors->column[static_cast<size_t>(a)] *
                               factors->row[static_cast<size_t>(b)];
        CHECK(product == doctest::Approx(k.at(a, b)).epsilon(1e-6));
      }
    }
  }
}

TEST_CASE("every symmetry is found, and whether the sign changes") {
  using enum Parity;
  CHECK(SymmetriesOf(Preset("gaussian3")) == KernelSymmetries{kEven, kEven, kEven, kEven});
  CHECK(SymmetriesOf(Grid{{1, 0, -1}, {2, 0, -2}, {1, 0, -1}}) ==
        KernelSymmetries{kOdd, kEven, kOdd, kNone});
  CHECK(SymmetriesOf(Grid{{1, 2}, {2, 1}}) == KernelSymmetries{kNone, kNone, kEven, kEven});
  CHECK(SymmetriesOf(Grid{{1, 2}, {2, 3}}) == KernelSymmetries{kNone, kNone, kNone, kEven});
  CHECK(SymmetriesOf(Grid{{0, 1}, {-1, 0}}) == KernelSymmetries{kNone, kNone, kOdd, kOdd});
  CHECK(SymmetriesOf(Grid{{1, 2, 1}, {3, 4, 3}}) == KernelSymmetries{kEven, kNone, kNone, kNone});
  // One column has no left and right, and only squares a diagonal.
  CHECK(SymmetriesOf(Grid{{1}, {2}, {1}}) == KernelSymmetries{kNone, kEven, kEven, kNone});
  CHECK(SymmetriesOf(Grid{{5}}) == KernelSymmetries{});
  CHECK(SymmetriesOf(Grid{{kNaN, kNaN}}) == KernelSymmetries{});
}

TEST_CASE("a kernel that is not finite has symmetries and nothing else") {
  const KernelAnalysis analysis =
      AnalysisOf(Grid{{std::numeric_limits<float>::infinity(), 2, kNaN}});
  CHECK(!analysis.finite);
  CHECK(analysis.rank == 0);
  CHECK(analysis.frequency_map.empty());
  CHECK(analysis.step[0].output.empty());
}

TEST_CASE("the frequency response is the sum of turned coefficients") {
  // |1/4 + 1/2·e^-iω + 1/4·e^-2iω| = (1 + cos ω)/2
  const Grid binomial{{0.25F, 0.5F, 0.25F}};
  for (const double w : {0.0, 0.3, kPi / 2, 2.0, kPi}) {
    CHECK(FrequencyMagnitude(binomial, 1.7, w) == doctest::Approx((1 + std::cos(w)) / 2));
    CHECK(FrequencyMagnitude(kernel_algebra::Transpose(binomial), w, 0.4) ==
          doctest::Approx((1 + std::cos(w)) / 2));
  }
  // |1 − e^-iω| = 2·sin(ω/2)
  for (const double w : {0.0, 0.7, kPi}) {
    CHECK(FrequencyMagnitude(Grid{{1, -1}}, 0, w) == doctest::Approx(2 * std::sin(w / 2)));
  }
  // The Laplacian: 4 − 2·cos ω_r − 2·cos ω_c.
  const Grid laplacian{{0, -1, 0}, {-1, 4, -1}, {0, -1, 0}};
  CHECK(FrequencyMagnitude(laplacian, kPi, kPi) == doctest::Approx(8));
  CHECK(FrequencyMagnitude(laplacian, kPi / 3, kPi / 2) == doctest::Approx(3));
  CHECK(FrequencyMagnitude(laplacian, 0, 0) == 0);
}

TEST_CASE("the map of frequencies has the constant in its middle and π at its sides") {
  const Grid k{{1, 2, 0}, {0, -1, 3}};
  const Grid map = FrequencyMap(k, 5);
  CHECK(map.at(2, 2) == doctest::Approx(5));
  CHECK(map.at(2, 4) == doctest::Approx(std::abs(1 - 2 + 0 + 0 + 1 + 3)));
  CHECK(map.at(4, 2) == doctest::Approx(std::abs(1 + 2 - 0 + 1 - 3)));
  CHECK(map.at(0, 0) == doctest::Approx(std::abs(1 - 2 + 0 - 0 - 1 - 3)));
  CHECK(map.at(1, 3) == doctest::Approx(FrequencyMagnitude(k, -kPi / 2, kPi / 2)));
  for (int r = 0; r < 5; ++r) {
    for (int c = 0; c < 5; ++c) CHECK(map.at(r, c) == doctest::Approx(map.at(4 - r, 4 - c)));
  }
  const KernelAnalysis convolution = AnalyzeKernel(Operation::kConvolution, k);
  CHECK(convolution.frequency_map == AnalysisOf(k).frequency_map);
  CHECK(convolution.checkerboard == doctest::Approx(5));
  const std::vector<double> across = HorizontalFrequencies(k, 3);
  CHECK(across[0] == doctest::Approx(5));
  CHECK(across[1] == doctest::Approx(FrequencyMagnitude(k, 0, kPi / 2)));
  CHECK(across[2] == doctest::Approx(3));
  CHECK(VerticalFrequencies(k, 2)[1] == doctest::Approx(1));
}

TEST_CASE("the step response adds the taps up as the window moves onto the step") {
  const Grid edge{{1, -1}};
  const EdgeResponse across = StepResponse(Operation::kCorrelation, edge, Direction::kAcross);
  CHECK(Values(across.output) == Numbers{0, 0, -1, 0, 0});
  CHECK(Positions(across.output) == Numbers{-2, -1, 0, 1, 2});
  CHECK(Values(across.input) == Numbers{0, 0, 1, 1});
  CHECK(Positions(across.input) == Numbers{-1.5, -0.5, 0.5, 1.5});
  const EdgeResponse down = StepResponse(Operation::kCorrelation, edge, Direction::kDown);
  CHECK(Values(down.output) == Numbers{0, 0, 0, 0});
  const Grid box(3, 3, 1);
  const EdgeResponse blurred = StepResponse(Operation::kCorrelation, box, Direction::kDown);
  CHECK(Values(blurred.output) == Numbers{0, 0, 3, 6, 9, 9});
  CHECK(Positions(blurred.output) == Numbers{-2.5, -1.5, -0.5, 0.5, 1.5, 2.5});
}

TEST_CASE("the line response is the kernel turned round in correlation, itself in convolution") {
  const Grid k{{1, 2, 3}, {0, 0, 4}};
  const EdgeResponse correlation = LineResponse(Operation::kCorrelation, k, Direction::kAcross);
  CHECK(Values(correlation.output) == Numbers{0, 0, 7, 2, 1, 0, 0});
  CHECK(Positions(correlation.output) == Numbers{-3, -2, -1, 0, 1, 2, 3});
  CHECK(Values(correlation.input) == Numbers{0, 0, 0, 1, 0, 0, 0});
  CHECK(Positions(correlation.input) == Numbers{-3, -2, -1, 0, 1, 2, 3});
  const EdgeResponse convolution = LineResponse(Operation::kConvolution, k, Direction::kAcross);
  CHECK(Values(convolution.output) == Numbers{0, 0, 1, 2, 7, 0, 0});
  const EdgeResponse down = LineResponse(Operation::kCorrelation, k, Direction::kDown);
  CHECK(Values(down.output) == Numbers{0, 0, 4, 6, 0, 0});
}
