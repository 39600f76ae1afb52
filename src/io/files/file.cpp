#include "io/files/file.h"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <limits>
#include <new>
#include <utility>

#include "core/grid/path_text.h"
#include "io/files/file_kind.h"
#include "io/files/output.h"
#include "io/files/system_file.h"

namespace convlens {
namespace {

namespace fs = std::filesystem;
namespace system = system_file;

Message CannotRead(const fs::path& path, int error) {
  const std::string name = TextOf(path);
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return {"There is no file {}.", {name}};
    case EISDIR:
      return {"{} is a folder, not a file.", {name}};
    case EACCES:
      return {"{} cannot be read: ask its owner for permission.", {name}};
    default:
      return {"{} cannot be read: {}.", {name, std::strerror(error)}};
  }
}

Message CannotWrite(const fs::path& path, int error) {
  const std::string name = TextOf(path);
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return {"{} cannot be written: its folder does not exist.", {name}};
    case EISDIR:
      return {"{} is a folder, not a file.", {name}};
    case EACCES:
    case EPERM:
    case EROFS:
      return {"{} cannot be written: choose another folder.", {name}};
    case ENOSPC:
#ifdef EDQUOT
    case EDQUOT:
#endif
      return {"{} cannot be written: the disk is full.", {name}};
    default:
      return {"{} cannot be written: {}.", {name, std::strerror(error)}};
  }
}

/// 0, or the error.
int WriteAll(const FileDescriptor& file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ptrdiff_t written = system::Write(file, bytes.data(), bytes.size());
    if (written < 0) return errno;
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return 0;
}

/// ".name": what the temporary files beside `path` begin with. A name may have 255 bytes, and more
/// follow.
std::string TemporaryStem(const fs::path& path) {
  constexpr size_t kMostStem = 200;
  std::string stem(1, '.');
  return stem.append(TextOf(path.filename()).substr(0, kMostStem)).append(1, '.');
}

