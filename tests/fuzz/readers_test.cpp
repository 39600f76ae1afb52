#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <vector>

#include "fuzz/json_mutation.h"
#include "fuzz/mutation.h"
#include "fuzz/targets.h"
#include "io/files/file.h"
#include "io/grids/image_file.h"
#include "io/grids/npy_file.h"
#include "io/session/session_file.h"
#include "io/text/grid_text.h"

using namespace convlens;

// Every reader, over thousands of damaged files: always a value or a message, never a crash. The
// number of rounds keeps the whole to a few seconds; the sanitizer build runs the same ones.

namespace {

constexpr int kRounds = 10000;

void CheckProblem(const Message& problem) {
  CHECK(ToEnglish(problem).size() > 10);
  size_t places = 0;
  for (size_t at = problem.pattern.find("{}"); at != std::string::npos;
       at = problem.pattern.find("{}", at + 2)) {
    ++places;
  }
  CHECK(places == problem.arguments.size());
}

void CheckGrid(const Result<Grid>& grid) {
  if (!grid.ok()) return CheckProblem(grid.problem());
  CHECK_FALSE(grid->empty());
  CHECK(grid->height() <= kMaxInputSide);
  CHECK(grid->width() <= kMaxInputSide);
}

void Fuzz(const std::vector<std::string>& seeds, const std::vector<std::string>& words,
          const std::function<void(const std::string&)>& read) {
  Mutator mutator(2024);
  for (const std::string& seed : seeds) read(seed);
  for (int round = 0; round < kRounds; ++round) {
    read(mutator.Mutated(seeds[static_cast<size_t>(round) % seeds.size()], words));
  }
}

/// The fuzzer's files of one kind, in a fixed order.
std::vector<std::string> SeedsOf(std::string_view target) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(CONVLENS_CORPUS / target)) {
    paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> seeds;
  for (const auto& path : paths) {
    const Result<std::string> bytes = ReadFile(path);
    REQUIRE(bytes.ok());
    seeds.push_back(*bytes);
  }
  return seeds;
}

}  // namespace

TEST_CASE("damaged sessions are a session or a message, and such a session can be saved again") {
  Session with_large_grid;
  with_large_grid.document.input = Grid(65, 64, 0.5F);
  const std::vector<std::string> seeds = {
      SessionToJson(Session{}), SessionToJson(with_large_grid),
      R"({"convlens":1,"document":{"input":{"grid":[[1,2],[3,4]]},"layer":{"kernel":[[1]]}}})",
      R"({"convlens":1,"document":{"input":{"channels":[[[1]],[[2]]]},"layer":{"kernel":[[1]]}}})",
      R"({"convlens":1,"document":{"training":{"method":{"held_out":{"input":[[1]],)"
      R"("target":[[2]]},"more_pairs":[{"input":[[1]],"target":[[2]]}]}}}})"};
  const std::vector<std::string> words = {"null",
                                          "[]",
                                          "{}",
                                          "-1",
                                          "1e999",
                                          "9223372036854775808",
                                          "\"NaN\"",
                                          "[[",
                                          "\"",
                                          "held_out",
                                          "input",
                                          "[[1],[2]]",
                                          "{\"shape\":[8192,8192],\"float32\":\"\"}",
                                          "\"float32\":\"eJwDAAAAAAE=\"",
                                          "\\ud800",
                                          "-0"};
  Fuzz(seeds, words, [](const std::string& text) {
    const Result<Session> session = SessionFromJson(text, "damaged.convlens");
    if (!session.ok()) return CheckProblem(session.problem());
    const Result<Session> again = SessionFromJson(SessionToJson(*session), "again.convlens");
    REQUIRE(again.ok());
    CHECK(*again == *session);
  });
}

TEST_CASE("well-formed JSON with other values in it is read or refused as it should be") {
  JsonMutator mutator(2025);
  int texts = 0;
  for (const FuzzTarget& target : FuzzTargets()) {
    if (!target.json) continue;
    CAPTURE(target.name);
    const std::vector<std::string> seeds = SeedsOf(target.name);
    for (int round = 0; round < kRounds / 2; ++round) {
      std::optional<std::string> text =
          mutator.Mutated(seeds[static_cast<size_t>(round) % seeds.size()]);
      if (!text) continue;
      target.run(*text);  // ends the program where what must hold does not
      ++texts;
    }
  }
  CHECK(texts > 0);
}

TEST_CASE("damaged .npy files are a grid or a message") {
  std::string doubles = NpyToBytes(Grid(2, 4, 1));
  doubles.replace(doubles.find("f4"), 2, "f8");
  doubles.replace(doubles.find("(2"), 2, "(1");
  const std::vector<std::string> words = {"(",
                                          ")",
                                          "'",
                                          "L",
                                          ",",
                                          "[",
                                          "True",
                                          "i8",
                                          ">",
                                          "4294967296",
                                          "8192",
                                          "0",
                                          "\xFF\xFF\xFF\xFF"};
  Fuzz({NpyToBytes(Grid(3, 4, 1)), doubles}, words,
       [](const std::string& bytes) { CheckGrid(NpyFromBytes(bytes, "damaged.npy")); });
  const Grid one(3, 2, 1);
  const std::vector<GridView> grids(6, GridView(one));
  std::string columns = NpyToBytes({2, 3, 3, 2}, grids);
  columns.replace(columns.find("False"), 5, "True ");
  Fuzz({NpyToBytes({6, 3, 2}, grids), columns}, words, [](const std::string& bytes) {
    const Result<NpyGrids> array = NpyGridsFromBytes(bytes, "damaged.npy", 4);
    if (!array.ok()) return CheckProblem(array.problem());
    size_t count = 1;
    for (const int side : array->leading) count *= static_cast<size_t>(side);
    REQUIRE(array->grids.size() == count);
  });
}

TEST_CASE("damaged images are a grid or a message") {
  const std::vector<std::string> seeds = SeedsOf("images");
  const std::vector<std::string> words = {
      std::string(4, '\0'), "\xFF\xFF", "\xFF\xD8", "\x7F\xFF\xFF\xFF", "IDAT", "PLTE", "\x01"};
  Fuzz(seeds, words,
       [](const std::string& bytes) { CheckGrid(ImageFromBytes(bytes, "damaged.png")); });
}

TEST_CASE("damaged texts of grids are a grid or a message") {
  const Grid grid{{0.5F, -1e-30F, 3}, {4, 5e20F, 6}};
  const std::vector<std::string> words = {
      "[", "]", ";", ",", "\t", "\n", "--", "nan", "1e99", "\xE2\x88\x92", "(", "..."};
  Fuzz({ToTabSeparated(grid), ToNumPyText(grid), "[1 2; 3 4]", "1,2\n3,4"}, words,
       [](const std::string& text) { CheckGrid(ParseGridText(text)); });
}
