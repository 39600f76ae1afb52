#include <doctest/doctest.h>

#include <algorithm>

#include "io/files/file.h"
#include "unit/cli/run.h"
#include "unit/io/scratch_folder.h"

using namespace convlens;

TEST_CASE("without arguments the window opens, with a file it opens that file") {
  const ScratchFolder folder;
  const std::string file = folder / "a.npy";
  REQUIRE(WriteFileAtomically(file, "x").ok());
  const Outcome plain = Run({});
  REQUIRE(plain.launch);
  CHECK_FALSE(plain.launch->file);
  CHECK(plain.launch->inspect.empty());
  const Outcome with_file = Run({file, "--inspect", "i.json"});
  REQUIRE(with_file.launch);
  CHECK(with_file.launch->file == std::filesystem::path(file));
  CHECK(with_file.launch->inspect == "i.json");
}

TEST_CASE("--version and --help answer on standard output") {
  const Outcome version = Run({"--version"});
  CHECK(version.exit_code == 0);
  CHECK(version.out.starts_with("convlens "));
  CHECK(version.error.empty());
  const Outcome help = Run({"--help"});
  CHECK(help.exit_code == 0);
  CHECK(help.out.find("train") != std::string::npos);
  CHECK(Run({"corr", "--help"}).out.find("--bias") != std::string::npos);
}

TEST_CASE("every bad command line is exit code 2 and exactly one line on standard error") {
  const std::vector<std::vector<std::string>> kBad = {
      {"missing.png"},
      {"--nonsense"},
      {"corr"},
      {"corr", "x.npy"},
      {"corr", "x.npy", "k.npy"},
      {"corr", "x.npy", "k.npy", "-o"},
      {"corr", "x.npy", "k.npy", "more.npy", "-o", "y.npy"},
      {"corr", "x.npy", "k.npy", "-o", "y.npy", "--op", "both"},
      {"corr", "x.npy", "k.npy", "-o", "y.npy", "--op", "1"},
      {"corr", "x.npy", "k.npy", "-o", "y.npy", "--bias", "one"},
      {"corr", "x.npy", "k.npy", "-o", "y.npy", "--bias", "nan"},
      {"corr", "x.npy", "k.npy", "-o", "y.npy", "--bias", "1e99"},
      {"corr", "x.npy", "k.npy", "-o", "y.npy", "--bias", "1,2"},
      {"corr", "missing.npy", "k.npy", "-o", "y.npy"},
      {"train", "x.npy", "y.npy", "--kernel", "1x2"},
      {"train", "x.npy", "y.npy", "-o", "k.npy"},
      {"train", "x.npy", "y.npy", "-o", "k.npy", "--kernel", "2"},
      {"train", "x.npy", "y.npy", "-o", "k.npy", "--kernel", "0x2"},
      {"train", "x.npy", "y.npy", "-o", "k.npy", "--kernel", "2x-2"},
      {"train", "x.npy", "y.npy", "-o", "k.npy", "--kernel", "99999999999x1"},
      {"train", "x.npy", "y.npy", "-o", "k.npy", "--kernel", "32x1"},
      {"train", "x.npy", "y.npy", "-o", "k.npy", "--kernel", "1x2", "--steps", "-1"},
      {"train", "x.npy", "y.npy", "-o", "k.npy", "--kernel", "1x2", "--lr", "fast"},
      {"train", "x.npy", "y.npy", "-o", "k.npy", "--kernel", "1x2", "--lr", "inf"},
      {"train", "x.npy", "y.npy", "-o", "k.npy", "--kernel", "1x2", "--seed", "-1"},
      {"train", "x.npy", "y.npy", "-o", "k.npy", "--init", "k.npy", "--seed", "1"},
  };
  for (const std::vector<std::string>& arguments : kBad) {
    std::string line;
    for (const std::string& argument : arguments) line += " " + argument;
    INFO(line);
    const Outcome outcome = Run(arguments);
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.out.empty());
    CHECK(outcome.error.starts_with("convlens: "));
    CHECK(std::count(outcome.error.begin(), outcome.error.end(), '\n') == 1);
    CHECK(outcome.error.back() == '\n');
  }
}

TEST_CASE("flags of later versions are refused, never ignored") {
  for (const std::string flag : {"--kind", "--activation"}) {
    const Outcome outcome = Run({"corr", "x.npy", "k.npy", "-o", "y.npy", flag, "1"});
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.error.find(flag) != std::string::npos);
  }
  const Outcome outcome =
      Run({"train", "x.npy", "y.npy", "-o", "k.npy", "--kernel", "1x2", "--optimizer", "lbfgs"});
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.error.find("lbfgs") != std::string::npos);
}

TEST_CASE("a file before a command is refused") {
  const Outcome outcome = Run({"a.png", "corr", "x.npy", "k.npy", "-o", "y.npy"});
  CHECK(outcome.exit_code == 2);
  CHECK(std::count(outcome.error.begin(), outcome.error.end(), '\n') == 1);
}
