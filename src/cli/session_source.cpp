#include "cli/session_source.h"

#include <filesystem>
#include <vector>

#include "core/grid/path_text.h"
#include "io/files/file.h"
#include "io/session/lesson_file.h"
#include "io/session/session_file.h"

namespace convlens {
namespace {

std::vector<std::string> LessonIds(const std::vector<Lesson>& lessons) {
  std::vector<std::string> ids;
  ids.reserve(lessons.size());
  for (const Lesson& lesson : lessons) ids.push_back(lesson.id);
  return ids;
}

}  // namespace

Result<Session> FindSession(const std::string& source) {
  const std::vector<Lesson> lessons = BuiltInLessons();
  for (const Lesson& lesson : lessons) {
    if (lesson.id == source) return lesson.session;
  }
  std::error_code ignored;
  if (source == "-" || std::filesystem::exists(PathOf(source), ignored)) {
    const Result<InputBytes> input = ReadInput(source);
    if (!input) return input.problem();
    return SessionFromJson(input->bytes, input->source);
  }
  return Message{
      "There is no lesson and no file {}. The lessons are: {*}.", {source}, LessonIds(lessons)};
}

}  // namespace convlens
