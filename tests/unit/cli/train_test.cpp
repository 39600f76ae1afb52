#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>

#include "cli/progress_bar.h"
#include "core/correlate/correlate.h"
#include "core/grid/random.h"
#include "io/files/file.h"
#include "io/grids/npy_file.h"
#include "oracles.h"
#include "train/run/analysis.h"
#include "train/setup/initialization.h"
#include "unit/cli/arrays.h"
#include "unit/cli/run.h"
#include "unit/io/scratch_folder.h"

using namespace convlens;
namespace fs = std::filesystem;

namespace {

/// The losses of a log, whose header and step numbers are checked.
std::vector<double> LossesOf(const fs::path& path) {
  const Result<std::string> text = ReadFile(path);
  REQUIRE(text.ok());
  std::istringstream lines(*text);
  std::string line;
  REQUIRE(std::getline(lines, line));
  CHECK(line == "step,loss,held_out,grad_norm");
  std::vector<double> losses;
  while (std::getline(lines, line)) {
    const size_t comma = line.find(',');
    REQUIRE(comma != std::string::npos);
    CHECK(line.substr(0, comma) == std::to_string(losses.size()));
    losses.push_back(std::stod(line.substr(comma + 1)));
  }
  return losses;
}

/// All digits of the oracles' float32 rate: over 40 steps of a run that diverges, those that
/// std::to_string leaves out are a difference of 1e-5.
std::string RateText(float rate) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.9g", double{rate});
  return text.data();
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
      RateText(run.rate),
      "--steps",
      std::to_string(run.steps),
      "--op",
      run.convolution ? "conv" : "corr",
      "--loss",
      run.mean_loss ? "mean" : "sum",
      "--optimizer",
      run.optimizer,
      "-o",
      folder / "k.npy",
      "--log",
      folder / "loss.csv"};
  if (run.learns_bias) arguments.push_back("--bias");
  arguments.insert(arguments.end(), more.begin(), more.end());
  return Run(arguments);
}

}  // namespace

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

namespace {

/// Two random pairs of files that a 2×2 kernel makes, in `folder`.
struct PairFiles {
  std::string x, y, x2, y2;

