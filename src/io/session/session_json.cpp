#include "io/session/session_json.h"

#include <algorithm>

#include "io/json/grid_json.h"
#include "io/json/json_fields.h"
#include "io/json/layer_json.h"
#include "io/json/run_json.h"
#include "io/json/session_fields.h"
#include "io/json/training_json.h"
#include "io/session/session_file.h"
#include "model/document/session_budget.h"

namespace convlens {
namespace {

constexpr double kNoLowerLimit = -std::numeric_limits<double>::infinity();

// Runs have theirs beside the document's.
constexpr int64_t kMostDeclaredCells =
    kMaxSessionCells + static_cast<int64_t>(kMaxSessionRuns) * kMostKeptWeights;

/// Of all packed grids, as they stand in the file: known before memory is taken for any.
int64_t DeclaredCells(const nlohmann::json& value) {
  if (!value.is_structured()) return 0;
  int64_t cells = 0;
  if (value.is_object()) cells = PackedShape(value).value_or(Shape{}).count();
  for (const nlohmann::json& item : value) {
    cells = std::min(cells + DeclaredCells(item), kMostDeclaredCells + 1);
  }
  return cells;
}

void FailBudget(JsonReading& reading, const std::optional<Message>& problem) {
  if (problem) reading.Fail("{}: " + problem->pattern, problem->arguments);
}

void CheckVersion(JsonReading& reading, const nlohmann::json& value) {
  if (!value.is_object() || reading.problem) return;
  const auto version = value.find("convlens");
  if (version == value.end()) {
    if (reading.missing == Missing::kUsesDefault) return;
    return reading.Fail("{} is not a ConvLens session: the field {} is missing.", {"convlens"});
  }
  if (!version->is_number_integer()) {
    return reading.Fail("{}: {} is not a whole number.", {"convlens"});
  }
  if (*version < kOldestSessionSchema || *version > kSessionSchema) {
    reading.Fail(
        "{} is a session of version {}, and this program reads versions {} to {} only.",
        {version->dump(), std::to_string(kOldestSessionSchema), std::to_string(kSessionSchema)});
  }
  // An older file lacks what came later.
  if (*version < kSessionSchema) reading.missing = Missing::kUsesDefault;
}

void ReadInput(JsonFields fields, Document& document) {
  // Version 1, and lessons: a single grid.
  if (fields.Has("grid")) {
    SharedGrid grid;
    fields.ReadGrid("grid", grid, {kMaxInputSide, false});
    document.input = grid;
  } else {
    fields.ReadGrids("channels", document.input.channels, {kMaxInputSide, false});
  }
  fields.Read("name", document.input_name);
  fields.Read("is_image", document.input_is_image);
}

void ReadLayers(JsonFields& document_fields, Document& document) {
  const int channels = document.input.shape().channels;
  // Version 1, and lessons: one layer of one kernel.
  if (!document_fields.Has("layers")) {
    document.layers = {ReadSingleLayer(document_fields.Object("layer"), channels)};
    return;
  }
  std::vector<Layer> layers = ReadLayerList(document_fields, "layers", channels);
  if (layers.empty()) return document_fields.Fail("{}: {} is empty.", {"document.layers"});
  document.layers = std::move(layers);
}

/// The layers that training starts from, where they are given.
void ReadInitialLayers(JsonFields& document_fields, Document& document) {
  document.training.initial_layers.clear();
  if (!document_fields.Has("initial_layers")) return;
  const int channels = document.input.shape().channels;
  document.training.initial_layers = ReadLayerList(document_fields, "initial_layers", channels);
}

void ReadFront(JsonFields fields, const Document& document, Front& front) {
  DescribeFront(Reading(fields), front);
  front = ClampedFront(front, document);
}

void ReadTraining(JsonFields fields, TrainingSetup& training) {
  fields.ReadFinite("rate", training.rate, kNoLowerLimit);
  fields.ReadWord("loss", training.loss, kLossWords);
  fields.Read("learn_bias", training.learn_bias);
  fields.Read("step_limit", training.step_limit, 0);
  fields.ReadFinite("steps_per_second", training.steps_per_second, 0);
  fields.ReadWord("initial", training.initial, kInitialWords);
  fields.Read("seed", training.seed);
  fields.ReadGrid("initial_kernel", training.initial_kernel, {kMaxKernelSide, true});
  fields.ReadWord("target_source", training.target_source, kTargetWords);
  fields.ReadGrid("reference_kernel", training.reference_kernel, {kMaxKernelSide, true});
  fields.ReadFloat("reference_bias", training.reference_bias);
  ReadTensor(fields, "fixed_target", training.fixed_target, {kMaxInputSide, true});
  // Older sessions have none.
  if (fields.Has("hidden_seed")) fields.Read("hidden_seed", training.hidden_seed);
  ReadMethod(fields, training);
}

void ReadPlayback(JsonFields fields, Playback& playback) {
  DescribePlayback(Reading(fields), playback);
  playback.speed = std::min(playback.speed, kMaxSpeed);
}

// Sessions from before runs were saved have none.
void ReadRuns(JsonFields& session_fields, std::vector<RunRecord>& runs) {
  if (!session_fields.Has("runs")) return;
  for (const JsonFields& fields : session_fields.Objects("runs")) runs.push_back(ReadRun(fields));
}

}  // namespace

Result<Session> ReadSessionJson(const nlohmann::json& value, const std::string& source,
                                Missing missing, KeptGridLoader load_kept) {
  Session session;
  JsonReading reading{source, missing, std::nullopt};
  reading.load_kept = std::move(load_kept);
  CheckVersion(reading, value);
  if (DeclaredCells(value) > kMostDeclaredCells) FailBudget(reading, TooManyCells());
  JsonFields fields(reading, &value, "");
  fields.Read("title", session.title);
  JsonFields lesson = fields.Object("lesson");
  DescribeLesson(Reading(lesson), session);
  JsonFields document = fields.Object("document");
  ReadInput(document.Object("input"), session.document);
  if (!reading.problem) ReadLayers(document, session.document);
  if (!reading.problem) ReadInitialLayers(document, session.document);
  ReadTraining(document.Object("training"), session.document.training);
  JsonFields view = fields.Object("view");
  DescribeView(Reading(view), session.view);
  if (fields.Has("front") && !reading.problem) {
    ReadFront(fields.Object("front"), session.document, session.front);
  }
  ReadPlayback(fields.Object("playback"), session.playback);
  ReadRuns(fields, session.runs);
  if (!reading.problem) FailBudget(reading, BudgetProblem(session));
  if (reading.problem) return *reading.problem;
  return session;
}

}  // namespace convlens
