#pragma once

#include <string>
#include <vector>

#include "model/document/front.h"
#include "model/document/playback.h"
#include "train/run/training_history.h"

namespace convlens {

/// All that a session file holds: enough to go on elsewhere exactly where one stopped.
struct Session {
  std::string title;      ///< shown in the menu bar; a file's stem or a lesson's id
  std::string lesson_id;  ///< empty: no lesson open
  int lesson_steps_done = 0;
  bool lesson_try_it_done = false;
  Document document;
  ViewSettings view;
  Front front;
  Playback playback;
  /// Trainings to compare with, oldest first: their losses and what they learned. The way that a
  /// run took, kernel by kernel, is not kept: it would outweigh all the rest.
  std::vector<RunRecord> runs;

  bool operator==(const Session&) const = default;
};

}  // namespace convlens
