#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "cli/progress_bar.h"
#include "oracles.h"
#include "unit/cli/train_files.h"

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

TEST_CASE("a divergence is explained by the direction in which the rate is too large") {
  const ScratchFolder folder;
  oracles::LearningRun run = oracles::kHalves;
  run.rate = 0.5F;
  run.steps = 1000;
  const Outcome outcome = Train(folder, run);
  CHECK(outcome.error.find("Rate 0.5 is above the limit of 1/30 for the sum direction") !=
        std::string::npos);
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

TEST_CASE("the progress line shows the share, the steps and the time left") {
  const std::string half = ProgressText(1200, 2400, 3);
  CHECK(half.find(" 50%  1200/2400 steps  3 s left") != std::string::npos);
  CHECK(half.size() == 78);
  CHECK(ProgressText(2400, 2400, 3).find("100%") != std::string::npos);
  CHECK(ProgressText(0, 2400, 3).find("? left") != std::string::npos);
  CHECK(ProgressText(1, 1'000'000'000'000, 1, 20).find("h left") != std::string::npos);
}
