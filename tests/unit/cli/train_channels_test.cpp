#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>

#include "core/grid/random.h"
#include "io/files/file.h"
#include "io/grids/npy_file.h"
#include "train/run/analysis.h"
#include "unit/cli/run.h"
#include "unit/io/scratch_folder.h"

using namespace convlens;
namespace fs = std::filesystem;

namespace {

/// Writes an array of `shape` with uniform numbers.
std::string SaveUniform(const fs::path& path, const std::vector<int>& shape, uint64_t seed) {
  int count = 1;
  for (size_t i = 0; i + 2 < shape.size(); ++i) count *= shape[i];
  std::vector<Grid> grids;
  for (int i = 0; i < count; ++i) {
    const Shape size{shape[shape.size() - 2], shape[shape.size() - 1]};
    grids.push_back(UniformGrid(size, seed + static_cast<uint64_t>(i), -1.0F, 1.0F));
  }
  const std::vector<GridView> views(grids.begin(), grids.end());
  REQUIRE(WriteFileAtomically(path, NpyToBytes(shape, views)).ok());
  return path.string();
}

NpyGrids ArrayAt(const fs::path& path) {
  Result<NpyGrids> array = NpyGridsFromBytes(*ReadFile(path), "array", 4);
  REQUIRE(array.ok());
  return std::move(*array);
}

/// Makes Y of random X and K by `corr` with `flags`, learns K of them by `train` with the same
/// flags, and compares.
void CheckLearned(const std::vector<int>& x_shape, const std::vector<int>& k_shape,
                  const std::vector<std::string>& flags) {
  const ScratchFolder folder;
  const std::string x = SaveUniform(folder / "x.npy", x_shape, 1);
  const std::string k = SaveUniform(folder / "k.npy", k_shape, 50);
  const std::string y = folder / "y.npy";
  std::vector<std::string> corr = {"corr", x, k, "-o", y};
  corr.insert(corr.end(), flags.begin(), flags.end());
  REQUIRE(Run(corr).error == "");
  const std::string window = std::to_string(k_shape[2]) + "x" + std::to_string(k_shape[3]);
  std::vector<std::string> train = {
      "train",   x,      y,        "--kernel", window, "-o", folder / "learned.npy",
      "--steps", "4000", "--loss", "mean",     "--lr", "0.3"};
  train.insert(train.end(), flags.begin(), flags.end());
  const Outcome outcome = Run(train);
  REQUIRE(outcome.error == "");
  const NpyGrids wanted = ArrayAt(k);
  const NpyGrids learned = ArrayAt(folder / "learned.npy");
  REQUIRE(learned.leading == wanted.leading);
  for (size_t i = 0; i < wanted.grids.size(); ++i) {
    CHECK(Distance(learned.grids[i], wanted.grids[i]) < 1e-3);
  }
}

}  // namespace

TEST_CASE("train finds kernels of several channels with stride, padding, dilation and groups") {
  CheckLearned({2, 9, 10}, {3, 2, 2, 3}, {});
  CheckLearned({2, 12, 13}, {3, 2, 3, 2}, {"--stride", "2,1", "--pad", "1", "--border", "reflect"});
  CheckLearned({4, 11, 10}, {2, 2, 2, 2}, {"--groups", "2", "--dilation", "2,1"});
  CheckLearned({2, 9, 9}, {1, 2, 3, 3}, {"--pad", "same-tf", "--op", "conv"});
  CheckLearned({2, 6, 7}, {2, 3, 2, 3},
               {"--kind", "transposed", "--stride", "2", "--output-padding", "1,0"});
}

TEST_CASE("train prints the biases of all channels, as corr takes them") {
  const ScratchFolder folder;
  const std::string x = SaveUniform(folder / "x.npy", {1, 8, 8}, 1);
  const std::string k = SaveUniform(folder / "k.npy", {2, 1, 2, 2}, 9);
  const std::string y = folder / "y.npy";
  REQUIRE(Run({"corr", x, k, "-o", y, "--bias", "1,-2"}).exit_code == 0);
  const Outcome outcome = Run({"train", x, y, "--init", k, "-o", folder / "l.npy", "--bias",
                               "--steps", "2000", "--loss", "mean", "--lr", "0.3"});
  REQUIRE(outcome.error == "");
  float first = 0;
  float second = 0;
  REQUIRE(std::sscanf(outcome.out.c_str(), "bias %f,%f", &first, &second) == 2);
  CHECK(first == doctest::Approx(1).epsilon(1e-3));
  CHECK(second == doctest::Approx(-2).epsilon(1e-3));
}

TEST_CASE("train says what a layer of several channels cannot do") {
  const ScratchFolder folder;
  const std::string x = SaveUniform(folder / "x.npy", {2, 8, 8}, 1);
  const std::string y = SaveUniform(folder / "y.npy", {3, 7, 7}, 5);
  const std::string k = SaveUniform(folder / "k.npy", {3, 1, 2, 2}, 9);
  const auto error = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"train", x, y, "-o"});
    const Outcome outcome = Run(more);
    CHECK(outcome.exit_code == 2);
    CHECK(std::count(outcome.error.begin(), outcome.error.end(), '\n') == 1);
    return outcome.error;
  };
  const std::string out = folder / "out.npy";
  CHECK(error({out, "--kernel", "2x2", "--normal-equations"}) ==
        "convlens: --normal-equations is for a single kernel without stride or padding.\n");
  CHECK(error({folder / "out.csv", "--kernel", "2x2"}).find("write .npy") != std::string::npos);
  CHECK(error({out, "--init", k}).find("has 3×1 kernels, but X and Y need 3×2") !=
        std::string::npos);
  CHECK(error({out, "--kernel", "3x3"})
            .find("is 3×7×7, but a 3×3 kernel over the 2×8×8 input "
                  "gives 3×6×6.") != std::string::npos);
  CHECK(error({out, "--kernel", "2x2", "--groups", "2"}).find("cannot be split into 2 groups") !=
        std::string::npos);
  CHECK_FALSE(fs::exists(out));
}
