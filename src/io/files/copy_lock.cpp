#include "io/files/copy_lock.h"

#include "io/files/system_file.h"

namespace convlens {

std::optional<CopyLock> CopyLock::Take(const std::filesystem::path& path, bool create) {
  FileDescriptor file = system_file::OpenLocked(path, create);
  if (!file.ok()) return std::nullopt;
  return CopyLock(path, std::move(file));
}

void CopyLock::Remove() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

}  // namespace convlens
