#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "work.h"

// PyTorch's eager training step, timed by Python itself in a process beside this one, which waits
// between the requests: so its entries are interleaved with all others.

namespace convlens::bench {
namespace {

namespace fs = std::filesystem;

/// Python's process, with a stream to it and one from it.
class Python {
 public:
  explicit Python(const std::string& script) {
    int to[2];
    int from[2];
    // Closed in other children, which would keep this one's input open.
    if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0) return;
    child_ = fork();
    if (child_ == 0) {
      dup2(to[0], STDIN_FILENO);
      dup2(from[1], STDOUT_FILENO);
      execl(CONVLENS_BENCH_PYTHON, CONVLENS_BENCH_PYTHON, script.c_str(), nullptr);
      _exit(127);
    }
    close(to[0]);
    close(from[1]);
    to_ = fdopen(to[1], "w");
    from_ = fdopen(from[0], "r");
  }
  Python(const Python&) = delete;
  Python& operator=(const Python&) = delete;
  ~Python() {
    if (to_ != nullptr) std::fclose(to_);  // its loop ends with its input
    if (from_ != nullptr) std::fclose(from_);
    if (child_ > 0) waitpid(child_, nullptr, 0);
  }

  /// The answer to a line; empty when Python is gone.
  std::string Ask(const std::string& line) {
    char answer[256];
    if (to_ == nullptr || std::fprintf(to_, "%s\n", line.c_str()) < 0) return {};
    std::fflush(to_);
    return std::fgets(answer, sizeof answer, from_) == nullptr ? std::string() : answer;
  }

 private:
  pid_t child_ = -1;
  std::FILE* to_ = nullptr;
  std::FILE* from_ = nullptr;
};

void Write(const Grid& grid, std::ofstream& file) {
  for (int r = 0; r < grid.height(); ++r) {
    file.write(reinterpret_cast<const char*>(grid.row(r)),
               static_cast<std::streamsize>(sizeof(float)) * grid.width());
  }
}

Grid Read(const fs::path& path, Shape shape) {
  Grid grid(shape);
  std::ifstream file(path, std::ios::binary);
  for (int r = 0; r < shape.height; ++r) {
    file.read(reinterpret_cast<char*>(grid.row(r)),
              static_cast<std::streamsize>(sizeof(float)) * shape.width);
  }
  return grid;
}

std::string PrepareLine(const Problem& problem, const fs::path& file) {
  std::ostringstream line;
  line << "prepare";
  for (const Shape shape : {problem.x.shape(), problem.k.shape()}) {
    line << ' ' << shape.height << ' ' << shape.width;
  }
  line << ' ' << problem.rate << ' ' << file.string();
  return line.str();
}

/// Hands the numbers over by a file, and takes the kernel after the first step from it.
Grid FirstStep(Python& python, const Problem& problem) {
  const fs::path path =
      fs::temp_directory_path() / ("convlens-bench-" + std::to_string(getpid()) + ".f32");
  {
    std::ofstream file(path, std::ios::binary);
    for (const Grid* grid : {&problem.x, &problem.g, &problem.k}) Write(*grid, file);
  }
  const bool ready = python.Ask(PrepareLine(problem, path)) == "ready\n";
  Grid kernel = ready ? Read(path, problem.k.shape()) : Grid();
  fs::remove(path);
  return kernel;
}

}  // namespace

bool HavePyTorch() {
  return std::system(CONVLENS_BENCH_PYTHON " -c 'import torch, numpy' 2>/dev/null") == 0;
}

Work PreparePyTorch(std::shared_ptr<const Problem> problem) {
  if (problem->task != Task::kStep) return {};
  const auto python = std::make_shared<Python>(CONVLENS_BENCH_SCRIPTS "/pytorch_step.py");
  const Grid first = FirstStep(*python, *problem);
  Work work;
  work.result = [first] { return first; };
  work.seconds = [python] { return std::atof(python->Ask("run").c_str()); };
  return work;
}

}  // namespace convlens::bench
