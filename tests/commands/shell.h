#pragma once

#include <doctest/doctest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "io/grids/npy_file.h"
#include "io/grids/tensor_file.h"
#include "unit/io/scratch_folder.h"

namespace convlens {

struct Outcome {
  int exit_code = -1;
  std::string error;
};

/// A folder with an input x.npy and a kernel k.npy, in which commands run; `convlens` is the
/// program there. A command that hangs ends after a minute, with exit code 124.
class Shell {
 public:
  Shell() {
    REQUIRE(WriteNpy(folder_ / "x.npy", Grid{{0, 1, 2}, {3, 4, 5}, {6, 7, 8}}).ok());
    REQUIRE(WriteNpy(folder_ / "k.npy", Grid{{0, 1}, {2, 3}}).ok());
  }

  Outcome Run(const std::string& script) const {
    std::ofstream(folder_ / "script") << "convlens() { timeout 60 " CONVLENS_PROGRAM " \"$@\"; }\n"
                                      << script << '\n';
    const std::string command = "cd '" + folder_.path().string() +
                                "' && bash -o pipefail script >/dev/null 2>error </dev/null";
    const int status = std::system(command.c_str());
    std::stringstream error;
    error << std::ifstream(folder_ / "error").rdbuf();
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, error.str()};
  }

  Grid Output(const std::string& name) const {
    const Result<Grid> grid = ReadGrid((folder_ / name).string());
    REQUIRE(grid.ok());
    return *grid;
  }
  void Write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  const std::filesystem::path& folder() const { return folder_.path(); }
  bool Has(const std::string& name) const { return std::filesystem::exists(folder_ / name); }
  std::string Text(const std::string& name) const {
    std::stringstream text;
    text << std::ifstream(folder_ / name).rdbuf();
    return text.str();
  }

 private:
  ScratchFolder folder_;
};

/// The line of a script that limits the address space; empty under a sanitizer, whose own memory
/// does not fit under a limit.
inline std::string LimitOfMemory(int kilobytes) {
  return CONVLENS_SANITIZED ? "" : "ulimit -v " + std::to_string(kilobytes) + "\n";
}

/// Bad input: exit code 2, and one line that has `part` in it.
inline void CheckRefused(const Outcome& outcome, const std::string& part) {
  CAPTURE(outcome.error);
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.error.find(part) != std::string::npos);
  CHECK(std::count(outcome.error.begin(), outcome.error.end(), '\n') == 1);
}

}  // namespace convlens
