#pragma once

#include <filesystem>
#include <optional>

#include "io/files/file_descriptor.h"

namespace convlens {

/// A locked file that says that its owner lives: the system lets go of the lock when the process
/// ends, however it ends.
class CopyLock {
 public:
  /// Takes the lock of the file `path`; with `create`, makes a new file, and fails when there is
  /// one. Nothing when somebody else holds it or the file is not as asked.
  static std::optional<CopyLock> Take(const std::filesystem::path& path, bool create);

  /// Deletes the file while it is still held, so that nobody takes it for a lost one.
  void Remove();

 private:
  CopyLock(std::filesystem::path path, FileDescriptor file)
      : path_(std::move(path)), file_(std::move(file)) {}

  std::filesystem::path path_;
  FileDescriptor file_;
};

}  // namespace convlens
