#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/random.h"
#include "io/file.h"
#include "io/npy_file.h"
#include "oracles.h"
#include "unit/cli/run.h"
#include "unit/io/sample_images.h"
#include "unit/io/scratch_folder.h"

using namespace convlens;
namespace fs = std::filesystem;

namespace {

Grid ToGrid(const oracles::Rows& rows) {
  Grid grid(static_cast<int>(rows.size()), static_cast<int>(rows.front().size()));
  for (size_t r = 0; r < rows.size(); ++r) {
    for (size_t c = 0; c < rows[r].size(); ++c) {
      grid.at(static_cast<int>(r), static_cast<int>(c)) = rows[r][c];
    }
  }
  return grid;
}

std::string Save(const fs::path& path, const Grid& grid) {
  REQUIRE(WriteNpy(path, grid).ok());
  return path.string();
}

Grid Load(const fs::path& path) {
  const Result<Grid> grid = ReadNpy(path);
  REQUIRE(grid.ok());
  return *grid;
}

/// The losses of a log, whose header and step numbers are checked.
std::vector<double> LossesOf(const fs::path& path) {
  const Result<std::string> text = ReadFile(path);
  REQUIRE(text.ok());
  std::istringstream lines(*text);
  std::string line;
  REQUIRE(std::getline(lines, line));
  CHECK(line == "step,loss");
  std::vector<double> losses;
  while (std::getline(lines, line)) {
    const size_t comma = line.find(',');
    REQUIRE(comma != std::string::npos);
    CHECK(line.substr(0, comma) == std::to_string(losses.size()));
    losses.push_back(std::stod(line.substr(comma + 1)));
  }
  return losses;
}

/// `convlens train` with what `run` says; the files are in `folder`.
Outcome Train(const ScratchFolder& folder, const oracles::LearningRun& run,
              std::vector<std::string> more = {}) {
  std::vector<std::string> arguments = {
      "train",
      Save(folder / "x.npy", ToGrid(oracles::EdgesInput())),
      Save(folder / "y.npy", ToGrid(oracles::EdgesOutput())),
      "--kernel",
      "1x2",
      "--init",
      Save(folder / "k0.npy", Grid{{run.initial[0], run.initial[1]}}),
      "--lr",
      std::to_string(run.rate),
      "--steps",
      std::to_string(run.steps),
      "--op",
      run.convolution ? "conv" : "corr",
      "--loss",
      run.mean_loss ? "mean" : "sum",
      "-o",
      folder / "k.npy",
      "--log",
      folder / "loss.csv"};
  if (run.learns_bias) arguments.push_back("--bias");
  arguments.insert(arguments.end(), more.begin(), more.end());
  return Run(arguments);
}

}  // namespace

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
  CHECK(Load(y) == Grid{{128.0F / 255.0F - 1}});
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

TEST_CASE("train agrees with every learning run of the oracles to 1e-5") {
  for (const oracles::LearningRun* oracle : oracles::kLearningRuns) {
    const oracles::LearningRun& run = *oracle;
    INFO(run.name);
    const ScratchFolder folder;
    const Outcome outcome = Train(folder, run);
    INFO(outcome.error);
    REQUIRE(outcome.exit_code == 0);
    const std::vector<double> losses = LossesOf(folder / "loss.csv");
    REQUIRE(losses.size() == static_cast<size_t>(run.steps));
    for (size_t i = 0; i < run.losses.size(); ++i) {
      CHECK(losses[i] == doctest::Approx(run.losses[i]).epsilon(1e-5));
    }
    const Grid kernel = Load(folder / "k.npy");
    REQUIRE(kernel.shape() == Shape{1, 2});
    CHECK(kernel.at(0, 0) == doctest::Approx(run.kernel[0]).epsilon(1e-5));
    CHECK(kernel.at(0, 1) == doctest::Approx(run.kernel[1]).epsilon(1e-5));
    if (!run.learns_bias) {
      CHECK(outcome.out.empty());
      continue;
    }
    REQUIRE(outcome.out.starts_with("bias "));
    CHECK(outcome.out.back() == '\n');
    CHECK(std::stod(outcome.out.substr(5)) == doctest::Approx(run.bias).epsilon(1e-5));
  }
}

TEST_CASE("a run that diverges writes nothing and says at which step and which rate would hold") {
  const ScratchFolder folder;
  oracles::LearningRun run = oracles::kHalves;
  run.rate = 0.5F;
  run.steps = 1000;
  const Outcome outcome = Train(folder, run);
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.out.empty());
  CHECK(outcome.error.starts_with(
      "convlens: The training diverged: the loss is not finite at step "));
  CHECK(std::count(outcome.error.begin(), outcome.error.end(), '\n') == 1);
  const std::string key = "A rate below ";
  const size_t at = outcome.error.find(key);
  REQUIRE(at != std::string::npos);
  const double rate = std::stod(outcome.error.substr(at + key.size()));
  CHECK_FALSE(fs::exists(folder / "k.npy"));
  CHECK_FALSE(fs::exists(folder / "loss.csv"));
  run.rate = static_cast<float>(rate * 0.99);
  CHECK(Train(folder, run).exit_code == 0);
}

TEST_CASE("the same seed gives the same kernel, another seed another one") {
  const ScratchFolder folder;
  const std::string x = Save(folder / "x.npy", ToGrid(oracles::EdgesInput()));
  const std::string y = Save(folder / "y.npy", ToGrid(oracles::EdgesOutput()));
  const auto train = [&](const std::string& seed) {
    const Outcome outcome = Run({"train", x, y, "--kernel", "1x2", "--seed", seed, "--steps", "0",
                                 "-o", folder / "k.npy", "--optimizer", "sgd"});
    INFO(outcome.error);
    REQUIRE(outcome.exit_code == 0);
    return Load(folder / "k.npy");
  };
  CHECK(train("3") == NormalGrid({1, 2}, 3));
  CHECK(train("3") == train("3"));
  CHECK_FALSE(train("3") == train("4"));
}

TEST_CASE("train refuses shapes that do not belong together, and numbers that are none") {
  const ScratchFolder folder;
  const std::string x = Save(folder / "x.npy", Grid(4, 4, 1));
  const std::string y = Save(folder / "y.npy", Grid(4, 3, 1));
  const std::string k = Save(folder / "k0.npy", Grid(2, 2, 1));
  const std::string nan = Save(folder / "nan.npy", Grid(4, 3, std::nanf("")));
  const std::string out = folder / "k.npy";
  const Outcome target = Run({"train", x, y, "--kernel", "2x2", "-o", out});
  CHECK(target.exit_code == 2);
  CHECK(target.error ==
        "convlens: " + y + " is 4×3, but a 2×2 kernel over the 4×4 input gives 3×3.\n");
  const Outcome initial = Run({"train", x, y, "--kernel", "1x2", "--init", k, "-o", out});
  CHECK(initial.exit_code == 2);
  CHECK(initial.error == "convlens: --init: " + k + " is 2×2, but --kernel asks for 1×2.\n");
  const Outcome not_numbers = Run({"train", x, nan, "--kernel", "1x2", "-o", out});
  CHECK(not_numbers.exit_code == 2);
  CHECK(not_numbers.error ==
        "convlens: " + nan + " holds NaN or infinity: there is nothing to learn from it.\n");
  CHECK_FALSE(fs::exists(out));
}
