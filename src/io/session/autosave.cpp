#include "io/session/autosave.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>

#include "core/grid/background.h"
#include "core/grid/path_text.h"
#include "io/files/copy_lock.h"
#include "io/files/file.h"
#include "io/files/user_folders.h"
#include "io/session/kept_grids.h"
#include "io/session/session_file.h"
#include "io/session/session_writer.h"

namespace convlens {
namespace {

namespace fs = std::filesystem;

// Between the beginnings of two writes. A training changes the session at every frame, and a photo
// of a megapixel is megabytes in a file: without a pause, the disk and a core would do nothing
// else.
constexpr std::chrono::seconds kApart{1};
// After a write that failed.
constexpr std::chrono::seconds kUntilNextTry{3};

constexpr std::string_view kLockExtension = ".lock";

fs::path LockOf(fs::path copy) { return copy.replace_extension(PathOf(kLockExtension)); }

/// A name that no other copy has.
fs::path NewCopyName(const fs::path& folder) {
  std::random_device random;
  std::string name = std::to_string(random());
  name.append(1, '-').append(std::to_string(random())).append(kSessionExtension);
  return folder / PathOf(name);
}

std::vector<fs::path> FilesWith(const fs::path& folder, std::string_view extension) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() == PathOf(extension)) files.push_back(it->path());
  }
  return files;
}

bool IsOwned(const fs::path& copy) {
  std::error_code ignored;
  return fs::exists(LockOf(copy), ignored) && !CopyLock::Take(LockOf(copy), false);
}

/// The copy that a file beside it belongs to: a grid of it, "NAME.convlens.3.npy" (see KeptGrids),
/// or what was written half, ".NAME.convlens.…" (see `WriteFileAtomically`). Empty for others.
fs::path CopyOfFileBeside(const fs::path& path) {
  std::string name = TextOf(path.filename());
  if (name.starts_with('.')) name.erase(0, 1);
  const size_t end = name.find(std::string(kSessionExtension).append(1, '.'));
  if (end == std::string::npos) return {};
  return path.parent_path() / PathOf(name.substr(0, end + kSessionExtension.size()));
}

/// Clears away what a process that was killed while it wrote left behind: files written half, and
/// grids of no copy.
void RemoveLeftBehind(const fs::path& folder) {
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    const fs::path copy = CopyOfFileBeside(it->path());
    std::error_code ignored;
    const bool half_written = TextOf(it->path().filename()).starts_with('.');
    if (copy.empty() || (!half_written && fs::exists(copy, ignored)) || IsOwned(copy)) continue;
    fs::remove(it->path(), ignored);
  }
}

void RemoveCopy(const fs::path& copy) {
  std::error_code ignored;
  fs::remove(copy, ignored);
  for (const fs::path& grid : KeptGridFiles(copy)) fs::remove(grid, ignored);
}

uint64_t BytesOf(const fs::path& copy) {
  uint64_t bytes = 0;
  std::vector<fs::path> files = KeptGridFiles(copy);
  files.push_back(copy);
  for (const fs::path& file : files) {
    std::error_code error;
    const uintmax_t size = fs::file_size(file, error);
    if (!error) bytes += size;
  }
  return bytes;
}

/// Clears away locks that neither have an owner nor a copy.
void RemoveStaleLocks(const fs::path& folder) {
  std::error_code ignored;
  for (const fs::path& path : FilesWith(folder, kLockExtension)) {
    fs::path copy = path;
    copy.replace_extension(PathOf(kSessionExtension));
    if (fs::exists(copy, ignored)) continue;
    std::optional<CopyLock> lock = CopyLock::Take(path, false);
    if (lock && !fs::exists(copy, ignored)) lock->Remove();
  }
}

}  // namespace

struct Autosave::State {
  State(fs::path where, std::function<void()> tell)
      : folder(std::move(where)), told(std::move(tell)) {}

