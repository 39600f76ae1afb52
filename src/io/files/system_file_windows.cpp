#include <fcntl.h>
#include <io.h>
#include <sys/stat.h>
#include <windows.h>

#include <algorithm>
#include <cerrno>

#include "io/files/system_file.h"

namespace convlens::system_file {
namespace {

namespace fs = std::filesystem;

/// Others may read, write and replace a file while it is open here, as elsewhere.
constexpr DWORD kShared = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
constexpr size_t kMostBytes = size_t{1} << 30;  // a call

int ErrorOf(DWORD error) {
  switch (error) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_INVALID_NAME:
    case ERROR_BAD_NETPATH:
    case ERROR_BAD_NET_NAME:
      return ENOENT;
    case ERROR_PATH_NOT_FOUND:
    case ERROR_INVALID_DRIVE:
    case ERROR_BAD_PATHNAME:
    case ERROR_DIRECTORY:
      return ENOTDIR;
    case ERROR_ACCESS_DENIED:
    case ERROR_SHARING_VIOLATION:
    case ERROR_LOCK_VIOLATION:
      return EACCES;
    case ERROR_WRITE_PROTECT:
      return EROFS;
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
      return ENOSPC;
    case ERROR_FILE_EXISTS:
    case ERROR_ALREADY_EXISTS:
      return EEXIST;
    case ERROR_FILENAME_EXCED_RANGE:
      return ENAMETOOLONG;
    case ERROR_NOT_ENOUGH_MEMORY:
      return ENOMEM;
    default:
      return EIO;
  }
}

int LastError() { return ErrorOf(GetLastError()); }

HANDLE HandleOf(const FileDescriptor& file) {
  return reinterpret_cast<HANDLE>(_get_osfhandle(file.get()));
}

/// A descriptor without translation of line ends, which no child process inherits.
FileDescriptor Open(const fs::path& path, DWORD access, DWORD shared, DWORD disposition) {
  const DWORD attributes = GetFileAttributesW(path.c_str());
  if (attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0) {
    errno = disposition == CREATE_NEW ? EEXIST : EISDIR;
    return {};
  }
  const HANDLE handle = CreateFileW(path.c_str(), access, shared, nullptr, disposition,
                                    FILE_ATTRIBUTE_NORMAL, nullptr);
  if (handle == INVALID_HANDLE_VALUE) {
    errno = LastError();
    return {};
  }
  const int flags = _O_BINARY | _O_NOINHERIT | (access == GENERIC_READ ? _O_RDONLY : _O_RDWR);
  FileDescriptor file(_open_osfhandle(reinterpret_cast<intptr_t>(handle), flags));
  if (!file.ok()) CloseHandle(handle);
  return file;
}

FileDescriptor Standard(int number) {
  FileDescriptor file(_dup(number));
  if (file.ok()) _setmode(file.get(), _O_BINARY);
  return file;
}

/// A console, unlike NUL and serial ports, which C's library takes for terminals, too.
bool IsConsole(int number) {
  DWORD mode = 0;
  return _isatty(number) != 0 &&
         GetConsoleMode(reinterpret_cast<HANDLE>(_get_osfhandle(number)), &mode) != 0;
}

}  // namespace

FileDescriptor OpenToRead(const fs::path& path, Wait) {
  return Open(path, GENERIC_READ, kShared, OPEN_EXISTING);
}
FileDescriptor OpenToWrite(const fs::path& path, Wait) {
  return Open(path, GENERIC_WRITE, kShared, OPEN_EXISTING);
}
FileDescriptor Create(const fs::path& path) {
  return Open(path, GENERIC_WRITE, kShared, CREATE_NEW);
}
FileDescriptor StandardInput() { return Standard(0); }
FileDescriptor StandardOutput() { return Standard(1); }
bool IsTerminal(const FileDescriptor& file) { return IsConsole(file.get()); }
bool StandardOutputIsTerminal() { return IsConsole(1); }

