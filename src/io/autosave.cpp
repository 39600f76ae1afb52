#include "io/autosave.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>

#include "io/copy_lock.h"
#include "io/file.h"
#include "io/session_file.h"
#include "io/session_writer.h"
#include "io/user_folders.h"

namespace convlens {
namespace {

namespace fs = std::filesystem;

// Between the beginnings of two writes. A training changes the session at every frame, and a photo
// of a megapixel is megabytes in a file: without a pause, the disk and a core would do nothing
// else.
constexpr std::chrono::seconds kApart{1};

constexpr std::string_view kLockExtension = ".lock";

fs::path LockOf(fs::path copy) { return copy.replace_extension(kLockExtension); }

/// A name that no other copy has.
fs::path NewCopyName(const fs::path& folder) {
  std::random_device random;
  std::string name = std::to_string(random());
  name.append(1, '-').append(std::to_string(random())).append(kSessionExtension);
  return folder / name;
}

std::vector<fs::path> FilesWith(const fs::path& folder, std::string_view extension) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() == extension) files.push_back(it->path());
  }
  return files;
}

/// Clears away what a process that was killed while it wrote left half-written beside its copy
/// (see `WriteFileAtomically`).
void RemoveHalfWritten(const fs::path& folder) {
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    const size_t stem_end = name.find(kSessionExtension);
    if (!name.starts_with('.') || stem_end == std::string::npos) continue;
    const fs::path lock = LockOf(folder / name.substr(1, stem_end - 1).append(kSessionExtension));
    std::error_code ignored;
    const bool owned = fs::exists(lock, ignored) && !CopyLock::Take(lock, false);
    if (!owned) fs::remove(it->path(), ignored);
  }
}

/// Clears away locks that neither have an owner nor a copy.
void RemoveStaleLocks(const fs::path& folder) {
  std::error_code ignored;
  for (const fs::path& path : FilesWith(folder, kLockExtension)) {
    fs::path copy = path;
    copy.replace_extension(kSessionExtension);
    if (fs::exists(copy, ignored)) continue;
    std::optional<CopyLock> lock = CopyLock::Take(path, false);
    if (lock && !fs::exists(copy, ignored)) lock->Remove();
  }
}

}  // namespace

struct Autosave::State {
  explicit State(fs::path where) : folder(std::move(where)) {}

  void Run();
  bool TakeLock();
  void Write(const Session& session);

  const fs::path folder;

  std::mutex mutex;
  std::condition_variable changed;
  std::optional<Session> waiting;  ///< the newest session that is not on disk yet
  bool writing = false;
  bool stopping = false;
  int hurries = 0;  ///< callers that wait for all to be on disk
  std::optional<Message> problem;

  // The writing thread's own; others touch them only while it does not write.
  std::optional<CopyLock> lock;
  fs::path copy;
  SessionWriter writer;

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

void Autosave::State::Write(const Session& session) {
  Result<Done> written =
      Message{"{} may not be written: choose another folder.", {folder.string()}};
  if (lock || TakeLock()) written = WriteFileAtomically(copy, writer.Write(session));
  const std::lock_guard held(mutex);
  problem = written.ok() ? std::nullopt : std::optional<Message>(written.problem());
}

void Autosave::State::Run() {
  std::unique_lock held(mutex);
  std::chrono::steady_clock::time_point next{};
  for (;;) {
    changed.wait(held, [this] { return waiting || stopping; });
    if (!waiting) return;
    changed.wait_until(held, next, [this] { return hurries > 0 || stopping || !waiting; });
    if (!waiting) continue;  // discarded meanwhile
    next = std::chrono::steady_clock::now() + kApart;
    {
      const Session session = std::move(*waiting);
      waiting.reset();
      writing = true;
      held.unlock();
      Write(session);
    }
    held.lock();
    writing = false;
    changed.notify_all();
  }
}

Autosave::Autosave(fs::path folder) : state_(std::make_unique<State>(std::move(folder))) {
  state_->thread = std::thread([this] { state_->Run(); });
}

Autosave::~Autosave() {
  {
    const std::lock_guard held(state_->mutex);
    state_->stopping = true;
  }
  state_->changed.notify_all();
  state_->thread.join();
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

void Autosave::Flush() {
  std::unique_lock held(state_->mutex);
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
  std::error_code ignored;
  if (!state_->copy.empty()) fs::remove(state_->copy, ignored);
}

std::optional<Message> Autosave::Problem() const {
  const std::lock_guard held(state_->mutex);
  return state_->problem;
}

std::vector<Recovered> Autosave::FindLost() const {
  std::vector<Recovered> lost;
  for (const fs::path& path : FilesWith(state_->folder, kSessionExtension)) {
    std::error_code error;
    const bool orphan = !fs::exists(LockOf(path), error) || CopyLock::Take(LockOf(path), false);
    if (!orphan) continue;
    const fs::file_time_type time = fs::last_write_time(path, error);
    Result<Session> session = LoadSession(path);
    if (!error && session.ok()) lost.push_back({path, time, std::move(*session)});
  }
  std::sort(lost.begin(), lost.end(),
            [](const Recovered& a, const Recovered& b) { return a.time > b.time; });
  RemoveHalfWritten(state_->folder);
  RemoveStaleLocks(state_->folder);
  return lost;
}

void Autosave::Forget(const Recovered& recovered) {
  std::error_code ignored;
  fs::remove(recovered.path, ignored);
  fs::remove(LockOf(recovered.path), ignored);
}

fs::path DefaultAutosaveFolder() {
  return UserFolder("XDG_STATE_HOME", ".local/state") / "autosave";
}

}  // namespace convlens
