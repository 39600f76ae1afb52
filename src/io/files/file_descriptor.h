#pragma once

#include <unistd.h>

#include <utility>

namespace convlens {

/// Owns a POSIX file descriptor, which C's library has on Windows, too.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int number) : number_(number) {}
  FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~FileDescriptor() { Close(); }

  bool ok() const { return number_ >= 0; }
  int get() const { return number_; }
  /// False when the system reports a late error of writing.
  bool Close() { return number_ < 0 || close(std::exchange(number_, -1)) == 0; }

 private:
  int number_ = -1;
};

}  // namespace convlens
