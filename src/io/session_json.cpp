#include "io/session_json.h"

#include "io/json_fields.h"
#include "io/session_file.h"
#include "io/session_words.h"

namespace convlens {
namespace {

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
  if (*version != kSessionSchema) {
    reading.Fail("{} is a session of version {}, and this program reads version {} only.",
                 {version->dump(), std::to_string(kSessionSchema)});
  }
}

void ReadLesson(JsonFields fields, Session& session) {
  fields.Read("id", session.lesson_id);
  fields.Read("steps_done", session.lesson_steps_done, 0);
  fields.Read("try_it_done", session.lesson_try_it_done);
}

void ReadInput(JsonFields fields, Document& document) {
  fields.ReadGrid("grid", document.input, {kMaxInputSide, false});
  fields.Read("name", document.input_name);
  fields.Read("is_image", document.input_is_image);
}

void ReadLayer(JsonFields fields, Layer& layer) {
  fields.ReadGrid("kernel", layer.kernel, {kMaxKernelSide, false});
  fields.ReadFloat("bias", layer.bias);
  fields.ReadWord("operation", layer.operation, kOperationWords);
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
  fields.ReadGrid("fixed_target", training.fixed_target, {kMaxInputSide, true});
}

void ReadView(JsonFields fields, ViewSettings& view) {
  fields.ReadWord("figure", view.figure, kFigureWords);
  fields.Read("reveal_output", view.reveal_output);
  fields.Read("show_numbers", view.show_numbers);
  fields.Read("show_badges", view.show_badges);
  fields.Read("show_lens", view.show_lens);
  fields.Read("log_loss", view.log_loss);
}

void ReadPlayback(JsonFields fields, Playback& playback) {
  fields.Read("output", playback.output, 0);
  fields.ReadOptional("terms", playback.terms, 0);
  fields.Read("loop", playback.loop);
  fields.ReadFinite("speed", playback.speed, kMinSpeed);
  playback.speed = std::min(playback.speed, kMaxSpeed);
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
  ReadLayer(document.Object("layer"), session.document.layer);
  ReadTraining(document.Object("training"), session.document.training);
  ReadView(fields.Object("view"), session.view);
  ReadPlayback(fields.Object("playback"), session.playback);
  if (reading.problem) return *reading.problem;
  return session;
}

}  // namespace convlens
