#pragma once

#include <sys/types.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "e2e/harness/wait.h"

namespace convlens::e2e {

/// A child process that does not outlive this object.
class Process {
 public:
  Process() = default;
  struct Options {
    std::map<std::string, std::string> environment;  ///< added to ours
    std::string folder;                              ///< to work in; empty: ours
    bool silent = false;                             ///< its messages are not shown
    int inherited = -1;                              ///< descriptor that stays open; -1: none
  };
  /// Starts `arguments[0]`. Throws std::runtime_error when it cannot be started.
  Process(const std::vector<std::string>& arguments, const Options& options);
  ~Process();
  Process(Process&& other) noexcept;
  Process& operator=(Process&& other) noexcept;

  bool Running();
  /// The exit code (128 + signal when killed) once it has ended, nothing if it does not in time.
  std::optional<int> WaitForEnd(Duration limit = kPatience);
  /// Stops it as a busy machine would; what comes in meanwhile arrives all at once when it goes on.
  void Pause();
  void Continue();
  /// kill -9, and waits for the end.
  void Kill();
  /// Processor time used so far, user and system, in seconds.
  double ProcessorSeconds() const;
  /// Memory that it holds now.
  double ResidentMegabytes() const;
  pid_t id() const { return id_; }

 private:
  bool Collect(int options);

  pid_t id_ = -1;
  std::optional<int> code_;
};

}  // namespace convlens::e2e
