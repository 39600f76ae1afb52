#include <doctest/doctest.h>

#include <fstream>
#include <numeric>

#include "commands/shell.h"
#include "core/grid/random.h"
#include "io/grids/image_file.h"
#include "io/session/session_file.h"

using namespace convlens;

// What the README shows is what works.

namespace {

/// The lines of its blocks that call the program.
std::vector<std::string> Examples() {
  std::vector<std::string> examples;
  std::ifstream readme(CONVLENS_README);
  bool code = false;
  for (std::string line; std::getline(readme, line);) {
    if (line.starts_with("```")) code = !code;
    if (code && line.starts_with("convlens ")) examples.push_back(line);
  }
  return examples;
}

std::string ArrayOf(const std::vector<int>& shape) {
  const Grid grid = UniformGrid({shape[shape.size() - 2], shape.back()}, 1);
  const int planes = std::accumulate(shape.begin(), shape.end() - 2, 1, std::multiplies<>());
  const std::vector<GridView> grids(static_cast<size_t>(planes), grid);
  return NpyToBytes(shape, grids);
}

/// The files that an example names.
void Furnish(const Shell& shell, const std::string& example) {
  const bool channels = example.find("--groups 3") != std::string::npos;
  shell.Write("X.npy", channels ? ArrayOf({3, 20, 20}) : ArrayOf({20, 20}));
  shell.Write("K.npy", channels ? ArrayOf({3, 1, 3, 3}) : ArrayOf({3, 3}));
  if (example.starts_with("convlens train")) shell.Write("Y.npy", ArrayOf({20, 19}));
  shell.Write("work.convlens", SessionToJson(Session()));
  const Pixels photo{20, 10, std::vector<uint8_t>(800, 100)};
  REQUIRE(WritePng(shell.folder() / "photo.png", photo).ok());
}

/// What stands behind "-o", or nothing; of numbered pictures the ninth.
std::string OutputOf(const std::string& example) {
  const size_t flag = example.find(" -o ");
  if (flag == std::string::npos) return "";
  const size_t start = flag + 4;
  const std::string name = example.substr(start, example.find(' ', start) - start);
  const size_t number = name.find("{}");
  if (number == std::string::npos) return name;
  std::string ninth = name.substr(0, number);
  return ninth.append("9").append(name, number + 2);
}

}  // namespace

TEST_CASE("the README's examples do what they say") {
  const std::vector<std::string> examples = Examples();
  CHECK(examples.size() >= 8);
  for (const std::string& example : examples) {
    CAPTURE(example);
    const Shell shell;
    Furnish(shell, example);
    const Outcome outcome = shell.Run(example);
    CAPTURE(outcome.error);
    CHECK(outcome.exit_code == 0);
    const std::string output = OutputOf(example);
    CHECK((output.empty() || shell.Has(output)));
  }
}
