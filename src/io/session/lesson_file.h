#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/grid/result.h"
#include "model/edit/lesson.h"

namespace convlens {

/// One lesson of assets/lessons/*.json. Its "session" is a session file's content in which every
/// field may be left out (defaults stand in).
Result<Lesson> LessonFromJson(std::string_view text, const std::string& source);

/// All lessons that are embedded in the program, in order. Asserts that they parse; a test makes
/// sure of it.
std::vector<Lesson> BuiltInLessons();

/// The lesson with `id`, or nullptr.
const Lesson* FindLesson(const std::vector<Lesson>& lessons, std::string_view id);

}  // namespace convlens
