#include "ui/recovery_dialog.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>

#include "ui/inspection.h"
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

std::string SizeText(uint64_t bytes) {
  constexpr uint64_t kMega = 1'000'000;
  const uint64_t kilobytes = std::max<uint64_t>(1, (bytes + 500) / 1000);
  return bytes >= kMega ? std::to_string((bytes + kMega / 2) / kMega) + " MB"
                        : std::to_string(kilobytes) + " kB";
}

/// A row a session: title, time, size; a click chooses it.
void DrawLostSessions(UiContext& ui, const std::vector<Recovered>& lost, size_t& chosen) {
  constexpr size_t kMostRows = 6;
  const float row = ui.theme.px(30);
  const float height = row * static_cast<float>(std::min(lost.size(), kMostRows)) + ui.theme.px(8);
  ImGui::BeginChild("lost", {0, height}, false);
  for (size_t i = 0; i < lost.size(); ++i) {
    const std::string id = "dialog.lost." + std::to_string(i);
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::PushFont(ui.theme.body);
    if (ImGui::Selectable(("###" + id).c_str(), i == chosen, 0, {width, row - ui.theme.px(4)})) {
      chosen = i;
    }
    ui.inspection.Place(id, {start.x, start.y, width, row - ui.theme.px(4)});
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (i == chosen) {  // told apart from the row under the pointer
      list->AddRectFilled(start, {start.x + ui.theme.px(3), start.y + row - ui.theme.px(4)},
                          ImGui::GetColorU32(ImGuiCol_ButtonActive));
    }
    const float y = start.y + (row - ui.theme.px(4) - ImGui::GetFontSize()) / 2;
    const Shape input = lost[i].input.grid;
    std::string facts = std::to_string(input.height);
    facts.append(" × ").append(std::to_string(input.width)).append("     ");
    facts.append(TimeText(lost[i].time)).append("     ").append(SizeText(lost[i].bytes));
    const float facts_width = ImGui::CalcTextSize(facts.c_str()).x;
    const float left = start.x + ui.theme.px(8);
    const float right = start.x + width - facts_width - ui.theme.px(8);
    list->PushClipRect({left, start.y}, {right - ui.theme.px(12), start.y + row}, true);
    list->AddText({left, y}, ImGui::GetColorU32(ImGuiCol_Text),
                  TitleText(ui, lost[i].title).c_str());
    list->PopClipRect();
    list->AddText({right, y}, ImGui::GetColorU32(ImGuiCol_TextDisabled), facts.c_str());
    ImGui::PopFont();
  }
  ImGui::EndChild();
}

}  // namespace

RecoveryChoice DrawRecoveryDialog(UiContext& ui, const std::vector<Recovered>& lost,
                                  size_t& chosen) {
  if (!BeginModal(ui, "dialog.recovery", 560)) return RecoveryChoice::kNone;
  chosen = std::min(chosen, lost.size() - 1);
  Paragraph(ui, ui.tr("Restore unsaved work?"), ui.theme.heading, ui.theme.text);
  Paragraph(ui,
            lost.size() == 1
                ? ui.tr("ConvLens ended before this work was saved. “Later” keeps it and asks "
                        "again at the next start.")
                : ui.tr("ConvLens ended before this work was saved. What you do not restore or "
                        "delete now is kept, and offered again at the next start."),
            ui.theme.body, ui.theme.dim_text);
  ImGui::Dummy({1, ui.theme.px(2)});
  DrawLostSessions(ui, lost, chosen);
  ImGui::Dummy({1, ui.theme.px(8)});
  RecoveryChoice choice = RecoveryChoice::kNone;
  AlignRight(ui, 3, kButton);
  if (Button(ui, "dialog.discard", ui.tr("Delete"), kButton)) choice = RecoveryChoice::kDelete;
  ImGui::SameLine();
  if (Button(ui, "dialog.later", ui.tr("Later"), kButton) || EscapePressed()) {
    choice = RecoveryChoice::kLater;
  }
  ImGui::SameLine();
  if (Button(ui, "dialog.restore", ui.tr("Restore"), kButton, ButtonLook::kPrimary) ||
      EnterPressed()) {
    choice = RecoveryChoice::kRestore;
  }
  // Deleting one of several leaves the others on the screen.
  EndModal(choice == RecoveryChoice::kRestore || choice == RecoveryChoice::kLater ||
           (choice == RecoveryChoice::kDelete && lost.size() == 1));
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
