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
  /// Starts `arguments[0]`, with `environment` added to ours. Descriptor `inherited` (-1: none)
  /// stays open in the child. Throws std::runtime_error when it cannot be started.
  Process(const std::vector<std::string>& arguments,
          const std::map<std::string, std::string>& environment, int inherited = -1);
  ~Process();
  Process(Process&& other) noexcept;
  Process& operator=(Process&& other) noexcept;

  bool Running();
  /// The exit code (128 + signal when killed) once it has ended, nothing if it does not in time.
  std::optional<int> WaitForEnd(Duration limit = kPatience);
  /// kill -9, and waits for the end.
  void Kill();
  /// Processor time used so far, user and system, in seconds.
  double ProcessorSeconds() const;
  pid_t id() const { return id_; }

 private:
  bool Collect(int options);

  pid_t id_ = -1;
  std::optional<int> code_;
};

}  // namespace convlens::e2e
