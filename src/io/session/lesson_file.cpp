#include "io/session/lesson_file.h"

#include <algorithm>
#include <cassert>

#include "embed/embedded.h"
#include "io/json/json_fields.h"
#include "io/json/parse_json.h"
#include "io/session/session_json.h"
#include "layer/settings/layer_words.h"
#include "model/document/document_words.h"

namespace convlens {
namespace {

using Json = nlohmann::json;

/// One check of a lesson, being read.
struct CheckFields {
  JsonReading& reading;
  const Json& json;
  std::string path;
  JsonFields fields;

  std::string PathOf(const char* name) const { return path + "." + name; }
};

int64_t WholeNumber(CheckFields& check, const char* name) {
  int64_t value = 0;
  check.fields.Read(name, value, 0);
  return value;
}

float Number(CheckFields& check, const char* name) {
  float value = 0;
  check.fields.ReadFloat(name, value);
  return value;
}

bool YesOrNo(CheckFields& check, const char* name) {
  bool value = false;
  check.fields.Read(name, value);
  return value;
}

Grid Numbers(CheckFields& check, const char* name) {
  SharedGrid grid;
  check.fields.ReadGrid(name, grid, {kMaxInputSide, false});
  return *grid;
}

bool IsPair(const Json& value) {
  if (!value.is_array() || value.size() != 2) return false;
  return std::all_of(value.begin(), value.end(), [](const Json& side) {
    return side.is_number_unsigned() && side.get<uint64_t>() <= kMaxInputSide;
  });
}

/// `[2, 3]`: row and column, or height and width.
Cell Pair(CheckFields& check, const char* name) {
  const auto found = check.json.find(name);
  if (found == check.json.end()) {
    check.reading.Fail("{}: the field {} is missing.", {check.PathOf(name)});
    return {};
  }
  if (!IsPair(*found)) {
    check.reading.Fail("{}: {} is not a pair of whole numbers.", {check.PathOf(name)});
    return {};
  }
  return {(*found)[0].get<int>(), (*found)[1].get<int>()};
}

Shape ShapePair(CheckFields& check) {
  const Cell pair = Pair(check, "shape");
  return {pair.row, pair.col};
}

std::optional<Cell> AnyCell(CheckFields& check) {
  if (!check.json.contains("cell")) return std::nullopt;
  return Pair(check, "cell");
}

Operation OperationWord(CheckFields& check) {
  Operation operation = Operation::kCorrelation;
  check.fields.ReadWord("operation", operation, kOperationWords);
  return operation;
}

MatrixView MatrixWord(CheckFields& check) {
  MatrixView view = MatrixView::kNone;
  check.fields.ReadWord("view", view, kMatrixWords);
  return view;
}

struct CheckType {
  std::string_view name;
  LessonCheck (*read)(CheckFields&);
};

constexpr CheckType kCheckTypes[] = {
    {"output_reached",
     [](CheckFields& c) -> LessonCheck { return OutputReached{WholeNumber(c, "index")}; }},
    {"term_reached",
     [](CheckFields& c) -> LessonCheck {
       return TermReached{WholeNumber(c, "index"), static_cast<int>(WholeNumber(c, "terms"))};
     }},
    {"output_equals",
     [](CheckFields& c) -> LessonCheck {
       return OutputEquals{Pair(c, "cell"), Number(c, "value"), Number(c, "tolerance")};
     }},
    {"output_shape", [](CheckFields& c) -> LessonCheck { return OutputShapeIs{ShapePair(c)}; }},
    {"output_is_all",
     [](CheckFields& c) -> LessonCheck {
       return OutputIsAll{Number(c, "value"), Number(c, "tolerance")};
     }},
    {"output_differs",
     [](CheckFields& c) -> LessonCheck {
       return OutputDiffersFrom{Numbers(c, "grid"), Number(c, "tolerance")};
     }},
    {"kernel_equals",
     [](CheckFields& c) -> LessonCheck {
       return KernelEquals{Numbers(c, "kernel"), Number(c, "tolerance")};
     }},
    {"kernel_point_symmetric", [](CheckFields&) -> LessonCheck { return KernelPointSymmetric{}; }},
    {"kernel_shape", [](CheckFields& c) -> LessonCheck { return KernelShapeIs{ShapePair(c)}; }},
    {"input_shape", [](CheckFields& c) -> LessonCheck { return InputShapeIs{ShapePair(c)}; }},
    {"operation", [](CheckFields& c) -> LessonCheck { return OperationIs{OperationWord(c)}; }},
    {"matrix_shown", [](CheckFields& c) -> LessonCheck { return MatrixShown{MatrixWord(c)}; }},
    {"output_channels",
     [](CheckFields& c) -> LessonCheck {
       return OutputChannelsAre{static_cast<int>(WholeNumber(c, "count"))};
     }},
    {"training_reached",
     [](CheckFields& c) -> LessonCheck { return TrainingReached{WholeNumber(c, "step")}; }},
    {"loss_below", [](CheckFields& c) -> LessonCheck { return LossBelow{Number(c, "loss")}; }},
    {"loss_above", [](CheckFields& c) -> LessonCheck { return LossAbove{Number(c, "loss")}; }},
    {"bias_learned",
     [](CheckFields& c) -> LessonCheck { return BiasLearned{YesOrNo(c, "learned")}; }},
    {"training_diverged", [](CheckFields&) -> LessonCheck { return TrainingDiverged{}; }},
    {"pinned_output", [](CheckFields& c) -> LessonCheck { return PinnedOutput{AnyCell(c)}; }},
    {"hovered_output", [](CheckFields& c) -> LessonCheck { return HoveredOutput{AnyCell(c)}; }},
    {"hovered_input", [](CheckFields& c) -> LessonCheck { return HoveredInput{AnyCell(c)}; }},
    {"field_size",
     [](CheckFields& c) -> LessonCheck {
       return FieldSizeIs{static_cast<int>(WholeNumber(c, "layers")), ShapePair(c)};
     }},
    {"stack_element",
     [](CheckFields& c) -> LessonCheck {
       return StackElementIn{static_cast<int>(WholeNumber(c, "grid"))};
     }},
};

void ReadCheck(JsonReading& reading, const Json& json, const std::string& path,
               std::vector<LessonCheck>& checks) {
  CheckFields check{reading, json, path, JsonFields(reading, &json, path)};
  std::string type;
  check.fields.Read("type", type);
  if (reading.problem) return;
  for (const CheckType& known : kCheckTypes) {
    if (known.name == type) return checks.push_back(known.read(check));
  }
  reading.Fail("{}: {} is “{}”, which is not a kind of check.", {check.PathOf("type"), type});
}

/// Calls `read(element, path)` for each element of the list in field `name`.
template <typename Read>
void ReadList(JsonReading& reading, const Json& object, const std::string& path, const char* name,
              Read read) {
  if (reading.problem) return;
  const std::string full = path.empty() ? name : path + "." + name;
  const auto found = object.find(name);
  if (found == object.end()) return reading.Fail("{}: the field {} is missing.", {full});
  if (!found->is_array()) return reading.Fail("{}: {} is not a list.", {full});
  for (size_t i = 0; i < found->size(); ++i) {
    read((*found)[i], full + "[" + std::to_string(i) + "]");
  }
}

LessonText ReadText(JsonFields fields) {
  LessonText text;
  fields.Read("en", text.english);
  fields.Read("zh", text.chinese);
  return text;
}

LessonStep ReadStep(JsonReading& reading, const Json& json, const std::string& path) {
  LessonStep step;
  JsonFields fields(reading, &json, path);
  step.text = ReadText(fields.Object("text"));
  ReadList(reading, json, path, "checks", [&](const Json& check, const std::string& at) {
    ReadCheck(reading, check, at, step.checks);
  });
  return step;
}

void ReadTexts(JsonReading& reading, const Json& json, Lesson& lesson) {
  JsonFields fields(reading, &json, "");
  fields.Read("id", lesson.id);
  fields.Read("number", lesson.number, 1);
  lesson.title = ReadText(fields.Object("title"));
  ReadList(reading, json, "", "paragraphs", [&](const Json& text, const std::string& path) {
    lesson.paragraphs.push_back(ReadText(JsonFields(reading, &text, path)));
  });
  ReadList(reading, json, "", "steps", [&](const Json& step, const std::string& path) {
    lesson.steps.push_back(ReadStep(reading, step, path));
  });
  fields.Object("try_it");
  fields.Object("session");
  if (!reading.problem) lesson.try_it = ReadStep(reading, json.at("try_it"), "try_it");
}

}  // namespace

Result<Lesson> LessonFromJson(std::string_view text, const std::string& source) {
  const Result<Json> json = ParseJson(text, source);
  if (!json) return json.problem();
  Lesson lesson;
  JsonReading reading{source, Missing::kIsAnError, std::nullopt};
  ReadTexts(reading, *json, lesson);
  if (reading.problem) return *reading.problem;
  Result<Session> session = ReadSessionJson(json->at("session"), source, Missing::kUsesDefault);
  if (!session) return session.problem();
  lesson.session = std::move(*session);
  return lesson;
}

std::vector<Lesson> BuiltInLessons() {
  std::vector<Lesson> lessons;
  for (const EmbeddedFile& file : EmbeddedFiles()) {
    if (!file.name.starts_with("lessons/")) continue;
    Result<Lesson> lesson = LessonFromJson(file.content, std::string(file.name));
    assert(lesson.ok());
    if (lesson.ok()) lessons.push_back(std::move(*lesson));
  }
  std::sort(lessons.begin(), lessons.end(),
            [](const Lesson& a, const Lesson& b) { return a.number < b.number; });
  return lessons;
}

const Lesson* FindLesson(const std::vector<Lesson>& lessons, std::string_view id) {
  for (const Lesson& lesson : lessons) {
    if (lesson.id == id) return &lesson;
  }
  return nullptr;
}

}  // namespace convlens
