#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <random>
#include <vector>

#include "e2e/harness/application.h"
#include "e2e/sessions.h"

namespace convlens::e2e {

/// What was done to a session and when it was seen to be done. A value grows with each edit.
class Edits {
 public:
  using Clock = std::chrono::steady_clock;

  void Note(double value) { notes_.push_back({Clock::now(), value}); }
  double newest() const { return notes_.empty() ? 0 : notes_.back().value; }
  /// What must come back after a kill that comes now; nothing while nothing is that old.
  std::optional<double> Promised() const {
    constexpr std::chrono::seconds kPromise{2};
    std::optional<double> promised;
    for (const Noted& note : notes_) {
      if (Clock::now() - note.time >= kPromise) promised = note.value;
    }
    return promised;
  }

 private:
  struct Noted {
    Clock::time_point time;
    double value = 0;
  };
  std::vector<Noted> notes_;
};

/// Calls `act` again and again until a moment that follows from `seed`: up to `most` from now.
inline void ActUntilMoment(uint32_t seed, Duration most, const std::function<void()>& act) {
  std::mt19937 random(seed);
  const Duration length{random() % most.count()};
  const auto moment = Edits::Clock::now() + length;
  // An act takes some frames; at the end the program has a moment to itself, and may be writing.
  const Duration rest{random() % 300};
  while (Edits::Clock::now() + rest < moment) act();
  WaitUntil([&] { return Edits::Clock::now() >= moment; });
}

/// Restores the newest of the lost sessions, where one is offered; false where none is.
inline bool RestoreNewest(Application& app) {
  if (!app.Has("dialog.restore")) return false;
  app.Click("dialog.restore");
  app.ExpectGone("dialog.restore");
  app.Await("the restored session", [&] { return app.Number("modified") == 1; });
  return true;
}

}  // namespace convlens::e2e
