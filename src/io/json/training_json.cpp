#include "io/json/training_json.h"

#include "io/json/grid_json.h"
#include "train/setup/training_words.h"

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

void ReadLearner(JsonFields& fields, LearnerOptions& learner) {
  fields.ReadWord("learner", learner.kind, kLearnerWords);
  fields.ReadFinite("momentum", learner.momentum, 0);
  fields.ReadFinite("beta1", learner.beta1, 0);
  fields.ReadFinite("beta2", learner.beta2, 0);
  fields.ReadFinite("epsilon", learner.epsilon, 0);
  fields.ReadFinite("weight_decay", learner.weight_decay, 0);
}

void ReadSchedule(JsonFields& fields, Schedule& schedule) {
  fields.ReadWord("schedule", schedule.kind, kScheduleWords);
  fields.Read("schedule_every", schedule.every, 1);
  fields.ReadFinite("schedule_factor", schedule.factor, 0);
  fields.Read("schedule_length", schedule.length, 1);
  fields.ReadFinite("last_rate", schedule.last, 0);
}

void AddMethod(ObjectText& text, const LearnerOptions& learner, const Schedule& schedule) {
  text.Add("learner", WordFor(learner.kind, kLearnerWords))
      .Add("momentum", DoubleToJson(learner.momentum))
      .Add("beta1", DoubleToJson(learner.beta1))
      .Add("beta2", DoubleToJson(learner.beta2))
      .Add("epsilon", DoubleToJson(learner.epsilon))
      .Add("weight_decay", DoubleToJson(learner.weight_decay))
      .Add("schedule", WordFor(schedule.kind, kScheduleWords))
      .Add("schedule_every", std::to_string(schedule.every))
      .Add("schedule_factor", DoubleToJson(schedule.factor))
      .Add("schedule_length", std::to_string(schedule.length))
      .Add("last_rate", DoubleToJson(schedule.last));
}

void ReadMethod(JsonFields& training_fields, TrainingSetup& training) {
  if (!training_fields.Has("method")) return;
  JsonFields fields = training_fields.Object("method");
  ReadLearner(fields, training.learner);
  ReadSchedule(fields, training.schedule);
  fields.ReadWord("error", training.error, kErrorWords);
  fields.ReadFinite("huber_delta", training.huber_delta, 0);
  fields.ReadWord("algorithm", training.algorithm, kAlgorithmWords);
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
