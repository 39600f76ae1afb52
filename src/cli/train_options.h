#pragma once

#include <string>
#include <vector>

#include "cli/layer_options.h"
#include "train/run/trainer.h"
#include "train/setup/initialization.h"

namespace convlens {

/// What `convlens train` is asked for.
struct TrainCommandOptions {
  std::string input;
  std::string target;
  std::vector<std::string> more_pairs;  ///< X and Y in turn
  std::vector<std::string> held_out;    ///< empty, or X and Y
  std::string kernel_shape;
  std::string output;
  std::string initial = "normal";  ///< a word of `kInitializationWords`, or a file
  std::string log;
  std::optional<uint64_t> seed;
  int64_t steps = 10;
  std::optional<int64_t> cosine_length;  ///< without it: `steps`
  double noise = 0;
  uint64_t noise_seed = 1;
  bool color = false;  ///< images have three channels
  LayerOptions layer;
  TrainingOptions training;
};

void AddTrainOptions(CLI::App& command, TrainCommandOptions& options);

/// What a run starts from.
struct TrainStart {
  TrainingData data;
  TrainingState state;
};

/// Reads the files, and checks that they fit together.
Result<TrainStart> ReadTrainStart(const TrainCommandOptions& options);

}  // namespace convlens
