#pragma once

#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "e2e/harness/application.h"
#include "io/session/session_file.h"

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
  return session["document"]["input"]["channels"][0].get<Rows>();
}
/// The kernel of a document with one layer and one channel.
inline Rows KernelOf(const nlohmann::json& session) {
  const nlohmann::json& layer = session["document"]["layers"][0];
  const auto numbers = layer["weights"][0].get<std::vector<double>>();
  const auto width = layer["window"][1].get<size_t>();
  Rows rows;
  for (auto row = numbers.begin(); row != numbers.end(); row += static_cast<ptrdiff_t>(width)) {
    rows.emplace_back(row, row + static_cast<ptrdiff_t>(width));
  }
  return rows;
}

/// Types `value` into the first cell of a 2×2 kernel.
inline void ChangeKernel(Application& app, const std::string& value) {
  const std::string before = app.Fact("revision");
  app.Click(app.Find("grid.kernel").Cell(0, 0, 2, 2));
  app.Type(value);
  app.Press("Return");
  app.Press("Escape");
  app.Await("the edit", [&] { return app.Fact("revision") != before; });
}

/// Where the program keeps copies of work, in the home folder.
inline constexpr const char* kCopies = "state/convlens/autosave";

/// The first weight in the copy that the program keeps in `folder`; NaN while there is none.
inline double KeptKernel(const std::filesystem::path& folder) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() != kSessionExtension) continue;
    const nlohmann::json copy = ReadJson(entry.path());
    if (copy.is_object() && copy.contains("document")) return KernelOf(copy)[0][0];
  }
  return std::nan("");
}

}  // namespace convlens::e2e