fs::path FolderOf(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// A new file beside `path`, its name in `name`; not ok, with errno, when there can be none.
FileDescriptor CreateBeside(const fs::path& path, fs::path& name) {
  constexpr int kAttempts = 1000;
  FileDescriptor file;
  for (int attempt = 0; attempt < kAttempts && !file.ok(); ++attempt) {
    name = FolderOf(path) / PathOf(TemporaryStem(path)
                                       .append(std::to_string(system::ThisProcess()))
                                       .append(1, '-')
                                       .append(std::to_string(attempt)));
    file = system::Create(name);
    if (!file.ok() && errno != EEXIST) break;
  }
  return file;
}

/// Whether `text` is "PID-N" of a process that is gone.
bool IsLeftOver(std::string_view text) {
  int64_t owner = 0;
  const char* end = text.data() + text.size();
  const std::from_chars_result read = std::from_chars(text.data(), end, owner);
  if (read.ec != std::errc() || owner <= 0 || read.ptr == end || *read.ptr != '-') return false;
  const std::string_view number = text.substr(static_cast<size_t>(read.ptr + 1 - text.data()));
  if (number.find_first_not_of("0123456789") != std::string::npos) return false;
  return owner <= std::numeric_limits<int>::max() && system::IsGone(owner);
}

/// Clears away what a process that was killed while it wrote `path` left beside it.
void RemoveLeftOvers(const fs::path& path) {
  const std::string stem = TemporaryStem(path);
  std::error_code error;
  for (fs::directory_iterator it(FolderOf(path), error), end; !error && it != end;
       it.increment(error)) {
    const std::string name = TextOf(it->path().filename());
    if (!name.starts_with(stem) || !IsLeftOver(std::string_view(name).substr(stem.size())))
      continue;
    std::error_code ignored;
    fs::remove(it->path(), ignored);
  }
}

/// 0, or the error; no temporary file is left behind.
int ReplaceFile(const fs::path& path, std::string_view bytes) {
  RemoveLeftOvers(path);  // first: they may be what fills the disk
  fs::path temporary;
  FileDescriptor file = CreateBeside(path, temporary);
  if (!file.ok()) return errno;
  int error = WriteAll(file, bytes);
  if (error == 0) error = system::CopyPermissions(path, file);
  if (error == 0) error = system::Flush(file);
  if (!file.Close() && error == 0) error = errno;
  if (error == 0) error = system::Rename(temporary, path);
  if (error != 0) system::Remove(temporary);
  return error;
}

/// Writes into a file that is there, in a folder that takes no new ones. Room is made first, so
/// that a full disk is noticed while the old numbers stand. 0, or the error.
int Overwrite(const fs::path& path, std::string_view bytes) {
  FileDescriptor file = system::OpenToWrite(path, system::Wait::kYes);
  if (!file.ok()) return errno;
  const auto size = static_cast<int64_t>(bytes.size());
  int error = system::MakeRoom(file, size);
  if (error == 0) error = WriteAll(file, bytes);
  if (error == 0) error = system::SetSize(file, size);
  if (error == 0) error = system::Flush(file);
  return file.Close() || error != 0 ? error : errno;
}

int WriteRegular(const fs::path& path, bool exists, std::string_view bytes) {
  if (exists && system::IsReadOnly(path)) return EACCES;
  const int error = ReplaceFile(path, bytes);
  const bool closed_folder = error == EACCES || error == EPERM || error == EROFS;
  return closed_folder && exists ? Overwrite(path, bytes) : error;
}

/// Where links lead, also to a file that is not there yet.
fs::path BehindLinks(fs::path path) {
  constexpr int kMostLinks = 40;
  std::error_code error;
  for (int i = 0; i < kMostLinks && fs::is_symlink(path, error); ++i) {
    const fs::path target = fs::read_symlink(path, error);
    if (error) break;
    path = target.is_absolute() ? target : path.parent_path() / target;
  }
  return path;
}

/// A device or a pipe is written to, never replaced by a file. Nobody waits for a pipe's reader
/// unless `wait`.
int WriteInPlace(const fs::path& path, std::string_view bytes, system::Wait wait) {
  FileDescriptor file = system::OpenToWrite(path, wait);
  if (!file.ok()) return errno;
  const int error = WriteAll(file, bytes);
  return file.Close() || error != 0 ? error : errno;
}

/// Whether a file of many megabytes begins like nothing that could be read; does not read all of
/// it.
bool IsLargeAndUnknown(const FileDescriptor& file, int64_t size) {
  constexpr int64_t kLarge = int64_t{64} << 20;
  if (size < kLarge || size > kMostFileBytes) return false;
  std::string start(4096, '\0');
  const ptrdiff_t got = system::ReadStart(file, start.data(), start.size());
  return got > 0 && KindOfBytes(std::string_view(start).substr(0, static_cast<size_t>(got))) ==
                        FileKind::kUnknown;
}

Message TooLarge(const fs::path& path) {
  return {"{} is larger than {} GB: choose a smaller file.",
          {TextOf(path), std::to_string(kMostFileBytes >> 30)}};
}

/// All bytes of `file`, of which there are about `size`.
Result<std::string> ReadAll(const FileDescriptor& file, const fs::path& path, int64_t size) try {
  if (size > kMostFileBytes) return TooLarge(path);
  std::string bytes;
  size_t have = 0;
  // The size is a hint: a pipe has none, and a file may grow while it is read.
  bytes.resize(static_cast<size_t>(size) + 1);
  for (;;) {
    if (have == bytes.size()) bytes.resize(bytes.size() + bytes.size() / 2 + 4096);
    const ptrdiff_t got = system::Read(file, bytes.data() + have, bytes.size() - have);
    if (got < 0) return CannotRead(path, errno);
    if (got == 0) break;
    have += static_cast<size_t>(got);
    if (have > static_cast<size_t>(kMostFileBytes)) return TooLarge(path);
  }
  bytes.resize(have);
  return bytes;
} catch (const std::bad_alloc&) {
  return Message{"{} cannot be opened: there is not enough memory.", {TextOf(path)}};
}

bool IsStandardOutput(const std::string& name) { return name == "-" || name == "/dev/stdout"; }
bool IsStandardInput(const std::string& name) { return name == "-" || name == "/dev/stdin"; }

}  // namespace

