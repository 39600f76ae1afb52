#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/grid/random.h"
#include "io/files/file.h"
#include "io/grids/npy_file.h"
#include "oracles.h"
#include "unit/cli/arrays.h"
#include "unit/cli/run.h"
#include "unit/io/sample_images.h"
#include "unit/io/scratch_folder.h"

using namespace convlens;
namespace fs = std::filesystem;

TEST_CASE("corr gives figure 6.2.1's output, with a bias and as a convolution too") {
  const ScratchFolder folder;
  const std::string x = Save(folder / "x.npy", ToGrid(oracles::FigureInput()));
  const std::string k = Save(folder / "k.npy", ToGrid(oracles::FigureKernel()));
  const std::string y = folder / "y.npy";
  CHECK(Run({"corr", x, k, "-o", y}).exit_code == 0);
  CHECK(Load(y) == ToGrid(oracles::FigureCorrelation()));
  CHECK(Run({"corr", x, k, "-o", y, "--op", "conv"}).exit_code == 0);
  CHECK(Load(y) == ToGrid(oracles::FigureConvolution()));
  CHECK(Run({"corr", x, k, "-o", y, "--bias", "-0.5"}).exit_code == 0);
  CHECK(Load(y) == Grid{{18.5F, 24.5F}, {36.5F, 42.5F}});
}

TEST_CASE("corr finds the book's edges, and takes an image as its input") {
  const ScratchFolder folder;
  const std::string x = Save(folder / "x.npy", ToGrid(oracles::EdgesInput()));
  const std::string k = Save(folder / "k.npy", ToGrid(oracles::EdgesKernel()));
  const std::string y = folder / "y.npy";
  const Outcome outcome = Run({"corr", x, k, "-o", y});
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.out.empty());
  CHECK(outcome.error.empty());
  CHECK(Load(y) == ToGrid(oracles::EdgesOutput()));
  REQUIRE(WriteFileAtomically(folder / "x.png", FromHex(kGrey16Png)).ok());
  CHECK(Run({"corr", folder / "x.png", k, "-o", y}).exit_code == 0);
  CHECK(Load(y) == Grid{{32895.0F / 65535.0F - 1}});
}

TEST_CASE("corr refuses a kernel that does not fit and leaves an old output as it was") {
  const ScratchFolder folder;
  const std::string x = Save(folder / "x.npy", Grid(2, 2));
  const std::string k = Save(folder / "k.npy", Grid(3, 3));
  const std::string y = Save(folder / "y.npy", Grid{{5}});
  const Outcome outcome = Run({"corr", x, k, "-o", y});
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.error.find("3×3") != std::string::npos);
  CHECK(Load(y) == Grid{{5}});
  const Outcome nowhere = Run({"corr", k, x, "-o", folder / "none/y.npy"});
  CHECK(nowhere.exit_code == 2);
  CHECK(nowhere.error.find("its folder does not exist") != std::string::npos);
}

TEST_CASE("corr takes padding, strides, borders and dilation as the book and PyTorch do") {
  const ScratchFolder folder;
  const std::string x = Save(folder / "x.npy", ToGrid(oracles::FigureInput()));
  const std::string k = Save(folder / "k.npy", ToGrid(oracles::FigureKernel()));
  const std::string y = folder / "y.npy";
  const auto output = [&](std::vector<std::string> flags) {
    flags.insert(flags.begin(), {"corr", x, k, "-o", y});
    const Outcome outcome = Run(flags);
    INFO(outcome.error);
    REQUIRE(outcome.exit_code == 0);
    return Load(y);
  };
  CHECK(output({"--pad", "1"}) ==
        Grid{{0, 3, 8, 4}, {9, 19, 25, 10}, {21, 37, 43, 16}, {6, 7, 8, 0}});
  CHECK(output({"--pad", "1,1", "--stride", "3,2"}) == Grid{{0, 8}, {6, 8}});
  CHECK(output({"--pad", "0,1,0,1"}) == Grid{{19, 25, 10}, {37, 43, 16}, {7, 8, 0}});
  CHECK(output({"--dilation", "2"}) == Grid{{0 * 0 + 1 * 2 + 2 * 6 + 3 * 8}});
  CHECK(output({"--pad", "1,0,0,0", "--border", "reflect", "--stride", "3,1"}) ==
        Grid{{4 + 2 * 0 + 3 * 1, 5 + 2 * 1 + 3 * 2}});
}

