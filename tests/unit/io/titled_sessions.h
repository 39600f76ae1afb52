#pragma once

#include <string>
#include <vector>

#include "io/session/autosave.h"

namespace convlens {

// Sessions that tests of Autosave tell apart by their titles.

inline Session Titled(const std::string& title) {
  Session session;
  session.title = title;
  return session;
}

inline std::vector<std::string> TitlesOf(const std::vector<Recovered>& lost) {
  std::vector<std::string> titles;
  for (const Recovered& recovered : lost) titles.push_back(recovered.title);
  return titles;
}

}  // namespace convlens