  explicit PairFiles(const ScratchFolder& folder) {
    const Grid wanted{{1, -2}, {0.5F, 3}};
    std::string* names[] = {&x, &y, &x2, &y2};
    for (int i = 0; i < 2; ++i) {
      const Grid input = UniformGrid({7 + i, 8}, static_cast<uint64_t>(i + 1), -1.0F, 1.0F);
      Grid target(6 + i, 7);
      Correlate(input, wanted, 0, target);
      *names[2 * i] = Save(folder / FillIn("x{}.npy", {std::to_string(i)}), input);
      *names[2 * i + 1] = Save(folder / FillIn("y{}.npy", {std::to_string(i)}), target);
    }
  }
};

/// `convlens train` on the first pair with a 2×2 kernel and `more`.
Outcome TrainPair(const ScratchFolder& folder, const PairFiles& files,
                  std::vector<std::string> more) {
  std::vector<std::string> arguments = {"train", files.x, files.y,         "--kernel",
                                        "2x2",   "-o",    folder / "k.npy"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return Run(arguments);
}

Grid Learned(const ScratchFolder& folder, const PairFiles& files,
             const std::vector<std::string>& more) {
  const Outcome outcome = TrainPair(folder, files, more);
  INFO(outcome.error);
  REQUIRE(outcome.exit_code == 0);
  CHECK(outcome.error.empty());
  return Load(folder / "k.npy");
}

void CheckFound(const Grid& kernel) {
  CHECK(kernel.at(0, 0) == doctest::Approx(1).epsilon(0.01));
  CHECK(kernel.at(0, 1) == doctest::Approx(-2).epsilon(0.01));
  CHECK(kernel.at(1, 1) == doctest::Approx(3).epsilon(0.01));
}

std::vector<std::string> LinesOf(const fs::path& path) {
  std::istringstream text(*ReadFile(path));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("every optimizer, loss, schedule and start finds the kernel") {
  const ScratchFolder folder;
  const PairFiles files(folder);
  const std::vector<std::vector<std::string>> ways = {
      {"--optimizer", "momentum", "--lr", "0.005", "--momentum", "0.8"},
      {"--optimizer", "nesterov", "--lr", "0.005"},
      {"--optimizer", "adam", "--lr", "0.05", "--beta1", "0.8", "--beta2", "0.99"},
      {"--lr", "0.02", "--init", "zeros"},
      {"--lr", "0.02", "--init", "he", "--seed", "3"},
      {"--lr", "0.5", "--loss", "mean", "--schedule", "step", "--schedule-every", "500"},
      {"--lr", "0.05", "--loss", "l1", "--schedule", "cosine"},
      {"--lr", "2", "--loss", "huber-mean", "--huber-delta", "0.5", "--last-lr", "0.1",
       "--schedule", "cosine", "--schedule-length", "1500"},
      {"--lr", "0.02", "--normal-equations", "--init", "xavier"},
      {"--lr", "0.02", "--bias", "--init", "uniform"}};
  for (std::vector<std::string> way : ways) {
    CAPTURE(way[1]);
    way.insert(way.end(), {"--steps", "3000"});
    CheckFound(Learned(folder, files, way));
  }
}

TEST_CASE("the words of --init are the formulas of the window, by seed") {
  const ScratchFolder folder;
  const PairFiles files(folder);
  const auto start = [&](const std::string& word) {
    return Learned(folder, files, {"--steps", "0", "--init", word, "--seed", "5"});
  };
  CHECK(start("zeros") == Grid(2, 2));
  CHECK(start("normal") == NormalGrid({2, 2}, 5));
  CHECK(start("uniform") == InitializedKernel(Initialization::kUniform, {2, 2}, 5));
  CHECK(start("xavier") == InitializedKernel(Initialization::kXavier, {2, 2}, 5));
  CHECK(start("he") == InitializedKernel(Initialization::kHe, {2, 2}, 5));
}

TEST_CASE("the log has the held-out loss and the gradient's norm, or an empty column") {
  const ScratchFolder folder;
  const PairFiles files(folder);
  const std::string log = folder / "loss.csv";
  Learned(folder, files, {"--steps", "3", "--log", log});
  std::vector<std::string> lines = LinesOf(log);
  REQUIRE(lines.size() == 4);
  CHECK(lines[0] == "step,loss,held_out,grad_norm");
  CHECK(lines[1].starts_with("0,"));
  CHECK(lines[1].find(",,") != std::string::npos);
  Learned(folder, files, {"--steps", "3", "--log", log, "--held-out", files.x2, files.y2});
  lines = LinesOf(log);
  REQUIRE(lines.size() == 4);
  for (size_t i = 1; i < 4; ++i) {
    CHECK(std::count(lines[i].begin(), lines[i].end(), ',') == 3);
    CHECK(lines[i].find(",,") == std::string::npos);
  }
}

TEST_CASE("more pairs are learned together, a held-out one is not") {
  const ScratchFolder folder;
  const PairFiles files(folder);
  const std::vector<std::string> steps = {"--steps", "5", "--lr", "0.002"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.end(), steps.begin(), steps.end());
    return Learned(folder, files, more);
  };
  const Grid alone = with({});
  CHECK(with({"--held-out", files.x2, files.y2}) == alone);
  const Grid both = with({"--pair", files.x2, files.y2});
  CHECK_FALSE(both == alone);
  CHECK_FALSE(with({"--pair", files.x2, files.y2, "--pair", files.x, files.y}) == both);
}

TEST_CASE("noise is seeded, and moves the kernel that is found") {
  const ScratchFolder folder;
  const PairFiles files(folder);
  const auto with = [&](const std::string& seed) {
    return Learned(folder, files, {"--steps", "50", "--noise", "0.5", "--noise-seed", seed});
  };
  CHECK(with("1") == with("1"));
  CHECK_FALSE(with("1") == with("2"));
}

TEST_CASE("what has no meaning is refused with one message") {
  const ScratchFolder folder;
  const PairFiles files(folder);
  const std::vector<std::vector<std::string>> kBad = {
      {"--lr", "0"},
      {"--lr", "-1"},
      {"--momentum", "1"},
      {"--beta1", "-0.5"},
      {"--beta2", "2"},
      {"--epsilon", "0"},
      {"--weight-decay", "-1"},
      {"--huber-delta", "0"},
      {"--schedule", "linear"},
      {"--schedule", "step", "--schedule-every", "0"},
      {"--schedule", "cosine", "--schedule-length", "0"},
      {"--schedule-factor", "0"},
      {"--last-lr", "-1"},
      {"--loss", "l2"},
      {"--loss", "l1", "--normal-equations"},
      {"--noise", "-1"},
      {"--noise", "nan"},
      {"--init", "glorot"},
      {"--steps", "-1"},
      {"--steps", "1e3"},
      {"--steps", "99999999999999999999"},
      {"--seed", "-1"},
      {"--seed", "18446744073709551616"},
      {"--noise-seed", "-1"},
      {"--pair", files.x2},
      {"--pair", files.x, files.y2},
      {"--held-out", files.x2},
      {"--held-out", files.x, files.y2},
  };
  for (const std::vector<std::string>& bad : kBad) {
    CAPTURE(bad[0]);
    const Outcome outcome = TrainPair(folder, files, bad);
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.out.empty());
    CHECK(outcome.error.starts_with("convlens: "));
    CHECK(std::count(outcome.error.begin(), outcome.error.end(), '\n') == 1);
    CHECK_FALSE(fs::exists(folder / "k.npy"));
  }
}

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

TEST_CASE("a run that grows but stays finite says so") {
  const ScratchFolder folder;
  oracles::LearningRun run = oracles::kHalves;
  run.rate = 0.06F;
  run.steps = 15;
  const Outcome outcome = Train(folder, run);
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.error.starts_with("convlens: The loss grew from "));
  CHECK(std::count(outcome.error.begin(), outcome.error.end(), '\n') == 1);
  CHECK(fs::exists(folder / "k.npy"));
}

