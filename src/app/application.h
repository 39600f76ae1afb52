#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "app/file_actions.h"
#include "app/file_chooser.h"
#include "app/input_feed.h"
#include "app/recovery.h"
#include "app/window.h"
#include "io/session/launch.h"
#include "ui/controls/inspection.h"
#include "ui/controls/problems.h"
#include "ui/state/ui_state.h"

namespace convlens {

/// The program with its window: wires workbench, interface, files and autosave together. Everything
/// happens in `Step`, one frame; nothing else loops, so that a web build can call it too.
class Application {
 public:
  Application(std::unique_ptr<Window> window, const Launch& launch);
  ~Application();

  /// Puts the work on the disk, for a program that must end now: it is offered at the next start.
  /// False when it could not be written.
  bool SaveWork();

  /// Handles what has come in (waiting for it when nothing moves) and draws a frame. False: it is
  /// over.
  bool Step();
  /// Whether a step has something to do: asked before each where nobody can wait.
  bool Due();

 private:
  class ImGuiSession;
  enum class AfterQuestion { kNothing, kQuit, kOpen, kLesson };

  // --- application.cpp: the frame
  bool busy() const;
  double Patience() const;
  void GiveInput();
  void DrawFrame();
  void MakeAnewWhatIsDrawn();
  void FollowPreferences();
  KeyOwner OwnerOfKeys() const;
  void TakeKeys(UiContext& ui);
  void TakeRequests(UiContext& ui);
  void CarryOutAny(UiContext& ui, Command command);
  UiContext MakeContext();

  // --- files.cpp: opening, saving, leaving
  void CarryOutFile(Command command);
  void Open(const std::filesystem::path& path, OpenFor purpose = OpenFor::kSession);
  void AskForLesson(const std::string& id);
  void OpenLesson(const Lesson& lesson);
  void TakeOpened(OpenedFile opened);
  void Show(OpenedFile opened);
  void ShowInput(const std::string& name, const OpenedInput& input);
  void ShowOpened(const Session& session);
  void TakeSaved(const SavedFile& saved);
  void AskWhereToOpen();
  void AskForTarget();  // target_files.cpp: this and the next one
  void TakeTarget(const OpenedFile& opened);
  void AskWhereToSave();
  void AskWhereToExport();
  void Save(const std::filesystem::path& path);
  void Export(const std::filesystem::path& path);
  void AskWhereToExportPlot(Command command);          // plot_export.cpp
  void ExportPlot(const std::filesystem::path& path);  // what the extension says
  void AskToLeave(AfterQuestion then);
  void GoOn();
  void DrawDialogs(UiContext& ui);
  void FollowFiles();
  void KeepCopy();
  void Restore(const Recovery::Work& work);
  void KeepPreferences();
  void Tell(std::optional<Message>& told, std::optional<Message> problem);
  void Remember(const std::filesystem::path& path);
  void Report(Message problem) { convlens::Report(state_, std::move(problem)); }

  std::unique_ptr<Window> window_;
  std::unique_ptr<ImGuiSession> imgui_;
  std::unique_ptr<GridRenderer> renderer_;
  std::filesystem::path preferences_path_;
  Preferences preferences_;
  Preferences applied_;  ///< preferences that theme, fonts and translator were made from
  float applied_scale_ = 0;
  std::unique_ptr<Translator> translator_;
  Theme theme_;
  std::vector<Lesson> lessons_;
  std::unique_ptr<Workbench> bench_;
  UiState state_;
  Inspection inspection_;

  FileActions files_;
  FileChooser chooser_;
  InputFeed input_feed_;
  Autosave autosave_;
  Recovery recovery_{autosave_};
  std::optional<Message> told_preferences_;  ///< why they could not be written
  std::optional<Message> told_autosave_;     ///< likewise
  uint64_t kept_revision_ = 0;
  std::filesystem::path folder_;  ///< where dialogs open
  AfterQuestion question_ = AfterQuestion::kNothing;
  std::optional<OpenedFile> waiting_;  ///< a session read, behind the question about unsaved work
  const Lesson* waiting_lesson_ = nullptr;  ///< likewise
  bool leave_after_save_ = false;
  bool clipboard_read_ = false;  ///< the next request to paste need not ask for it
  bool over_ = false;

  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  double last_time_ = 0;
  int frames_owed_ = 3;
};

}  // namespace convlens
