#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace convlens {

/// What the window is opened with.
struct Launch {
  std::optional<std::filesystem::path> file;  ///< an image, .npy or session to open
  std::filesystem::path inspect;  ///< see ui/controls/inspection.h; empty: not asked for
  std::string lesson;             ///< the lesson to begin with, by its id; empty: the first
  std::string link;               ///< a session to begin with (see session_link.h); empty: none
  bool embedded = false;          ///< only the figure and its transport, for pages of others
  bool restore = false;           ///< unsaved work comes back by itself, without a question
};

}  // namespace convlens
