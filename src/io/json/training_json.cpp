#include "io/json/training_json.h"

#include "io/json/grid_json.h"
#include "io/json/session_fields.h"

namespace convlens {
namespace {

TrainingPair ReadPair(JsonFields fields) {
  TrainingPair pair;
  ReadTensor(fields, "input", pair.input, {kMaxInputSide, false});
  ReadTensor(fields, "target", pair.target, {kMaxInputSide, false});
  for (const auto& [name, tensor] : {std::pair{"input", &pair.input}, {"target", &pair.target}}) {
    if (tensor->channels.empty()) {
      fields.Fail("{}: the field {} is missing.", {fields.path() + "." + name});
    }
  }
  return pair;
}

}  // namespace

void ReadTensor(JsonFields& fields, const char* name, Tensor& value, GridLimits limits) {
  const std::string several = std::string(name).append("_channels");
  if (fields.Has(several.c_str())) {
    fields.ReadGrids(several.c_str(), value.channels, limits);
    return;
  }
  SharedGrid grid = value.channels.empty() ? SharedGrid() : value[0];
  fields.ReadGrid(name, grid, limits);
  value.channels.clear();
  if (!grid->empty()) value.channels.push_back(std::move(grid));
}

void ReadMethod(JsonFields& training_fields, TrainingSetup& training) {
  if (!training_fields.Has("method")) return;
  JsonFields fields = training_fields.Object("method");
  DescribeMethod(Reading(fields), training);
  fields.ReadWord("initialization", training.initialization, kInitializationWords);
  fields.ReadFinite("noise", training.noise, 0);
  fields.Read("noise_seed", training.noise_seed);
  training.more_pairs.clear();
  if (fields.Has("more_pairs")) {
    for (const JsonFields& pair : fields.Objects("more_pairs")) {
      training.more_pairs.push_back(ReadPair(pair));
    }
  }
  training.held_out.reset();
  if (fields.Has("held_out")) training.held_out = ReadPair(fields.Object("held_out"));
}

}  // namespace convlens
