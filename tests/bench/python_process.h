#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <string>

namespace convlens::bench {

/// Python's process, with a stream to it and one from it.
class Python {
 public:
  explicit Python(const std::string& script) {
    int to[2];
    int from[2];
    // Closed in other children, which would keep this one's input open.
    if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0) return;
    child_ = fork();
    if (child_ == 0) {
      dup2(to[0], STDIN_FILENO);
      dup2(from[1], STDOUT_FILENO);
      // -B: what the scripts import leaves no __pycache__ in the source tree.
      execl(CONVLENS_BENCH_PYTHON, CONVLENS_BENCH_PYTHON, "-B", script.c_str(), nullptr);
      _exit(127);
    }
    close(to[0]);
    close(from[1]);
    to_ = fdopen(to[1], "w");
    from_ = fdopen(from[0], "r");
  }
  Python(const Python&) = delete;
  Python& operator=(const Python&) = delete;
  ~Python() {
    if (to_ != nullptr) std::fclose(to_);  // its loop ends with its input
    if (from_ != nullptr) std::fclose(from_);
    if (child_ > 0) waitpid(child_, nullptr, 0);
  }

  /// The answer to a line; empty when Python is gone.
  std::string Ask(const std::string& line) {
    char answer[256];
    if (to_ == nullptr || std::fprintf(to_, "%s\n", line.c_str()) < 0) return {};
    std::fflush(to_);
    return std::fgets(answer, sizeof answer, from_) == nullptr ? std::string() : answer;
  }

 private:
  pid_t child_ = -1;
  std::FILE* to_ = nullptr;
  std::FILE* from_ = nullptr;
};

}  // namespace convlens::bench