Result<std::string> ReadFile(const fs::path& path) {
  // Opening a pipe that nobody writes to would wait for ever.
  const FileDescriptor file = system::OpenToRead(path, system::Wait::kNo);
  if (!file.ok()) return CannotRead(path, errno);
  system::Status status;
  if (const int error = system::StatusOf(file, status)) return CannotRead(path, error);
  if (status.kind == system::Kind::kFolder) return CannotRead(path, EISDIR);
  if (status.kind != system::Kind::kFile) {
    return Message{"{} is a pipe or a device: save its contents to a file first.", {TextOf(path)}};
  }
  if (IsLargeAndUnknown(file, status.size)) {
    return Message{"{} is neither an image, an array nor a table of numbers.", {TextOf(path)}};
  }
  return ReadAll(file, path, status.size);
}

Result<InputBytes> ReadInput(const std::string& name) {
  fs::path path = PathOf(name);
  InputBytes input{TextOf(path.filename()), "", ""};
  std::error_code ignored;
  const size_t colon = name.rfind(':');
  if (colon != std::string::npos && !fs::exists(path, ignored) &&
      name.substr(0, colon).ends_with(".npz")) {
    path = PathOf(name.substr(0, colon));
    input = {TextOf(path.filename()), name.substr(colon + 1), ""};
  }
  const bool standard = IsStandardInput(name);
  static bool standard_is_read = false;  // a process has one
  if (standard && std::exchange(standard_is_read, true)) {
    return Message{"Standard input can be read only once: give a file for one of the inputs.", {}};
  }
  if (standard) {
    input.source = "standard input";
    path = PathOf(input.source);
  }
  const FileDescriptor file =
      standard ? system::StandardInput() : system::OpenToRead(path, system::Wait::kYes);
  if (!file.ok()) return CannotRead(path, errno);
  system::Status status;
  if (const int error = system::StatusOf(file, status)) return CannotRead(path, error);
  if (status.kind == system::Kind::kFolder) return CannotRead(path, EISDIR);
  const bool device =
      status.kind == system::Kind::kBlocks || (status.kind == system::Kind::kCharacters &&
                                               !system::IsTerminal(file) && path != "/dev/null");
  if (device) return Message{"{} is a device, not a file.", {TextOf(path)}};
  if (status.kind == system::Kind::kFile && IsLargeAndUnknown(file, status.size)) {
    return Message{"{} is neither an image, an array nor a table of numbers.", {input.source}};
  }
  Result<std::string> bytes = ReadAll(file, path, status.size);
  if (!bytes.ok()) return bytes.problem();
  input.bytes = std::move(*bytes);
  return input;
}

Result<Done> WriteFileAtomically(const fs::path& path, std::string_view bytes) {
  // A link goes on pointing to its file: the file is replaced, not the link.
  const fs::path target = BehindLinks(path);
  std::error_code ignored;
  if (fs::is_symlink(target, ignored)) return CannotWrite(path, ELOOP);
  const fs::file_type type = fs::status(target, ignored).type();
  if (type == fs::file_type::directory) return CannotWrite(path, EISDIR);
  const bool exists = type == fs::file_type::regular;
  const bool regular = exists || type == fs::file_type::not_found || type == fs::file_type::none;
  const int error = regular ? WriteRegular(target, exists, bytes)
                            : WriteInPlace(target, bytes, system::Wait::kNo);
  if (error != 0) return CannotWrite(path, error);
  return Done{};
}

bool IsStream(const std::string& name) {
  if (IsStandardOutput(name)) return true;
  std::error_code error;
  const fs::file_type type = fs::status(PathOf(name), error).type();
  return !error && (type == fs::file_type::fifo || type == fs::file_type::character ||
                    type == fs::file_type::socket);
}

bool IsSameFile(const std::string& a, const std::string& b) {
  std::error_code error;
  if (fs::equivalent(PathOf(a), PathOf(b), error) && !error) return true;
  const auto place = [&](const std::string& name) {
    return fs::weakly_canonical(fs::absolute(BehindLinks(PathOf(name)), error), error);
  };
  return a == b || (!place(a).empty() && place(a) == place(b));
}

