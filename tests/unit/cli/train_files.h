#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "core/correlate/correlate.h"
#include "core/grid/random.h"
#include "io/files/file.h"
#include "unit/cli/arrays.h"
#include "unit/cli/run.h"
#include "unit/io/scratch_folder.h"

namespace convlens {

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
inline Outcome TrainPair(const ScratchFolder& folder, const PairFiles& files,
                         std::vector<std::string> more) {
  std::vector<std::string> arguments = {"train", files.x, files.y,         "--kernel",
                                        "2x2",   "-o",    folder / "k.npy"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return Run(arguments);
}

inline Grid Learned(const ScratchFolder& folder, const PairFiles& files,
                    const std::vector<std::string>& more) {
  const Outcome outcome = TrainPair(folder, files, more);
  INFO(outcome.error);
  REQUIRE(outcome.exit_code == 0);
  CHECK(outcome.error.empty());
  return Load(folder / "k.npy");
}

inline std::vector<std::string> LinesOf(const std::filesystem::path& path) {
  std::istringstream text(*ReadFile(path));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

}  // namespace convlens
