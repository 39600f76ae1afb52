#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "app/file_actions.h"
#include "io/session/autosave.h"
#include "work/workbench.h"

namespace convlens {

/// The session and its files: opening, saving, the question about unsaved work, leaving, and the
/// copy that outlives a crash. A state machine that knows no window: the program calls its verbs,
/// calls `Follow` once a frame, and shows what it asks for.
class SessionFiles {
 public:
  /// The program around it.
  class Host {
   public:
    virtual ~Host() = default;
    /// The workbench has another session: turns to what that one looks at.
    virtual void ShowSession(const Session& session) = 0;
    /// A picture or an array was opened: makes it the input.
    virtual void ShowInput(const std::filesystem::path& path, const OpenedInput& input) = 0;
    /// A file was opened for the target of training; it may be a session by mistake.
    virtual void ShowTarget(const OpenedFile& opened) = 0;
    /// Asks for the name of the session's file, and calls `SaveTo`, or `NoName`.
    virtual void AskWhereToSave() = 0;
    /// The session was written to `path`.
    virtual void Written(const std::filesystem::path& path) = 0;
    /// `path` was opened or saved.
    virtual void Remember(const std::filesystem::path& path) = 0;
    virtual void Report(const Message& problem) = 0;
  };

  /// All must outlive it.
  SessionFiles(Workbench& bench, Autosave& autosave, const std::vector<Lesson>& lessons, Host& host)
      : bench_(bench), autosave_(autosave), lessons_(lessons), host_(host) {}

  // --- verbs
  /// Reads a file in the background. A session takes the place of the present one, whose unsaved
  /// work is asked about first, once the file is known to be readable.
  void Open(const std::filesystem::path& path, OpenFor purpose = OpenFor::kSession);
  /// Work of one's own is asked about first; what was done in a lesson is an undo away. Does
  /// nothing where there is no such lesson.
  void OpenLesson(std::string_view id);
  /// To the file that the session has, or to one that is asked for.
  void Save();
  void SaveTo(const std::filesystem::path& path);
  void Quit();
  /// Opens work that was lost. Its copy is taken over as it is, so that it is on the disk at every
  /// moment; unsaved work in its way is set aside. What cannot be taken over is reported, and
  /// offered again at the next start.
  void Restore(const Recovered& copy, const Result<Session>& session);

  // --- the question about unsaved work
  /// Whether it must be asked now; one of the three answers follows.
  bool asking() const {
    return next_ != Next::kNothing && !leave_after_save_ && !actions_.saving();
  }
  void SaveAndGoOn();
  void GoOnWithoutSaving();
  void Stay();
  /// The name that `AskWhereToSave` asked for was not given: what waited for it is given up. May be
  /// called whenever no name is being asked for.
  void NoName();

  // --- time
  /// Takes over what was read and written since the last call.
  void Follow();
  /// Keeps a copy of unsaved work where it has changed; `autosave.Problem()` says why it could not.
  void KeepCopy();
  /// Puts unsaved work on the disk at once, for a program that must end now. False when it could
  /// not be written.
  bool KeepCopyNow();
  /// Whether something can be taken over soon: call `Follow` within a frame or two.
  bool busy() const { return actions_.opening() || actions_.saving(); }
  /// The user has left: nothing is unsaved any more, or it is not wanted.
  bool over() const { return over_; }

 private:
  /// What an answer stands in the way of.
  enum class Next { kNothing, kQuit, kOpen, kLesson };

  void TakeOpened(OpenedFile opened);
  void Show(OpenedFile opened);
  void TakeSaved(const SavedFile& saved);
  void AskBefore(Next next);
  void GoOn();
  void GiveUp();
  void ShowLesson(const Lesson& lesson);

  Workbench& bench_;
  Autosave& autosave_;
  const std::vector<Lesson>& lessons_;
  Host& host_;
  FileActions actions_;
  Next next_ = Next::kNothing;
  std::optional<OpenedFile> waiting_file_;  ///< for kOpen: a session
  const Lesson* waiting_lesson_ = nullptr;  ///< for kLesson
  bool leave_after_save_ = false;
  uint64_t kept_revision_ = 0;
  bool over_ = false;
};

}  // namespace convlens
