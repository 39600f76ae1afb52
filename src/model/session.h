#pragma once

#include <string>

#include "model/front.h"
#include "model/playback.h"

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

  bool operator==(const Session&) const = default;
};

}  // namespace convlens