TEST_CASE("corr sums input channels and writes one array of all outputs") {
  const ScratchFolder folder;
  const Grid x0 = ToGrid(oracles::FigureInput());
  const Grid x1{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
  const Grid k0 = ToGrid(oracles::FigureKernel());
  const Grid k1{{1, 2}, {3, 4}};
  const Grid k2{{2, 3}, {4, 5}};
  const Grid k3{{3, 4}, {5, 6}};
  const GridView inputs[] = {x0, x1};
  const GridView kernels[] = {k0, k1, k1, k2, k2, k3};
  const std::string x = folder / "x.npy";
  const std::string k = folder / "k.npy";
  const std::string y = folder / "y.npy";
  REQUIRE(WriteFileAtomically(x, NpyToBytes({2, 3, 3}, inputs)).ok());
  REQUIRE(WriteFileAtomically(k, NpyToBytes({3, 2, 2, 2}, kernels)).ok());
  REQUIRE(Run({"corr", x, k, "-o", y, "--bias", "0,1,-1"}).exit_code == 0);
  const Result<NpyGrids> all = NpyGridsFromBytes(*ReadFile(y), "y.npy", 3);
  REQUIRE(all.ok());
  CHECK(all->leading == std::vector<int>{3});
  CHECK(all->grids[0] == Grid{{56, 72}, {104, 120}});
  CHECK(all->grids[1] == Grid{{77, 101}, {149, 173}});
  CHECK(all->grids[2] == Grid{{95, 127}, {191, 223}});

  const GridView own[] = {k0, k1};
  REQUIRE(WriteFileAtomically(k, NpyToBytes({2, 1, 2, 2}, own)).ok());
  REQUIRE(Run({"corr", x, k, "-o", y, "--groups", "2"}).exit_code == 0);
  CHECK(NpyGridsFromBytes(*ReadFile(y), "y.npy", 3)->grids[0] ==
        ToGrid(oracles::FigureCorrelation()));
  const Outcome wrong = Run({"corr", x, k, "-o", y});
  CHECK(wrong.exit_code == 2);
  CHECK(wrong.error ==
        "convlens: Input channels: X has 2, but K is made for 1. K is [outputs, channels, height, "
        "width].\n");
}

TEST_CASE("corr explains flags that make no sense") {
  const ScratchFolder folder;
  const std::string x = Save(folder / "x.npy", Grid(3, 3));
  const std::string k = Save(folder / "k.npy", Grid(2, 2));
  const std::string y = folder / "y.npy";
  const auto error = [&](std::vector<std::string> flags) {
    flags.insert(flags.begin(), {"corr", x, k, "-o", y});
    const Outcome outcome = Run(flags);
    CHECK(outcome.exit_code == 2);
    CHECK(std::count(outcome.error.begin(), outcome.error.end(), '\n') == 1);
    return outcome.error;
  };
  CHECK(error({"--stride", "2,x"}) ==
        "convlens: --stride: 2,x is not one whole number, or two for rows and columns, such as 2 "
        "or 2,1.\n");
  CHECK(error({"--pad", "1,2,3"}).find("top, bottom, left and right") != std::string::npos);
  CHECK(error({"--bias", "1,2"}).find("2 numbers for 1 output channels") != std::string::npos);
  CHECK(error({"--bias", "nan"}).find("nan is not a finite number") != std::string::npos);
  CHECK(error({"--stride", "0"}).find("at least 1") != std::string::npos);
  CHECK(error({"--pad", "-1"}).find("must not be negative") != std::string::npos);
  CHECK(error({"--dilation", "4"}).find("The window spans 5×5") != std::string::npos);
  CHECK(error({"--pad", "1,"}).find("--pad: 1, is not one whole number") != std::string::npos);
  CHECK(error({"--stride", "1,"}).find("--stride: 1, is not") != std::string::npos);
  CHECK(error({"--bias", "1,"}).find("--bias:  is not a finite number") != std::string::npos);
  CHECK(error({"--stride", "99999999999"}).find("more than 8192 cells") != std::string::npos);
  CHECK(error({"--pad", "-99999999999"}).find("must not be negative") != std::string::npos);
  CHECK(error({"--pad", "same", "--stride", "2"}) ==
        "convlens: --pad: Padding \"same\" needs stride 1: with another, use \"same-tf\".\n");
  CHECK(error({"--ceil-mode"}) ==
        "convlens: --ceil-mode has no meaning for a layer of this --kind: leave it out.\n");
  CHECK(error({"--kind", "max"}).find("Pooling has no kernel") != std::string::npos);
  CHECK(error({"--border", "mirror"}).find("mirror") != std::string::npos);
  CHECK(error({"--groups", "0"}).find("0 is not a whole number from 1") != std::string::npos);
  CHECK(error({"--groups", "99999999999999999999"}).find("is not a whole") != std::string::npos);
}

namespace {

/// What `corr` makes of `x`, with the kernel's file first among `arguments` where there is one.
Grid Corr(const ScratchFolder& folder, const Grid& x, std::vector<std::string> arguments) {
  const std::string y = folder / "y.npy";
  arguments.insert(arguments.begin(), {"corr", Save(folder / "x.npy", x)});
  arguments.insert(arguments.end(), {"-o", y});
  const Outcome outcome = Run(arguments);
  INFO(outcome.error);
  REQUIRE(outcome.exit_code == 0);
  return Load(y);
}

}  // namespace

TEST_CASE("corr pools as PyTorch's MaxPool2d and AvgPool2d do") {
  const ScratchFolder folder;
  const Grid x = ToGrid(oracles::FigureInput());
  CHECK(Corr(folder, x, {"--kind", "max", "--kernel", "2x2"}) == Grid{{4}});
  CHECK(Corr(folder, x, {"--kind", "max", "--kernel", "2x2", "--ceil-mode"}) ==
        Grid{{4, 5}, {7, 8}});
  CHECK(Corr(folder, x, {"--kind", "max", "--kernel", "2x2", "--stride", "1", "--pad", "1"}) ==
        Grid{{0, 1, 2, 2}, {3, 4, 5, 5}, {6, 7, 8, 8}, {6, 7, 8, 8}});
  const std::vector<std::string> average = {"--kind",   "avg", "--kernel", "2x2",
                                            "--stride", "1",   "--pad",    "1"};
  const Grid with_padding{
      {0, 0.25F, 0.75F, 0.5F}, {0.75F, 2, 3, 1.75F}, {2.25F, 5, 6, 3.25F}, {1.5F, 3.25F, 3.75F, 2}};
  CHECK(Corr(folder, x, average) == with_padding);
  std::vector<std::string> without = average;
  without.emplace_back("--no-count-include-pad");
  CHECK(Corr(folder, x, without) ==
        Grid{{0, 0.5F, 1.5F, 2}, {1.5F, 2, 3, 3.5F}, {4.5F, 5, 6, 6.5F}, {6, 6.5F, 7.5F, 8}});
  without.back() = "--count-include-pad";
  CHECK(Corr(folder, x, without) == with_padding);
}

TEST_CASE("corr runs the book's transposed convolutions") {
  const ScratchFolder folder;
  const Grid x{{0, 1}, {2, 3}};
  const std::string k = Save(folder / "k.npy", x);
  CHECK(Corr(folder, x, {k, "--kind", "transposed"}) == Grid{{0, 0, 1}, {0, 4, 6}, {4, 12, 9}});
  CHECK(Corr(folder, x, {k, "--kind", "transposed", "--pad", "1"}) == Grid{{4}});
  const Grid wide{{0, 0, 0, 1}, {0, 0, 2, 3}, {0, 2, 0, 3}, {4, 6, 6, 9}};
  CHECK(Corr(folder, x, {k, "--kind", "transposed", "--stride", "2"}) == wide);
  CHECK(Corr(folder, x,
             {k, "--kind", "transposed", "--stride", "2", "--output-padding", "1,0", "--bias",
              "1"}) == Grid{{1, 1, 1, 2}, {1, 1, 3, 4}, {1, 3, 1, 4}, {5, 7, 7, 10}, {1, 1, 1, 1}});
}

TEST_CASE("corr takes padding by PyTorch's and by TensorFlow's rule") {
  const ScratchFolder folder;
  const Grid x = ToGrid(oracles::FigureInput());
  const std::string k = Save(folder / "k.npy", ToGrid(oracles::FigureKernel()));
  CHECK(Corr(folder, x, {k, "--pad", "same"}) == Grid{{19, 25, 10}, {37, 43, 16}, {7, 8, 0}});
  CHECK(Corr(folder, x, {k, "--pad", "same-tf", "--stride", "2"}) == Grid{{19, 10}, {7, 0}});
  CHECK(Corr(folder, x, {k, "--pad", "same-tf", "--stride", "010"}) == Grid{{19}});
}
