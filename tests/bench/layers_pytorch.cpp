#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "layer_work.h"
#include "python_process.h"

// Layers and stacks by PyTorch, timed as its training step is (contender_pytorch.cpp).

namespace convlens::bench {
namespace {

namespace fs = std::filesystem;

const char* NameOf(Activation activation) {
  if (activation == Activation::kReLU) return "relu";
  return activation == Activation::kSigmoid ? "sigmoid" : "none";
}

std::string NameOf(LayerTask task) {
  if (task == LayerTask::kGradient) return "gradient";
  return task == LayerTask::kStackStep ? "step" : "forward";
}

/// What layers_pytorch.py reads.
std::string PrepareLine(const LayerProblem& problem, Threads threads, const fs::path& file) {
  const TensorShape shape = problem.x.shape();
  std::ostringstream line;
  line << "prepare " << NameOf(problem.task) << ' ' << problem.rate << ' ' << threads.count << ' '
       << file.string() << ' ' << shape.channels << ' ' << shape.grid.height << ' '
       << shape.grid.width;
  for (const Layer& layer : problem.layers) {
    const LayerSettings& s = layer.settings;
    const char* kind = s.kind == LayerKind::kMaxPool       ? "max"
                       : s.kind == LayerKind::kAveragePool ? "avg"
                                                           : "conv";
    line << ' ' << kind << ' ' << s.outputs << ' ' << s.window.height << ' ' << s.stride.rows << ' '
         << s.padding.top << ' ' << s.dilation.rows << ' ' << s.groups << ' '
         << NameOf(s.activation);
  }
  return line.str();
}

void Write(const Grid& row, std::ofstream& file) {
  file.write(reinterpret_cast<const char*>(row.row(0)),
             static_cast<std::streamsize>(sizeof(float)) * row.width());
}

Grid Read(const fs::path& path) {
  Grid row(1, static_cast<int>(fs::file_size(path) / sizeof(float)));
  std::ifstream(path, std::ios::binary)
      .read(reinterpret_cast<char*>(row.row(0)),
            static_cast<std::streamsize>(sizeof(float)) * row.width());
  return row;
}

/// Hands the numbers over by a file, and takes the first result from it.
Grid FirstResult(Python& python, const LayerProblem& problem, Threads threads) {
  const fs::path path =
      fs::temp_directory_path() / ("convlens-bench-layers-" + std::to_string(getpid()) + ".f32");
  {
    std::ofstream file(path, std::ios::binary);
    Write(Flat(problem.x), file);
    Write(Flat(problem.layers), file);
    if (problem.given.shape().channels > 0) Write(Flat(problem.given), file);
  }
  const bool ready = python.Ask(PrepareLine(problem, threads, path)) == "ready\n";
  Grid result = ready ? Read(path) : Grid();
  fs::remove(path);
  return result;
}

}  // namespace

Work PrepareLayersByPyTorch(const LayerProblemPtr& problem, Threads threads) {
  const auto python = std::make_shared<Python>(CONVLENS_BENCH_SCRIPTS "/layers_pytorch.py");
  const Grid first = FirstResult(*python, *problem, threads);
  Work work;
  work.result = [first] { return first; };
  work.seconds = [python] { return std::atof(python->Ask("run").c_str()); };
  return work;
}

}  // namespace convlens::bench