  void Run();
  void WriteWaiting(std::unique_lock<std::mutex>& held);
  bool TakeLock();
  Result<Done> Write(const Session& session);
  Result<Done> WriteOrSay(const Session& session);
  void Tell(std::optional<Message> newest);

  const fs::path folder;
  const std::function<void()> told;

  std::mutex mutex;
  std::condition_variable changed;
  std::optional<Session> waiting;  ///< the newest session that is not on disk yet
  std::optional<Session> failed;   ///< the newest one, when it could not be written
  bool writing = false;
  bool stopping = false;
  std::chrono::steady_clock::time_point next{};  ///< when the next write may begin
  int hurries = 0;                               ///< callers that wait for all to be on disk
  std::optional<Message> problem;

  // The writing thread's own; others touch them only while it does not write.
  std::optional<CopyLock> lock;
  fs::path copy;
  KeptGrids grids;
  SessionWriter writer{&grids};

  std::thread thread;  ///< last: it uses all of the above
};

bool Autosave::State::TakeLock() {
  constexpr int kAttempts = 16;
  for (int attempt = 0; attempt < kAttempts && !lock; ++attempt) {
    std::error_code ignored;
    fs::create_directories(folder, ignored);
    copy = NewCopyName(folder);
    lock = CopyLock::Take(LockOf(copy), true);
  }
  return lock.has_value();
}

Result<Done> Autosave::State::Write(const Session& session) {
  if (folder.empty()) return Message{"There is no home folder to keep a copy in.", {}};
  if (!lock && !TakeLock()) {
    return Message{"{} cannot be written: choose another folder.", {TextOf(folder)}};
  }
  grids.Begin(copy);
  const std::string text = writer.Write(session);
  if (grids.problem()) return *grids.problem();
  Result<Done> written = WriteFileAtomically(copy, text);
  if (written.ok()) grids.Finish();
  return written;
}

Result<Done> Autosave::State::WriteOrSay(const Session& session) try {
  return Write(session);
} catch (const std::exception&) {
  return Message{"There is not enough memory to keep a copy of the work.", {}};
}

void Autosave::State::Tell(std::optional<Message> newest) {
  const bool news = problem.has_value() != newest.has_value() ||
                    (problem && ToEnglish(*problem) != ToEnglish(*newest));
  problem = std::move(newest);
  if (news && told) told();
}

void Autosave::State::Run() {
  std::unique_lock held(mutex);
  for (;;) {
    const auto asked = [this] { return waiting || stopping; };
    if (!failed) {
      changed.wait(held, asked);
    } else if (!changed.wait_for(held, kUntilNextTry, asked)) {
      waiting = std::exchange(failed, std::nullopt);
    }
    if (!waiting) return;
    changed.wait_until(held, next, [this] { return hurries > 0 || stopping || !waiting; });
    if (!waiting) continue;  // discarded meanwhile
    WriteWaiting(held);
    changed.notify_all();
  }
}

void Autosave::State::WriteWaiting(std::unique_lock<std::mutex>& held) {
  next = std::chrono::steady_clock::now() + kApart;
  {
    Session session = std::move(*waiting);
    waiting.reset();
    failed.reset();
    writing = true;
    held.unlock();
    const Result<Done> written = WriteOrSay(session);
    held.lock();
    if (!written.ok()) failed = std::move(session);
    Tell(written.ok() ? std::nullopt : std::optional<Message>(written.problem()));
  }
  writing = false;
}

Autosave::Autosave(fs::path folder, std::function<void()> told)
    : state_(std::make_unique<State>(std::move(folder), std::move(told))) {
  if (kHasThreads) state_->thread = std::thread([this] { state_->Run(); });
}

Autosave::~Autosave() {
  {
    const std::lock_guard held(state_->mutex);
    state_->stopping = true;
  }
  state_->changed.notify_all();
  if (state_->thread.joinable()) state_->thread.join();
  std::error_code ignored;
  if (state_->lock && !fs::exists(state_->copy, ignored)) state_->lock->Remove();
}