Result<Done> WriteOutput(const std::string& name, std::string_view bytes) {
  if (IsStandardOutput(name)) {
    const int error = WriteAll(system::StandardOutput(), bytes);
    if (error != 0) return CannotWrite("standard output", error);
    return Done{};
  }
  if (!IsStream(name)) return WriteFileAtomically(PathOf(name), bytes);
  const int error = WriteInPlace(PathOf(name), bytes, system::Wait::kYes);
  if (error != 0) return CannotWrite(PathOf(name), error);
  return Done{};
}

struct OutputText::State {
  std::string name;  ///< as it was given
  fs::path target;   ///< where the file is to stand; empty: a stream
  fs::path temporary;
  FileDescriptor file;
  std::string waiting;  ///< not written yet
  int error = 0;

  void Write() {
    if (error == 0) error = WriteAll(file, waiting);
    waiting.clear();
  }
};

OutputText::OutputText(std::unique_ptr<State> state) : state_(std::move(state)) {}
OutputText::OutputText(OutputText&& other) noexcept = default;
OutputText& OutputText::operator=(OutputText&& other) noexcept = default;

OutputText::~OutputText() {
  if (!state_ || state_->temporary.empty()) return;
  state_->file.Close();  // an open file cannot be deleted everywhere
  system::Remove(state_->temporary);
}

Result<OutputText> OutputText::Create(const std::string& name) {
  auto state = std::make_unique<State>();
  state->name = name;
  if (IsStandardOutput(name)) {
    state->file = system::StandardOutput();
  } else if (IsStream(name)) {
    state->file = system::OpenToWrite(PathOf(name), system::Wait::kYes);
  } else {
    if (const auto problem = CheckWritable(name)) return *problem;
    state->target = BehindLinks(PathOf(name));
    RemoveLeftOvers(state->target);
    state->file = CreateBeside(state->target, state->temporary);
    if (!state->file.ok()) {  // the user's own file in a folder that takes no new ones
      state->temporary.clear();
      state->file = system::OpenToWrite(state->target, system::Wait::kYes);
      if (state->file.ok()) (void)system::SetSize(state->file, 0);
    }
  }
  if (!state->file.ok()) return CannotWrite(PathOf(name), errno);
  return OutputText(std::move(state));
}

void OutputText::Append(std::string_view text) {
  constexpr size_t kEnough = size_t{1} << 16;
  state_->waiting.append(text);
  if (state_->waiting.size() >= kEnough) state_->Write();
}

bool OutputText::ok() const { return state_->error == 0; }

void OutputText::Flush() {
  state_->Write();
  if (state_->error == 0 && !state_->temporary.empty()) state_->error = system::Flush(state_->file);
}

Result<Done> OutputText::Finish() {
  State& s = *state_;
  Flush();
  const bool regular = !s.temporary.empty();
  if (s.error == 0 && regular) s.error = system::CopyPermissions(s.target, s.file);
  if (!s.file.Close() && s.error == 0) s.error = errno;
  if (s.error == 0 && regular) s.error = system::Rename(s.temporary, s.target);
  if (s.error != 0) return CannotWrite(PathOf(s.name), s.error);
  s.temporary.clear();
  return Done{};
}

std::optional<Message> CheckWritable(const std::string& name) {
  if (IsStandardOutput(name) && system::StandardOutputIsTerminal()) {
    return Message{"-o: a terminal cannot show these bytes: name a file, or pipe them on.", {}};
  }
  if (IsStream(name)) return std::nullopt;
  const fs::path path = PathOf(name);
  const fs::path target = BehindLinks(path);
  std::error_code ignored;
  const fs::file_type type = fs::status(target, ignored).type();
  if (type == fs::file_type::directory) return CannotWrite(path, EISDIR);
  if (type == fs::file_type::regular && system::IsReadOnly(target))
    return CannotWrite(path, EACCES);
  const fs::path folder = FolderOf(target);
  if (!fs::is_directory(folder, ignored)) return CannotWrite(path, ENOENT);
  const bool replaced = system::TakesFiles(folder);
  if (!replaced && type != fs::file_type::regular) return CannotWrite(path, EACCES);
  return std::nullopt;
}

}  // namespace convlens
