#include "io/files/copy_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

namespace convlens {

std::optional<CopyLock> CopyLock::Take(const std::filesystem::path& path, bool create) {
  const int flags = O_RDWR | O_CLOEXEC | (create ? O_CREAT | O_EXCL : 0);
  FileDescriptor file(open(path.c_str(), flags, 0600));
  if (!file.ok() || flock(file.get(), LOCK_EX | LOCK_NB) != 0) return std::nullopt;
  struct stat status {};
  // Somebody may have cleared the file away between its opening and its locking.
  if (fstat(file.get(), &status) != 0 || status.st_nlink == 0) return std::nullopt;
  return CopyLock(path, std::move(file));
}

void CopyLock::Remove() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

}  // namespace convlens
