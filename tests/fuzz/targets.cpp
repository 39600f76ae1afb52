#include "fuzz/targets.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

#include "io/grids/image_file.h"
#include "io/grids/npy_file.h"
#include "io/grids/npz_file.h"
#include "io/grids/tensor_file.h"
#include "io/session/lesson_file.h"
#include "io/session/preferences.h"
#include "io/session/session_file.h"
#include "io/session/session_link.h"
#include "io/text/grid_text.h"
#include "layer/settings/stack_text.h"

namespace convlens {
namespace {

constexpr size_t kMostInAMessage = 300;
constexpr const char* kOther = "what opened is another once saved and opened again";

void Require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "fuzz: %s\n", what);
  std::abort();
}

/// A message fits on a line of a terminal, but for a list to choose from, which is whole; and what
/// it quotes cannot control that terminal.
void CheckProblem(const Message& problem) {
  const std::string text = ToEnglish(problem);
  Require(!text.empty(), "an empty message");
  const bool lists = problem.pattern.find("{*}") != std::string::npos;
  Require(lists || text.size() <= kMostInAMessage, "a message of over 300 bytes");
  for (const char c : text) {
    Require(static_cast<unsigned char>(c) >= ' ' && c != '\x7F',
            "a control character in a message");
  }
}

void CheckGrid(const Grid& grid) {
  Require(!grid.empty(), "a grid without cells");
  Require(grid.height() <= kMaxInputSide && grid.width() <= kMaxInputSide, "a grid over the limit");
}

/// What `write` makes of `value`, read again.
template <typename Value, typename Write, typename Read>
Value Reopened(const Value& value, Write write, Read read) {
  Result<Value> again = read(write(value));
  Require(again.ok(), "what opened does not open again once saved");
  return std::move(*again);
}

/// `series` with -1 for NaN, which is like nothing, not even itself.
LossSeries Comparable(const LossSeries& series) {
  LossSeries comparable;
  for (const LossPoint& point : series.points()) {
    comparable.Add(point.step, std::isnan(point.loss) ? -1 : point.loss);
  }
  return comparable;
}

Session Comparable(Session session) {
  for (RunRecord& run : session.runs) {
    run.losses = Comparable(run.losses);
    run.held_out_losses = Comparable(run.held_out_losses);
  }
  return session;
}

void RunImages(std::string_view bytes) {
  const Result<Picture> picture = PictureFromBytes(bytes, "file");
  if (!picture.ok()) return CheckProblem(picture.problem());
  CheckGrid(*picture->luma);
}

/// Whether both have the same numbers, any NaN being like another: a text tells no two apart.
bool SameNumbers(const Tensor& a, const Tensor& b) {
  if (a.shape() != b.shape()) return false;
  for (int channel = 0; channel < a.shape().channels; ++channel) {
    for (int r = 0; r < a.shape().grid.height; ++r) {
      for (int c = 0; c < a.shape().grid.width; ++c) {
        const float x = a[channel]->at(r, c);
        const float y = b[channel]->at(r, c);
        if (x != y && !(std::isnan(x) && std::isnan(y))) return false;
      }
    }
  }
  return true;
}

/// What a command writes of what it has read, the next command reads.
void CheckWritten(const Tensor& tensor, const std::string& name) {
  if (CheckOutputName(name, tensor.shape().channels)) return;
  const Result<Tensor> again = TensorOf({name, "", BytesOf(name, tensor)});
  Require(again.ok(), "what a command writes is not read again");
  Require(SameNumbers(tensor, *again), "what a command writes is read as other numbers");
}

/// The bytes of any file, as the commands and the window take it.
void RunFiles(std::string_view bytes) {
  const Result<Tensor> tensor = TensorOf({"file", "", std::string(bytes)});
  if (!tensor.ok()) return CheckProblem(tensor.problem());
  Require(!tensor->shape().empty(), "a file without channels");
  for (const SharedGrid& channel : tensor->channels) CheckGrid(*channel);
  for (const char* name : {"again.npy", "again.npz", "again.csv"}) CheckWritten(*tensor, name);
}

