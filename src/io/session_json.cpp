#include "io/session_json.h"

#include "io/json_fields.h"
#include "io/run_json.h"
#include "io/session_file.h"
#include "io/session_words.h"
#include "io/training_json.h"

namespace convlens {
namespace {

// Rows and columns of all kernels of a layer as one matrix.
constexpr int kMaxWeightsSide = 1 << 22;
constexpr double kNoLowerLimit = -std::numeric_limits<double>::infinity();

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

void ReadLesson(JsonFields fields, Session& session) {
  fields.Read("id", session.lesson_id);
  fields.Read("steps_done", session.lesson_steps_done, 0);
  fields.Read("try_it_done", session.lesson_try_it_done);
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

void ReadSettings(JsonFields& fields, LayerSettings& s) {
  fields.ReadWord("kind", s.kind, kLayerKindWords);
  fields.ReadWord("operation", s.operation, kOperationWords);
  fields.ReadIntegers("window", {&s.window.height, &s.window.width}, 1);
  fields.ReadIntegers("stride", {&s.stride.rows, &s.stride.cols}, 1);
  fields.ReadIntegers("dilation", {&s.dilation.rows, &s.dilation.cols}, 1);
  Sides& p = s.padding;
  fields.ReadIntegers("padding", {&p.top, &p.bottom, &p.left, &p.right}, 0);
  fields.ReadWord("border", s.border, kBorderWords);
  fields.ReadIntegers("output_padding", {&s.output_padding.rows, &s.output_padding.cols}, 0);
  fields.Read("outputs", s.outputs, 1);
  fields.Read("groups", s.groups, 1);
  fields.Read("ceil_mode", s.ceil_mode);
  fields.Read("count_padding", s.count_padding);
  fields.ReadWord("activation", s.activation, kActivationWords);
  fields.ReadFloat("leak", s.leak);
}

/// The kernels, as the rows of PyTorch's weight.view(first, -1), or one kernel as a grid. Nothing
/// is allocated that the file does not hold.
void ReadWeights(JsonFields& fields, Layer& layer, int input_channels) {
  const LayerSettings& s = layer.settings;
  const bool transposed = s.kind == LayerKind::kTransposed;
  const int first = transposed ? input_channels : s.outputs;
  const int second = (transposed ? s.outputs : input_channels) / s.groups;
  SharedGrid matrix;
  bool fits = false;
  if (fields.Has("kernel") || !fields.Has("weights")) {
    SharedGrid kernel = Grid(layer.weights.kernel(0, 0));
    fields.ReadGrid("kernel", kernel, {kMaxKernelSide, false});
    layer.weights = Weights(*kernel);
    fits = first == 1 && second == 1 && kernel->shape() == s.window;
  } else {
    fields.ReadGrid("weights", matrix, {kMaxWeightsSide, false});
    fits = matrix->height() == first && matrix->width() == second * s.window.count();
    if (fits) {
      layer.weights = Weights(first, second, s.window);
      layer.weights.matrix() = matrix;
    }
  }
  fields.ReadFloats("bias", layer.bias);
  if (!fits || layer.bias.size() != static_cast<size_t>(s.outputs)) {
    fields.Fail("{}: the kernels or biases of {} do not fit its settings and channels.",
                {fields.path()});
  }
}

/// A layer of the file; `input_channels` becomes the number that it gives.
Layer ReadLayer(JsonFields fields, bool single, int& input_channels) {
  Layer layer;
  // Written only where it does not, and not at all in older sessions.
  if (fields.Has("learns")) fields.Read("learns", layer.learns);
  if (!single) ReadSettings(fields, layer.settings);
  if (single) {
    SharedGrid kernel = Grid(layer.weights.kernel(0, 0));
    fields.ReadGrid("kernel", kernel, {kMaxKernelSide, false});
    fields.ReadWord("operation", layer.settings.operation, kOperationWords);
    layer.settings.window = kernel->shape();
    layer.weights = Weights(*kernel);
    fields.ReadFloats("bias", layer.bias);
    return layer;
  }
  if (const std::optional<Message> problem = SettingsProblem(layer.settings)) {
    fields.Fail("{}: the settings of {} are impossible.", {fields.path()});
    return layer;
  }
  if (layer.settings.pooling()) {
    layer.weights = {};
    layer.bias.clear();
    return layer;
  }
  ReadWeights(fields, layer, input_channels);
  input_channels = layer.settings.outputs;
  return layer;
}

void ReadLayers(JsonFields& document_fields, Document& document) {
  int channels = document.input.shape().channels;
  // Version 1, and lessons: one layer of one kernel.
  if (!document_fields.Has("layers")) {
    document.layers = {ReadLayer(document_fields.Object("layer"), true, channels)};
    return;
  }
  std::vector<Layer> layers;
  for (const JsonFields& fields : document_fields.Objects("layers")) {
    layers.push_back(ReadLayer(fields, false, channels));
  }
  if (layers.empty()) return document_fields.Fail("{}: {} is empty.", {"document.layers"});
  document.layers = std::move(layers);
}

/// The layers that training starts from, where they are given.
void ReadInitialLayers(JsonFields& document_fields, Document& document) {
  int channels = document.input.shape().channels;
  document.training.initial_layers.clear();
  if (!document_fields.Has("initial_layers")) return;
  for (const JsonFields& fields : document_fields.Objects("initial_layers")) {
    document.training.initial_layers.push_back(ReadLayer(fields, false, channels));
  }
}

void ReadFront(JsonFields fields, const Document& document, Front& front) {
  fields.Read("layer", front.layer, 0);
  fields.Read("input", front.input, 0);
  fields.Read("output", front.output, 0);
  front = Clamped(front, document);
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

void ReadView(JsonFields fields, ViewSettings& view) {
  fields.ReadWord("figure", view.figure, kFigureWords);
  fields.Read("reveal_output", view.reveal_output);
  fields.Read("show_numbers", view.show_numbers);
  fields.Read("show_badges", view.show_badges);
  fields.Read("show_lens", view.show_lens);
  fields.Read("log_loss", view.log_loss);
  fields.ReadWord("matrix", view.matrix, kMatrixWords);
}

void ReadPlayback(JsonFields fields, Playback& playback) {
  fields.Read("output", playback.output, 0);
  fields.ReadOptional("terms", playback.terms, 0);
  fields.Read("loop", playback.loop);
  fields.ReadFinite("speed", playback.speed, kMinSpeed);
  playback.speed = std::min(playback.speed, kMaxSpeed);
}

// Sessions from before runs were saved have none.
void ReadRuns(JsonFields& session_fields, std::vector<RunRecord>& runs) {
  if (!session_fields.Has("runs")) return;
  for (const JsonFields& fields : session_fields.Objects("runs")) runs.push_back(ReadRun(fields));
}

}  // namespace

Result<nlohmann::json> ParseJson(std::string_view text, const std::string& source) {
  try {
    return nlohmann::json::parse(text);
  } catch (const nlohmann::json::parse_error& error) {
    const size_t start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) return Message{"{} is empty.", {source}};
    if (error.byte > text.size()) {
      return Message{"{} breaks off too early: a part of the file is lost.", {source}};
    }
    return Message{"{} is not JSON: it cannot be understood at its character {}.",
                   {source, std::to_string(error.byte)}};
  } catch (const nlohmann::json::exception&) {
    return Message{"{} holds a number that is too large.", {source}};
  }
}

Result<Session> ReadSessionJson(const nlohmann::json& value, const std::string& source,
                                Missing missing) {
  Session session;
  JsonReading reading{source, missing, std::nullopt};
  CheckVersion(reading, value);
  JsonFields fields(reading, &value, "");
  fields.Read("title", session.title);
  ReadLesson(fields.Object("lesson"), session);
  JsonFields document = fields.Object("document");
  ReadInput(document.Object("input"), session.document);
  if (!reading.problem) ReadLayers(document, session.document);
  if (!reading.problem) ReadInitialLayers(document, session.document);
  ReadTraining(document.Object("training"), session.document.training);
  ReadView(fields.Object("view"), session.view);
  if (fields.Has("front") && !reading.problem) {
    ReadFront(fields.Object("front"), session.document, session.front);
  }
  ReadPlayback(fields.Object("playback"), session.playback);
  ReadRuns(fields, session.runs);
  if (reading.problem) return *reading.problem;
  return session;
}

}  // namespace convlens
