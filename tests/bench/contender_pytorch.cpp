#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "python_process.h"
#include "work.h"

// PyTorch's eager training step, timed by Python itself in a process beside this one, which waits
// between the requests: so its entries are interleaved with all others.

namespace convlens::bench {
namespace {

namespace fs = std::filesystem;

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