void RunArrays(std::string_view bytes) {
  constexpr int kMostAxes = 4;
  const Result<NpyGrids> array = NpyGridsFromBytes(bytes, "file", kMostAxes);
  if (!array.ok()) return CheckProblem(array.problem());
  size_t count = 1;
  for (const int side : array->leading) count *= static_cast<size_t>(side);
  Require(array->grids.size() == count, "a grid is missing");
  for (const Grid& grid : array->grids) CheckGrid(grid);
}

/// An .npz archive; what stands behind its last colon names an array of it, as a command's
/// "file.npz:name".
void RunArchives(std::string_view bytes) {
  const size_t colon = bytes.rfind(':');
  const std::string member(colon == std::string_view::npos ? "" : bytes.substr(colon + 1));
  const Result<NpzMember> array = NpzMemberOf(bytes, "file", member);
  if (!array.ok()) return CheckProblem(array.problem());
  Require(member.empty() || array->name == member || array->name + ".npy" == member,
          "another array than the one that is named");
  const Result<NpzMember> again = NpzMemberOf(NpzToBytes(*array), "again", "");
  Require(again.ok() && again->name == array->name && again->bytes == array->bytes,
          "an array that was packed is another once unpacked");
  RunArrays(array->bytes);
}

void RunSessions(std::string_view bytes) {
  const Result<Session> session = SessionFromJson(bytes, "file");
  if (!session.ok()) return CheckProblem(session.problem());
  const Session again = Reopened(*session, SessionToJson, [](const std::string& text) {
    return SessionFromJson(text, "again");
  });
  Require(Comparable(again) == Comparable(*session), kOther);
}

/// A session too large for a link is no fault: the link that held it was packed better than ours.
void RunLinks(std::string_view bytes) {
  const Result<Session> session = SessionOfLink(bytes);
  if (!session.ok()) return CheckProblem(session.problem());
  const Result<std::string> link = LinkOfSession(*session);
  if (!link.ok()) return CheckProblem(link.problem());
  const Result<Session> again = SessionOfLink(*link);
  Require(again.ok(), "a link that is made does not open");
  Require(Comparable(*again) == Comparable(*session), kOther);
}

void RunLessons(std::string_view bytes) {
  const Result<Lesson> lesson = LessonFromJson(bytes, "file");
  if (!lesson.ok()) CheckProblem(lesson.problem());
}

void RunText(std::string_view bytes) {
  const Result<Grid> grid = ParseGridText(bytes);
  if (!grid.ok()) return CheckProblem(grid.problem());
  CheckGrid(*grid);
  const Result<Grid> again = ParseGridText(ToTabSeparated(*grid));
  Require(again.ok() && again->shape() == grid->shape(), "copied numbers do not paste");
}

void RunLayers(std::string_view bytes) {
  const Result<std::vector<LayerSettings>> layers = ParseStack(std::string(bytes));
  if (!layers.ok()) return CheckProblem(layers.problem());
  std::string text;
  for (const LayerSettings& layer : *layers) {
    text.append(text.empty() ? "" : ",").append(LayerText(layer));
  }
  const Result<std::vector<LayerSettings>> again = ParseStack(text);
  Require(again.ok() && *again == *layers, "a stack's text is another stack");
}

void RunPreferences(std::string_view bytes) {
  const Result<Preferences> preferences = PreferencesFromJson(bytes, "file");
  if (!preferences.ok()) return CheckProblem(preferences.problem());
  const Preferences again = Reopened(*preferences, PreferencesToJson, [](const std::string& text) {
    return PreferencesFromJson(text, "again");
  });
  Require(again == *preferences, kOther);
}

constexpr FuzzTarget kTargets[] = {
    {"images", RunImages},           {"arrays", RunArrays},
    {"archives", RunArchives},       {"files", RunFiles},
    {"sessions", RunSessions, true}, {"links", RunLinks},
    {"lessons", RunLessons, true},   {"text", RunText},
    {"layers", RunLayers},           {"preferences", RunPreferences, true},
};

}  // namespace

std::span<const FuzzTarget> FuzzTargets() { return kTargets; }

const FuzzTarget* FindFuzzTarget(std::string_view name) {
  for (const FuzzTarget& target : kTargets) {
    if (target.name == name) return &target;
  }
  return nullptr;
}

}  // namespace convlens
