#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>

#include "io/files/file_descriptor.h"

/// What operating systems do differently with files, each in a file of its own:
/// system_file_posix.cpp, system_file_windows.cpp. What cannot be done says why as errno does: the
/// functions that give a descriptor set it, the others return it, or 0.
namespace convlens::system_file {

/// With `wait`, as a pipe's other end is waited for; else opening never waits.
enum class Wait { kNo, kYes };
FileDescriptor OpenToRead(const std::filesystem::path& path, Wait wait);
/// Into a file, pipe or device that is there.
FileDescriptor OpenToWrite(const std::filesystem::path& path, Wait wait);
/// A new file; EEXIST where there is one.
FileDescriptor Create(const std::filesystem::path& path);
FileDescriptor StandardInput();
FileDescriptor StandardOutput();
bool IsTerminal(const FileDescriptor& file);
bool StandardOutputIsTerminal();

/// Opens the file for this process alone, until it ends, however it ends. With `create`, a new one.
FileDescriptor OpenLocked(const std::filesystem::path& path, bool create);

enum class Kind { kFile, kFolder, kCharacters, kBlocks, kOther };
struct Status {
  Kind kind = Kind::kOther;
  int64_t size = 0;  ///< bytes of a kFile
};
/// 0, or the error.
int StatusOf(const FileDescriptor& file, Status& status);

/// Up to `count` bytes, 0 at the end; negative, with errno, for an error. What its other end made
/// non-blocking is waited for.
ptrdiff_t Read(const FileDescriptor& file, char* bytes, size_t count);
ptrdiff_t Write(const FileDescriptor& file, const char* bytes, size_t count);
/// Up to `count` first bytes of a file that has not been read from, which are read again later.
ptrdiff_t ReadStart(const FileDescriptor& file, char* bytes, size_t count);

/// Makes sure that a file of `size` bytes can be written over the one that is there; 0, or the
/// error.
int MakeRoom(const FileDescriptor& file, int64_t size);
int SetSize(const FileDescriptor& file, int64_t size);
/// To the disk; 0, or the error.
int Flush(const FileDescriptor& file);

/// A file that is replaced keeps its permissions: gives them to its successor. 0, or the error.
int CopyPermissions(const std::filesystem::path& path, const FileDescriptor& successor);
/// `from` becomes `to`, in the same folder, in place of a file that may be there; it survives a
/// loss of power. 0, or the error.
int Rename(const std::filesystem::path& from, const std::filesystem::path& to);
void Remove(const std::filesystem::path& path);

/// A file that nobody may write stays as it is, whatever its folder allows.
bool IsReadOnly(const std::filesystem::path& path);
/// Whether new files can be made in `folder`.
bool TakesFiles(const std::filesystem::path& folder);
/// Whether lists of a folder leave it out.
bool IsHidden(const std::filesystem::path& path);

int64_t ThisProcess();
/// Whether there was a process of that number, and is no more.
bool IsGone(int64_t process);

}  // namespace convlens::system_file
