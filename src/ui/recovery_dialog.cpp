#include "ui/recovery_dialog.h"

#include <array>
#include <chrono>
#include <ctime>

#include "ui/keys.h"
#include "ui/modal.h"
#include "ui/widgets.h"

namespace convlens {
namespace {

constexpr float kButton = 132;  // points

// In local time, as "2026-11-22 21:40": read the same in every language.
std::string TimeText(std::filesystem::file_time_type time) {
  const auto system = std::chrono::file_clock::to_sys(time);
  const std::time_t seconds = std::chrono::system_clock::to_time_t(
      std::chrono::time_point_cast<std::chrono::system_clock::duration>(system));
  std::tm local{};
  if (localtime_r(&seconds, &local) == nullptr) return "?";
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M", &local);
  return text.data();
}

std::string TitleText(UiContext& ui, const std::string& title) {
  return title.empty() ? ui.tr("Untitled") : title;
}

bool EnterPressed() {
  return !ImGui::IsWindowAppearing() && (KeyPressed(Key::kEnter) || KeyPressed(Key::kKeypadEnter));
}

bool EscapePressed() { return !ImGui::IsWindowAppearing() && KeyPressed(Key::kEscape); }

}  // namespace

RecoveryChoice DrawRecoveryDialog(UiContext& ui, const Recovered& lost) {
  if (!BeginModal(ui, "dialog.recovery", 500)) return RecoveryChoice::kNone;
  Paragraph(ui, ui.tr("Restore unsaved work?"), ui.theme.heading, ui.theme.text);
  Paragraph(ui,
            ui.tr("ConvLens ended before this work was saved. “Later” keeps it and asks again at "
                  "the next start."),
            ui.theme.body, ui.theme.dim_text);
  ImGui::Dummy({1, ui.theme.px(2)});
  FactRow(ui, ui.tr("Session"), TitleText(ui, lost.session.title));
  FactRow(ui, ui.tr("Last change"), TimeText(lost.time));
  ImGui::Dummy({1, ui.theme.px(8)});
  RecoveryChoice choice = RecoveryChoice::kNone;
  AlignRight(ui, 3, kButton);
  if (Button(ui, "dialog.discard", ui.tr("Discard"), kButton)) choice = RecoveryChoice::kDiscard;
  ImGui::SameLine();
  if (Button(ui, "dialog.later", ui.tr("Later"), kButton) || EscapePressed()) {
    choice = RecoveryChoice::kLater;
  }
  ImGui::SameLine();
  if (Button(ui, "dialog.restore", ui.tr("Restore"), kButton, ButtonLook::kPrimary) ||
      EnterPressed()) {
    choice = RecoveryChoice::kRestore;
  }
  EndModal(choice != RecoveryChoice::kNone);
  return choice;
}

UnsavedChoice DrawUnsavedDialog(UiContext& ui, const std::string& title) {
  if (!BeginModal(ui, "dialog.unsaved", 500)) return UnsavedChoice::kNone;
  Paragraph(ui, ui.tr("Save your changes?"), ui.theme.heading, ui.theme.text);
  Paragraph(ui,
            ui.tr("Otherwise all changes in “{}” since it was last saved are lost.",
                  TitleText(ui, title)),
            ui.theme.body, ui.theme.dim_text);
  ImGui::Dummy({1, ui.theme.px(8)});
  UnsavedChoice choice = UnsavedChoice::kNone;
  AlignRight(ui, 3, kButton);
  if (Button(ui, "dialog.cancel", ui.tr("Cancel"), kButton) || EscapePressed()) {
    choice = UnsavedChoice::kCancel;
  }
  ImGui::SameLine();
  if (Button(ui, "dialog.dont_save", ui.tr("Don't save"), kButton)) {
    choice = UnsavedChoice::kDontSave;
  }
  ImGui::SameLine();
  if (Button(ui, "dialog.save", ui.tr("Save"), kButton, ButtonLook::kPrimary) || EnterPressed()) {
    choice = UnsavedChoice::kSave;
  }
  EndModal(choice != UnsavedChoice::kNone);
  return choice;
}

}  // namespace convlens
