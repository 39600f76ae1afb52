#pragma once

namespace convlens {

/// The figure on a whole screen in front of an audience (see ui/shell/presentation.h).
struct PresentationState {
  bool on = false;
  bool notes = false;      ///< the lesson's text, at the left
  bool spotlight = false;  ///< all is dark but what is around the pointer
  bool blank = false;      ///< nothing is seen, so that people look at who speaks
  bool told = false;       ///< its keys have been used: the line that names them has gone
};

}  // namespace convlens
