#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "unit/cli/train_files.h"

using namespace convlens;
namespace fs = std::filesystem;

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
