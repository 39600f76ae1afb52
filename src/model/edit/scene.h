#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "model/edit/lesson.h"

namespace convlens {

/// What stands around a document and changes as a whole when a lesson or a file is opened. Undoing
/// the opening brings all of it back, so that a lesson's text never stands beside another's figure.
struct Scene {
  std::string title;               ///< shown in the menu bar; a file's stem or a lesson's id
  std::filesystem::path file;      ///< where Save goes; empty: not saved yet
  const Lesson* lesson = nullptr;  ///< nullptr: a free session
  LessonProgress progress;
  ViewSettings view;
  Front front;
  Playback playback;
  uint64_t saved_revision = 0;  ///< the state of the document that needs no saving
};

}  // namespace convlens
