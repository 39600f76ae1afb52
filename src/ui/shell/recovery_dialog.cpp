#include "ui/shell/recovery_dialog.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>

#include "ui/controls/focus.h"
#include "ui/controls/inspection.h"
#include "ui/controls/modal.h"
#include "ui/controls/widgets.h"
#include "ui/state/keys.h"

namespace convlens {
namespace {

constexpr float kButton = 132;  // points

// In local time, as "2026-11-22 21:40": read the same in every language.
std::string TimeText(std::filesystem::file_time_type time) {
  const auto age = std::filesystem::file_time_type::clock::now() - time;
  const auto system = std::chrono::system_clock::now() -
                      std::chrono::duration_cast<std::chrono::system_clock::duration>(age);
  const std::time_t seconds = std::chrono::system_clock::to_time_t(system);
  std::tm local{};
#ifdef _WIN32
  if (localtime_s(&local, &seconds) != 0) return "?";
#else
  if (localtime_r(&seconds, &local) == nullptr) return "?";
#endif
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M", &local);
  return text.data();
}

std::string TitleText(UiContext& ui, const std::string& title) {
  return title.empty() ? ui.tr("Untitled") : title;
}

// A button with the focus has it for itself.
bool EnterPressed(const UiContext& ui) {
  return !ImGui::IsWindowAppearing() && !ControlFocused(ui.state) &&
         (KeyPressed(Key::kEnter) || KeyPressed(Key::kKeypadEnter));
}

bool EscapePressed() { return !ImGui::IsWindowAppearing() && KeyPressed(Key::kEscape); }

std::string SizeText(uint64_t bytes) {
  constexpr uint64_t kMega = 1'000'000;
  const uint64_t kilobytes = std::max<uint64_t>(1, (bytes + 500) / 1000);
  return bytes >= kMega ? std::to_string((bytes + kMega / 2) / kMega) + " MB"
                        : std::to_string(kilobytes) + " kB";
}

std::string FactsText(const Recovered& work) {
  std::string facts = std::to_string(work.input.grid.height);
  facts.append(" × ").append(std::to_string(work.input.grid.width)).append("     ");
  return facts.append(TimeText(work.time)).append("     ").append(SizeText(work.bytes));
}

/// A row of the list: title at the left, facts at the right. True when it was clicked.
bool DrawRow(UiContext& ui, const std::string& id, const Recovered& work, bool chosen,
             float height) {
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImGui::PushFont(ui.theme.body);
  const bool clicked = ImGui::Selectable(("###" + id).c_str(), chosen, 0, {width, height});
  PlaceControlAt(ui, id.c_str(), StopKind::kButton, {start.x, start.y, width, height},
                 ImGui::GetID(("###" + id).c_str()));
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (chosen) {  // told apart from the row under the pointer
    list->AddRectFilled(start, {start.x + ui.theme.px(3), start.y + height},
                        ImGui::GetColorU32(ImGuiCol_ButtonActive));
  }
  const float y = start.y + (height - ImGui::GetFontSize()) / 2;
  const std::string facts = FactsText(work);
  const float left = start.x + ui.theme.px(8);
  const float right = start.x + width - ImGui::CalcTextSize(facts.c_str()).x - ui.theme.px(8);
  list->PushClipRect({left, start.y}, {right - ui.theme.px(12), start.y + height}, true);
  list->AddText({left, y}, ImGui::GetColorU32(ImGuiCol_Text), TitleText(ui, work.title).c_str());
  list->PopClipRect();
  list->AddText({right, y}, ImGui::GetColorU32(ImGuiCol_TextDisabled), facts.c_str());
  ImGui::PopFont();
  return clicked;
}

void DrawText(UiContext& ui, const std::string& heading, const std::string& text) {
  Paragraph(ui, heading, ui.theme.heading, ui.theme.text);
  Paragraph(ui, text, ui.theme.body, ui.theme.dim_text);
}

}  // namespace

void RecoveryDialog::RemoveChosen() {
  lost_.erase(lost_.begin() + static_cast<std::ptrdiff_t>(chosen_));
  chosen_ = lost_.empty() ? 0 : std::min(chosen_, lost_.size() - 1);
}

void RecoveryDialog::MoveByKeys() {
  if (KeyPressed(Key::kUp) && chosen_ > 0) --chosen_;
  if (KeyPressed(Key::kDown) && chosen_ + 1 < lost_.size()) ++chosen_;
}

void RecoveryDialog::DrawRows(UiContext& ui) {
  constexpr size_t kMostRows = 6;
  const float row = ui.theme.px(30);
  const float height = row * static_cast<float>(std::min(lost_.size(), kMostRows)) + ui.theme.px(8);
  MoveByKeys();
  ImGui::BeginChild("lost", {0, height}, false);
  for (size_t i = 0; i < lost_.size(); ++i) {
    const std::string id = "dialog.lost." + std::to_string(i);
    if (DrawRow(ui, id, lost_[i], i == chosen_, row - ui.theme.px(4))) chosen_ = i;
    if (i == chosen_ && !ImGui::IsItemVisible()) ImGui::SetScrollHereY();
  }
  ImGui::EndChild();
}

RecoveryChoice RecoveryDialog::DrawOffer(UiContext& ui) {
  DrawText(ui, ui.tr("Restore unsaved work?"),
           lost_.size() == 1
               ? ui.tr("ConvLens ended before this work was saved. “Later” keeps it and asks "
                       "again at the next start.")
               : ui.tr("ConvLens ended before this work was saved. What you do not restore or "
                       "delete now is kept, and offered again at the next start."));
  ImGui::Dummy({1, ui.theme.px(2)});
  DrawRows(ui);
  ImGui::Dummy({1, ui.theme.px(8)});
  RecoveryChoice choice = RecoveryChoice::kNone;
  AlignRight(ui, 3, kButton);
  if (Button(ui, "dialog.discard", ui.tr("Delete…"), kButton)) asks_to_delete_ = true;
  ImGui::SameLine();
  if (Button(ui, "dialog.later", ui.tr("Later"), kButton) || EscapePressed()) {
    choice = RecoveryChoice::kLater;
  }
  ImGui::SameLine();
  if (Button(ui, "dialog.restore", ui.tr("Restore"), kButton, ButtonLook::kPrimary) ||
      EnterPressed(ui)) {
    choice = RecoveryChoice::kRestore;
  }
  return choice;
}

RecoveryChoice RecoveryDialog::DrawQuestion(UiContext& ui) {
  DrawText(
      ui, ui.tr("Delete this work?"),
      ui.tr("“{}” was never saved, and cannot be brought back.", TitleText(ui, chosen().title)));
  ImGui::Dummy({1, ui.theme.px(8)});
  RecoveryChoice choice = RecoveryChoice::kNone;
  AlignRight(ui, 2, kButton);
  if (Button(ui, "dialog.delete", ui.tr("Delete"), kButton)) {
    choice = RecoveryChoice::kDelete;
    asks_to_delete_ = false;
  }
  ImGui::SameLine();
  if (Button(ui, "dialog.keep", ui.tr("Keep it"), kButton, ButtonLook::kPrimary) ||
      EnterPressed(ui) || EscapePressed()) {
    asks_to_delete_ = false;
  }
  return choice;
}

RecoveryChoice RecoveryDialog::DrawNothing(UiContext& ui) {
  DrawText(
      ui, ui.tr("There is no unsaved work"),
      ui.tr("Work is kept every second, and offered here if ConvLens ends before it is saved."));
  ImGui::Dummy({1, ui.theme.px(8)});
  AlignRight(ui, 1, kButton);
  const bool closed = Button(ui, "dialog.close", ui.tr("Close"), kButton, ButtonLook::kPrimary) ||
                      EnterPressed(ui) || EscapePressed();
  return closed ? RecoveryChoice::kLater : RecoveryChoice::kNone;
}

RecoveryChoice RecoveryDialog::Draw(UiContext& ui) {
  if (!BeginModal(ui, "dialog.recovery", 560)) return RecoveryChoice::kNone;
  const RecoveryChoice choice = lost_.empty()     ? DrawNothing(ui)
                                : asks_to_delete_ ? DrawQuestion(ui)
                                                  : DrawOffer(ui);
  // Deleting one of several leaves the others on the screen.
  EndModal(choice == RecoveryChoice::kRestore || choice == RecoveryChoice::kLater ||
           (choice == RecoveryChoice::kDelete && lost_.size() == 1));
  return choice;
}

UnsavedChoice DrawUnsavedDialog(UiContext& ui, const std::string& title) {
  if (!BeginModal(ui, "dialog.unsaved", 500)) return UnsavedChoice::kNone;
  Paragraph(ui, ui.tr("Save your changes?"), ui.theme.heading, ui.theme.text);
  Paragraph(ui,
            ui.tr("Otherwise all changes to “{}” since it was last saved will be lost.",
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
  if (Button(ui, "dialog.save", ui.tr("Save"), kButton, ButtonLook::kPrimary) || EnterPressed(ui)) {
    choice = UnsavedChoice::kSave;
  }
  EndModal(choice != UnsavedChoice::kNone);
  return choice;
}

}  // namespace convlens
