#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "io/files/system_file.h"

namespace convlens::system_file {
namespace {

namespace fs = std::filesystem;

/// Waits until a stream that its other end made non-blocking is ready; false for a file of the
/// disk.
bool WaitFor(const FileDescriptor& file, short events) {
  struct stat status {};
  if (fstat(file.get(), &status) != 0 || S_ISREG(status.st_mode)) return false;
  pollfd waited{file.get(), events, 0};
  return poll(&waited, 1, -1) > 0;
}

int FlagFor(Wait wait) { return O_CLOEXEC | (wait == Wait::kYes ? 0 : O_NONBLOCK); }

/// Makes a rename in `folder` survive a loss of power.
void SyncFolder(const fs::path& folder) {
  const FileDescriptor opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.ok()) fsync(opened.get());
}

}  // namespace

FileDescriptor OpenToRead(const fs::path& path, Wait wait) {
  return FileDescriptor(open(path.c_str(), O_RDONLY | FlagFor(wait)));
}
FileDescriptor OpenToWrite(const fs::path& path, Wait wait) {
  return FileDescriptor(open(path.c_str(), O_WRONLY | FlagFor(wait)));
}
FileDescriptor Create(const fs::path& path) {
  return FileDescriptor(open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666));
}
FileDescriptor StandardInput() { return FileDescriptor(dup(STDIN_FILENO)); }
FileDescriptor StandardOutput() { return FileDescriptor(dup(STDOUT_FILENO)); }
bool IsTerminal(const FileDescriptor& file) { return isatty(file.get()) == 1; }
bool StandardOutputIsTerminal() { return isatty(STDOUT_FILENO) == 1; }

FileDescriptor OpenLocked(const fs::path& path, bool create) {
  const int flags = O_RDWR | O_CLOEXEC | (create ? O_CREAT | O_EXCL : 0);
  FileDescriptor file(open(path.c_str(), flags, 0600));
  if (!file.ok() || flock(file.get(), LOCK_EX | LOCK_NB) != 0) return {};
  struct stat status {};
  // Somebody may have cleared the file away between its opening and its locking.
  if (fstat(file.get(), &status) != 0 || status.st_nlink == 0) return {};
  return file;
}

int StatusOf(const FileDescriptor& file, Status& status) {
  struct stat found {};
  if (fstat(file.get(), &found) != 0) return errno;
  status = {};
  if (S_ISREG(found.st_mode)) status = {Kind::kFile, found.st_size};
  if (S_ISDIR(found.st_mode)) status.kind = Kind::kFolder;
  if (S_ISCHR(found.st_mode)) status.kind = Kind::kCharacters;
  if (S_ISBLK(found.st_mode)) status.kind = Kind::kBlocks;
  return 0;
}

ptrdiff_t Read(const FileDescriptor& file, char* bytes, size_t count) {
  for (;;) {
    const ssize_t got = read(file.get(), bytes, count);
    if (got >= 0) return got;
    if (errno != EINTR && (errno != EAGAIN || !WaitFor(file, POLLIN))) return got;
  }
}

ptrdiff_t Write(const FileDescriptor& file, const char* bytes, size_t count) {
  for (;;) {
    const ssize_t written = write(file.get(), bytes, count);
    if (written >= 0) return written;
    if (errno != EINTR && (errno != EAGAIN || !WaitFor(file, POLLOUT))) return written;
  }
}

ptrdiff_t ReadStart(const FileDescriptor& file, char* bytes, size_t count) {
  return pread(file.get(), bytes, count, 0);
}

#ifdef __APPLE__
/// What macOS has in its place; 0, or the error.
int posix_fallocate(int file, off_t /*from*/, off_t size) {
  fstore_t room{F_ALLOCATEALL, F_PEOFPOSMODE, 0, size, 0};
  return fcntl(file, F_PREALLOCATE, &room) == -1 ? errno : 0;
}
#endif

int MakeRoom(const FileDescriptor& file, int64_t size) {
  struct stat status {};
  if (fstat(file.get(), &status) != 0) return errno;
  const int error = size > status.st_size ? posix_fallocate(file.get(), 0, size) : 0;
  if (error != 0) (void)!ftruncate(file.get(), status.st_size);
  return error;
}

int SetSize(const FileDescriptor& file, int64_t size) {
  return ftruncate(file.get(), size) == 0 ? 0 : errno;
}

int Flush(const FileDescriptor& file) { return fsync(file.get()) == 0 ? 0 : errno; }

int CopyPermissions(const fs::path& path, const FileDescriptor& successor) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return 0;
  (void)!fchown(successor.get(), status.st_uid, status.st_gid);  // as far as that is allowed
  return fchmod(successor.get(), status.st_mode & 0777U) == 0 ? 0 : errno;
}

int Rename(const fs::path& from, const fs::path& to) {
  if (rename(from.c_str(), to.c_str()) != 0) return errno;
  SyncFolder(to.has_parent_path() ? to.parent_path() : fs::path("."));
  return 0;
}

void Remove(const fs::path& path) { unlink(path.c_str()); }

bool IsReadOnly(const fs::path& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return false;
  return (status.st_mode & 0222U) == 0 || access(path.c_str(), W_OK) != 0;
}

bool TakesFiles(const fs::path& folder) { return access(folder.c_str(), W_OK | X_OK) == 0; }

bool IsHidden(const fs::path& path) { return path.filename().native().starts_with('.'); }

int64_t ThisProcess() { return getpid(); }
bool IsGone(int64_t process) { return kill(static_cast<pid_t>(process), 0) != 0 && errno == ESRCH; }

}  // namespace convlens::system_file
