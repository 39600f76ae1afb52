#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "app/file_chooser.h"
#include "app/input_feed.h"
#include "app/recovery.h"
#include "app/session_files.h"
#include "app/window.h"
#include "io/session/launch.h"
#include "ui/controls/inspection.h"
#include "ui/controls/problems.h"
#include "ui/state/ui_state.h"

namespace convlens {

/// The program with its window: wires workbench, interface, files and autosave together. Everything
/// happens in `Step`, one frame; nothing else loops, so that a web build can call it too.
class Application final : private SessionFiles::Host {
 public:
  Application(std::unique_ptr<Window> window, const Launch& launch);
  ~Application() override;

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

  // --- application.cpp: the frame
  bool busy() const;
  double Patience() const;
  void GiveInput();
  void DrawFrame();
  void MakeAnewWhatIsDrawn();
  void FollowPreferences();
  void FollowPresentation();
  /// In the window's units per point.
  float Scale() const;
  void KeepWindowSize();
  void FollowTitle();
  KeyOwner OwnerOfKeys() const;
  void TakeKeys(UiContext& ui);
  void TakeRequests(UiContext& ui);
  void CarryOutAny(UiContext& ui, Command command);
  UiContext MakeContext();

  // --- files.cpp: dialogs, and what the session's files ask for
  void ShowSession(const Session& session) override;
  void ShowInput(const std::filesystem::path& path, const OpenedInput& input) override;
  void ShowTarget(const OpenedFile& opened) override;  // target_files.cpp
  void AskWhereToSave() override;
  void Written(const std::filesystem::path& path) override;
  void Remember(const std::filesystem::path& path) override;
  void Report(const Message& problem) override { ReportProblem(state_, problem); }
  void CarryOutFile(Command command);
  void Open(const std::filesystem::path& path, OpenFor purpose = OpenFor::kSession);
  void AskWhereToOpen();
  void AskForTarget();  // target_files.cpp
  void OpenFirst(const Launch& launch);
  void CopyLink();
  void AskWhereToExport();
  void Export(const std::filesystem::path& path);
  void AskWhereToExportPlot(Command command);          // plot_export.cpp
  void ExportPlot(const std::filesystem::path& path);  // what the extension says
  void DrawDialogs(UiContext& ui);
  void FollowFiles();
  void KeepPreferences();
  void Tell(std::optional<Message>& told, std::optional<Message> problem);

  std::unique_ptr<Window> window_;
  std::unique_ptr<ImGuiSession> imgui_;
  std::unique_ptr<GridRenderer> renderer_;
  std::filesystem::path preferences_path_;
  Preferences preferences_;
  Preferences applied_;  ///< preferences that theme, fonts and translator were made from
  float applied_scale_ = 0;
  std::string title_shown_;  ///< by the window
  std::unique_ptr<Translator> translator_;
  Theme theme_;
  std::vector<Lesson> lessons_;
  std::unique_ptr<Workbench> bench_;
  UiState state_;
  Inspection inspection_;

  FileChooser chooser_;
  InputFeed input_feed_;
  Autosave autosave_;
  SessionFiles files_{*bench_, autosave_, lessons_, *this};
  Recovery recovery_{autosave_};
  std::optional<Message> told_preferences_;  ///< why they could not be written
  std::optional<Message> told_autosave_;     ///< likewise
  std::filesystem::path folder_;             ///< where dialogs open
  bool clipboard_read_ = false;              ///< the next request to paste need not ask for it

  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  double last_time_ = 0;
  int frames_owed_ = 3;
  bool presenting_ = false;  ///< what the window and the fonts follow
};

}  // namespace convlens