void Autosave::Keep(Session session) {
  {
    const std::lock_guard held(state_->mutex);
    state_->waiting = std::move(session);
  }
  state_->changed.notify_all();
}

bool Autosave::Poll() {
  if (kHasThreads) return false;
  std::unique_lock held(state_->mutex);
  if (!state_->waiting || std::chrono::steady_clock::now() < state_->next) return false;
  state_->WriteWaiting(held);
  return true;
}

bool Autosave::waiting() const {
  const std::lock_guard held(state_->mutex);
  return state_->waiting.has_value();
}

void Autosave::Flush() {
  std::unique_lock held(state_->mutex);
  if (!kHasThreads && state_->waiting) state_->WriteWaiting(held);
  ++state_->hurries;
  state_->changed.notify_all();
  state_->changed.wait(held, [this] { return !state_->waiting && !state_->writing; });
  --state_->hurries;
}

void Autosave::Discard() {
  std::unique_lock held(state_->mutex);
  state_->waiting.reset();
  state_->changed.notify_all();
  state_->changed.wait(held, [this] { return !state_->writing; });
  state_->failed.reset();
  if (!state_->copy.empty()) RemoveCopy(state_->copy);
  state_->grids.LetGo();
}

Result<Done> Autosave::SetAside() {
  Flush();
  const std::lock_guard held(state_->mutex);
  if (state_->problem) return *state_->problem;
  std::error_code ignored;
  if (state_->lock && !fs::exists(state_->copy, ignored)) state_->lock->Remove();
  state_->lock.reset();
  state_->copy.clear();
  state_->grids.LetGo();
  return Done{};
}

Result<Done> Autosave::Adopt(const Recovered& recovered) {
  Flush();
  std::unique_lock held(state_->mutex);
  const fs::path path = LockOf(recovered.path);
  std::optional<CopyLock> taken = CopyLock::Take(path, false);
  if (!taken) taken = CopyLock::Take(path, true);
  std::error_code ignored;
  if (!taken || !fs::exists(recovered.path, ignored)) {
    return Message{"This work was restored in another window.", {}};
  }
  if (state_->lock) state_->lock->Remove();
  state_->lock = std::move(taken);
  state_->copy = recovered.path;
  state_->grids.LetGo();
  return Done{};
}

std::optional<Message> Autosave::Problem() const {
  const std::lock_guard held(state_->mutex);
  return state_->problem;
}

std::vector<Recovered> Autosave::FindLost() const {
  std::vector<Recovered> lost;
  if (state_->folder.empty()) return lost;
  for (const fs::path& path : FilesWith(state_->folder, kSessionExtension)) {
    std::error_code error;
    const bool orphan = !fs::exists(LockOf(path), error) || CopyLock::Take(LockOf(path), false);
    if (!orphan) continue;
    const fs::file_time_type time = fs::last_write_time(path, error);
    Recovered found{path, time, BytesOf(path), "", {}, 0};
    const Result<Session> session = Load(found);
    if (error || !session.ok()) continue;
    found.title = session->title;
    found.input = session->document.input.shape();
    found.layers = session->document.layers.size();
    lost.push_back(std::move(found));
  }
  std::sort(lost.begin(), lost.end(),
            [](const Recovered& a, const Recovered& b) { return a.time > b.time; });
  RemoveLeftBehind(state_->folder);
  RemoveStaleLocks(state_->folder);
  return lost;
}

Result<Session> Autosave::Load(const Recovered& recovered) try {
  return LoadSession(recovered.path);
} catch (const std::exception&) {
  return Message{"{}: there is not enough memory for it.", {TextOf(recovered.path)}};
}

void Autosave::Forget(const Recovered& recovered) {
  RemoveCopy(recovered.path);
  std::error_code ignored;
  fs::remove(LockOf(recovered.path), ignored);
}

fs::path DefaultAutosaveFolder() {
  const fs::path folder = UserFolder("XDG_STATE_HOME", ".local/state");
  return folder.empty() ? folder : folder / "autosave";
}

}  // namespace convlens