TEST_CASE("numbers of steps are decimal, and their limits are said shortly") {
  const ScratchFolder folder;
  const PairFiles files(folder);
  REQUIRE(TrainPair(folder, files, {"--steps", "010", "--log", folder / "l.csv"}).exit_code == 0);
  CHECK(LinesOf(folder / "l.csv").size() == 11);
  CHECK(TrainPair(folder, files, {"--steps=-1"}).error ==
        "convlens: --steps: -1 is not a whole number from 0 to 1000000000000. Try convlens "
        "--help.\n");
  CHECK(TrainPair(folder, files, {"--seed", std::string(5000, '9')}).error.size() < 300);
}

TEST_CASE("a divergence is explained by the direction in which the rate is too large") {
  const ScratchFolder folder;
  oracles::LearningRun run = oracles::kHalves;
  run.rate = 0.5F;
  run.steps = 1000;
  const Outcome outcome = Train(folder, run);
  CHECK(outcome.error.find("Rate 0.5 is above the limit of 1/30 for the sum direction") !=
        std::string::npos);
}

TEST_CASE("the progress line shows the share, the steps and the time left") {
  const std::string half = ProgressText(1200, 2400, 3);
  CHECK(half.find(" 50%  1200/2400 steps  3 s left") != std::string::npos);
  CHECK(half.size() == 78);
  CHECK(ProgressText(2400, 2400, 3).find("100%") != std::string::npos);
  CHECK(ProgressText(0, 2400, 3).find("? left") != std::string::npos);
  CHECK(ProgressText(1, 1'000'000'000'000, 1, 20).find("h left") != std::string::npos);
}
