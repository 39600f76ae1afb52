#include "io/file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "io/file_descriptor.h"

namespace convlens {
namespace {

namespace fs = std::filesystem;

Message CannotRead(const fs::path& path, int error) {
  const std::string name = path.string();
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return {"There is no file {}.", {name}};
    case EISDIR:
      return {"{} is a folder, not a file.", {name}};
    case EACCES:
      return {"{} may not be read: ask its owner for permission.", {name}};
    default:
      return {"{} cannot be read: {}.", {name, std::strerror(error)}};
  }
}

Message CannotWrite(const fs::path& path, int error) {
  const std::string name = path.string();
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return {"{} cannot be written: its folder does not exist.", {name}};
    case EISDIR:
      return {"{} is a folder, not a file.", {name}};
    case EACCES:
    case EPERM:
    case EROFS:
      return {"{} may not be written: choose another folder.", {name}};
    case ENOSPC:
    case EDQUOT:
      return {"{} cannot be written: the disk is full.", {name}};
    default:
      return {"{} cannot be written: {}.", {name, std::strerror(error)}};
  }
}

/// 0, or the error.
int WriteAll(const FileDescriptor& file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return 0;
}

/// A new file beside `path`, its name in `name`; not ok, with errno, when there can be none.
FileDescriptor CreateBeside(const fs::path& path, fs::path& name) {
  constexpr int kAttempts = 1000;
  FileDescriptor file;
  for (int attempt = 0; attempt < kAttempts && !file.ok(); ++attempt) {
    std::string hidden(1, '.');
    hidden += path.filename().string();
    hidden.append(1, '.')
        .append(std::to_string(getpid()))
        .append(1, '-')
        .append(std::to_string(attempt));
    name = path.has_parent_path() ? path.parent_path() / hidden : fs::path(hidden);
    file = FileDescriptor(open(name.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666));
    if (!file.ok() && errno != EEXIST) break;
  }
  return file;
}

/// A file that is replaced keeps its permissions. 0, or the error.
int CopyMode(const fs::path& path, const FileDescriptor& file) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return 0;
  return fchmod(file.get(), status.st_mode & 0777U) == 0 ? 0 : errno;
}

/// Makes a rename in `folder` survive a loss of power.
void SyncFolder(const fs::path& folder) {
  const FileDescriptor opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.ok()) fsync(opened.get());
}

/// 0, or the error; no temporary file is left behind.
int ReplaceFile(const fs::path& path, std::string_view bytes) {
  fs::path temporary;
  FileDescriptor file = CreateBeside(path, temporary);
  if (!file.ok()) return errno;
  int error = WriteAll(file, bytes);
  if (error == 0) error = CopyMode(path, file);
  if (error == 0 && fsync(file.get()) != 0) error = errno;
  if (!file.Close() && error == 0) error = errno;
  if (error == 0 && rename(temporary.c_str(), path.c_str()) != 0) error = errno;
  if (error != 0) unlink(temporary.c_str());
  if (error == 0) SyncFolder(path.has_parent_path() ? path.parent_path() : fs::path("."));
  return error;
}

/// A device or a pipe is written to, never replaced by a file.
int WriteInPlace(const fs::path& path, std::string_view bytes) {
  FileDescriptor file(open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!file.ok()) return errno;
  const int error = WriteAll(file, bytes);
  return file.Close() || error != 0 ? error : errno;
}

}  // namespace

Result<std::string> ReadFile(const fs::path& path) {
  const FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.ok()) return CannotRead(path, errno);
  struct stat status {};
  if (fstat(file.get(), &status) != 0) return CannotRead(path, errno);
  if (S_ISDIR(status.st_mode)) return CannotRead(path, EISDIR);
  std::string bytes;
  size_t have = 0;
  // The size is a hint: a pipe has none, and a file may grow while it is read.
  bytes.resize(static_cast<size_t>(status.st_size) + 1);
  for (;;) {
    if (have == bytes.size()) bytes.resize(bytes.size() * 2 + 4096);
    const ssize_t got = read(file.get(), bytes.data() + have, bytes.size() - have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return CannotRead(path, errno);
    if (got == 0) break;
    have += static_cast<size_t>(got);
  }
  bytes.resize(have);
  return bytes;
}

Result<Done> WriteFileAtomically(const fs::path& path, std::string_view bytes) {
  std::error_code ignored;
  // A link goes on pointing to its file: the file is replaced, not the link.
  const fs::path target = fs::is_symlink(path, ignored) ? fs::canonical(path, ignored) : path;
  const fs::path& name = target.empty() ? path : target;
  const fs::file_type type = fs::status(name, ignored).type();
  if (type == fs::file_type::directory) return CannotWrite(path, EISDIR);
  const bool replace = type == fs::file_type::regular || type == fs::file_type::not_found ||
                       type == fs::file_type::none;
  const int error = replace ? ReplaceFile(name, bytes) : WriteInPlace(name, bytes);
  if (error != 0) return CannotWrite(path, error);
  return Done{};
}

}  // namespace convlens
