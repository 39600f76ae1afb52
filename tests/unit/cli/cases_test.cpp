#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "io/files/file.h"
#include "io/text/grid_text.h"
#include "unit/cli/arrays.h"
#include "unit/cli/run.h"
#include "unit/io/scratch_folder.h"

using namespace convlens;

// Files as people have them, each with what is right (tests/cases/cases.json).

namespace {

const std::filesystem::path kCases = CONVLENS_CASES;

/// "exif2.expected.npy within 0.02", "numbers.expected.npy exactly", "[[1,2.5],[-3,0.4]]".
void CheckGrid(const Grid& grid, const std::string& expected) {
  std::istringstream words(expected);
  std::string file;
  std::string how;
  float tolerance = 0;
  words >> file >> how;
  if (!file.ends_with(".npy")) {
    const Result<Grid> right = ParseGridText(expected);
    REQUIRE(right.ok());
    CHECK(grid == *right);
    return;
  }
  const Grid right = Load(kCases / file);
  if (how == "within") words >> tolerance;
  REQUIRE((how == "exactly" || tolerance > 0));
  REQUIRE(grid.shape() == right.shape());
  for (int r = 0; r < grid.height(); ++r) {
    for (int c = 0; c < grid.width(); ++c) {
      CHECK(std::abs(grid.at(r, c) - right.at(r, c)) <= tolerance);
    }
  }
}

/// The command of a case, with its files where they lie and its output in `folder`.
std::vector<std::string> Arguments(const std::string& command, const std::string& file,
                                   const ScratchFolder& folder) {
  std::vector<std::string> arguments;
  std::istringstream words(command);
  for (std::string word; words >> word;) {
    if (word == "{f}") word = file;
    const bool ours = word.find('.') != std::string::npos;
    if (ours) word = word == "y.npy" ? (folder / word).string() : (kCases / word).string();
    arguments.push_back(word);
  }
  return arguments;
}

void CheckCommand(const std::string& command, const std::string& file,
                  const std::string& expected) {
  const ScratchFolder folder;
  const Outcome outcome = Run(Arguments(command, file, folder));
  CAPTURE(outcome.error);
  if (expected.starts_with("exit 2")) {
    CHECK(outcome.exit_code == 2);
    CHECK(std::count(outcome.error.begin(), outcome.error.end(), '\n') == 1);
    CHECK_FALSE(std::filesystem::exists(folder / "y.npy"));
    if (expected.find("channels come first") != std::string::npos) {
      CHECK(outcome.error.find(", but channels come first here: turn it with "
                               "a.transpose(2, 0, 1).\n") != std::string::npos);
    }
    return;
  }
  REQUIRE(outcome.exit_code == 0);
  CheckGrid(Load(folder / "y.npy"), expected);
}

void CheckPaste(const std::string& file, const std::string& expected) {
  const Result<std::string> text = ReadFile(kCases / file);
  REQUIRE(text.ok());
  const Result<Grid> grid = ParseGridText(*text);
  REQUIRE(grid.ok());
  CheckGrid(*grid, expected);
}

}  // namespace

TEST_CASE("files that people have give what is right, or a message") {
  std::ifstream list(kCases / "cases.json");
  const nlohmann::json cases = nlohmann::json::parse(list);
  REQUIRE(cases.size() > 0);
  for (const nlohmann::json& one : cases) {
    const std::string file = one["file"];
    const std::string command = one["command"];
    CAPTURE(file);
    if (command == "paste") {
      CheckPaste(file, one["expected"]);
    } else {
      CheckCommand(command, file, one["expected"]);
    }
  }
}
