#include <doctest/doctest.h>

#include <algorithm>

#include "train/setup/initialization.h"
#include "unit/cli/train_files.h"

using namespace convlens;

namespace {

void CheckFound(const Grid& kernel) {
  CHECK(kernel.at(0, 0) == doctest::Approx(1).epsilon(0.01));
  CHECK(kernel.at(0, 1) == doctest::Approx(-2).epsilon(0.01));
  CHECK(kernel.at(1, 1) == doctest::Approx(3).epsilon(0.01));
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
