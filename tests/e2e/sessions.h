#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "e2e/harness/application.h"
#include "io/session_file.h"

namespace convlens::e2e {

/// A session file with the book's 3×3 input and 2×2 kernel and no lesson, to be worked on.
inline constexpr const char* kWork = "work.convlens";

inline std::string WorkFile() {
  Session session;
  session.title = "work";
  session.view.reveal_output = false;
  return SessionToJson(session);
}

/// Starts the program on that session.
inline Setup OnWork() {
  Setup setup;
  setup.files[kWork] = WorkFile();
  setup.arguments = {kWork};
  return setup;
}

using Rows = std::vector<std::vector<double>>;

inline Rows InputOf(const nlohmann::json& session) {
  return session["document"]["input"]["grid"].get<Rows>();
}
inline Rows KernelOf(const nlohmann::json& session) {
  return session["document"]["layer"]["kernel"].get<Rows>();
}

}  // namespace convlens::e2e