// That nobody else can open the file is the lock. It may be deleted, by its owner.
FileDescriptor OpenLocked(const fs::path& path, bool create) {
  return Open(path, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_DELETE,
              create ? CREATE_NEW : OPEN_EXISTING);
}

int StatusOf(const FileDescriptor& file, Status& status) {
  status = {};
  const HANDLE handle = HandleOf(file);
  const DWORD type = GetFileType(handle);
  if (type == FILE_TYPE_CHAR) status.kind = Kind::kCharacters;
  if (type != FILE_TYPE_DISK) return 0;
  LARGE_INTEGER size{};
  if (GetFileSizeEx(handle, &size) == 0) return LastError();
  status = {Kind::kFile, size.QuadPart};
  return 0;
}

ptrdiff_t Read(const FileDescriptor& file, char* bytes, size_t count) {
  return _read(file.get(), bytes, static_cast<unsigned>(std::min(count, kMostBytes)));
}

ptrdiff_t Write(const FileDescriptor& file, const char* bytes, size_t count) {
  return _write(file.get(), bytes, static_cast<unsigned>(std::min(count, kMostBytes)));
}

ptrdiff_t ReadStart(const FileDescriptor& file, char* bytes, size_t count) {
  const ptrdiff_t got = Read(file, bytes, count);
  return _lseeki64(file.get(), 0, SEEK_SET) == 0 ? got : -1;
}

int MakeRoom(const FileDescriptor& file, int64_t size) {
  FILE_ALLOCATION_INFO room{};
  room.AllocationSize.QuadPart = size;
  Status status;
  if (const int error = StatusOf(file, status)) return error;
  if (size <= status.size) return 0;  // less room than that would cut the file off
  const bool made =
      SetFileInformationByHandle(HandleOf(file), FileAllocationInfo, &room, sizeof room) != 0;
  return made ? 0 : LastError();
}

int SetSize(const FileDescriptor& file, int64_t size) {
  return _chsize_s(file.get(), size) == 0 ? 0 : errno;
}

int Flush(const FileDescriptor& file) {
  return FlushFileBuffers(HandleOf(file)) != 0 ? 0 : LastError();
}

// ReplaceFileW does so in `Rename`.
int CopyPermissions(const fs::path&, const FileDescriptor&) { return 0; }

int Rename(const fs::path& from, const fs::path& to) {
  constexpr DWORD kMove = MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH;
  const bool replaced = ReplaceFileW(to.c_str(), from.c_str(), nullptr,
                                     REPLACEFILE_IGNORE_MERGE_ERRORS, nullptr, nullptr) != 0;
  if (replaced || MoveFileExW(from.c_str(), to.c_str(), kMove) != 0) return 0;
  return LastError();
}

void Remove(const fs::path& path) { DeleteFileW(path.c_str()); }

bool IsReadOnly(const fs::path& path) {
  const DWORD attributes = GetFileAttributesW(path.c_str());
  return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_READONLY) != 0;
}

// Only making one would tell: the attribute of a folder says nothing, and its list of permissions
// is inherited from afar.
bool TakesFiles(const fs::path&) { return true; }

bool IsHidden(const fs::path& path) {
  const DWORD attributes = GetFileAttributesW(path.c_str());
  const bool marked =
      attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_HIDDEN) != 0;
  return marked || path.filename().native().starts_with(L'.');
}

int64_t ThisProcess() { return static_cast<int64_t>(GetCurrentProcessId()); }

bool IsGone(int64_t process) {
  const HANDLE handle = OpenProcess(SYNCHRONIZE, FALSE, static_cast<DWORD>(process));
  if (handle == nullptr) return GetLastError() == ERROR_INVALID_PARAMETER;
  const bool ended = WaitForSingleObject(handle, 0) == WAIT_OBJECT_0;
  CloseHandle(handle);
  return ended;
}

}  // namespace convlens::system_file
