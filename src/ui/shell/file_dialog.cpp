#include "ui/shell/file_dialog.h"

#include <imgui_stdlib.h>

#include <algorithm>

#include "core/grid/path_text.h"
#include "ui/controls/focus.h"
#include "ui/controls/inspection.h"
#include "ui/controls/widgets.h"
#include "ui/state/keys.h"

namespace convlens {
namespace {

constexpr const char* kPopup = "###file_dialog";
constexpr double kPrefixSeconds = 1;

}  // namespace

void FileDialog::Open(Mode mode, std::string title, std::vector<Filter> filters,
                      const std::filesystem::path& folder, std::string name, Chosen chosen) {
  mode_ = mode;
  title_ = std::move(title);
  filters_ = std::move(filters);
  if (filters_.empty()) filters_.push_back({"All files", {}});
  filter_ = 0;
  name_ = std::move(name);
  chosen_ = std::move(chosen);
  prefix_.clear();
  asking_overwrite_ = false;
  browser_.Start(mode, folder, filters_.front().extensions);
  open_ = true;
  appearing_ = true;
  focus_name_ = mode == Mode::kSave;
}

void FileDialog::Draw(UiContext& ui) {
  if (!open_) return;
  const ImGuiViewport* viewport = ImGui::GetMainViewport();
  const ImVec2 size{std::min(ui.theme.px(680), viewport->Size.x - ui.theme.px(32)),
                    std::min(ui.theme.px(540), viewport->Size.y - ui.theme.px(32))};
  ImGui::SetNextWindowPos({viewport->Pos.x + (viewport->Size.x - size.x) / 2,
                           viewport->Pos.y + (viewport->Size.y - size.y) / 2});
  ImGui::SetNextWindowSize(size);
  if (!ImGui::IsPopupOpen(kPopup)) ImGui::OpenPopup(kPopup);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(ui.theme.px(20), ui.theme.px(18)));
  const bool shown =
      ImGui::BeginPopupModal(kPopup, nullptr,
                             ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                 ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav);
  ImGui::PopStyleVar();
  if (!shown) return;
  ui.inspection.Fact("dialog", title_);
  ui.inspection.Fact("dialog.folder", TextOf(browser_.folder()));
  DrawContent(ui);
  if (!open_) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

void FileDialog::DrawContent(UiContext& ui) {
  Paragraph(ui, ui.tr(title_.c_str()), ui.theme.heading, ui.theme.text);
  DrawCrumbs(ui);
  const ImGuiStyle& style = ImGui::GetStyle();
  const float row = ui.theme.px(30) + style.ItemSpacing.y;
  const float message = ImGui::GetTextLineHeight() + style.ItemSpacing.y;
  const float below = asking_overwrite_ ? message + row : message + 2 * row;
  DrawList(ui, ImGui::GetContentRegionAvail().y - below - ui.theme.px(4));
  ImGui::Dummy({1, 0});
  if (asking_overwrite_) {
    DrawOverwriteQuestion(ui);
  } else {
    DrawMessage(ui);
    DrawName(ui);
    DrawButtons(ui);
  }
  appearing_ = false;
}

void FileDialog::DrawMessage(UiContext& ui) {
  if (browser_.problem()) {
    const std::string text = ui.tr(*browser_.problem());
    Paragraph(ui, text, ui.theme.body, ui.theme.error);
    ui.inspection.Fact("dialog.problem", text);
    return;
  }
  ImGui::Dummy({1, ImGui::GetTextLineHeight()});
}

void FileDialog::DrawOverwriteQuestion(UiContext& ui) {
  const std::string file = TextOf(PathOf(name_).filename());
  Paragraph(ui, ui.tr("“{}” is already there. Replace it?", file), ui.theme.bold, ui.theme.text);
  ImGui::Dummy({1, 1});
  const float width = 140;
  ImGui::SameLine(ImGui::GetContentRegionMax().x - 2 * ui.theme.px(width) -
                  ImGui::GetStyle().ItemSpacing.x);
  const bool escape = !appearing_ && KeyPressed(Key::kEscape);
  if (Button(ui, "dialog.keep", ui.tr("Keep it"), width) || escape) {
    asking_overwrite_ = false;
    focus_name_ = true;
  }
  ImGui::SameLine();
  const bool enter =
      !ControlFocused(ui.state) && (KeyPressed(Key::kEnter) || KeyPressed(Key::kKeypadEnter));
  if (Button(ui, "dialog.replace", ui.tr("Replace"), width, ButtonLook::kPrimary) || enter) {
    Commit(true);
  }
}

void FileDialog::DrawName(UiContext& ui) {
  FieldLabel(ui, ui.tr(mode_ == Mode::kSave ? "Save as" : "File"));
  constexpr float kFilterWidth = 200;
  constexpr float kLeastName = 180;
  const float room = ImGui::GetContentRegionAvail().x;
  const float beside = room - ui.theme.px(kFilterWidth) - ImGui::GetStyle().ItemSpacing.x;
  const bool in_one_row = beside >= ui.theme.px(kLeastName);
  ImGui::SetNextItemWidth(in_one_row ? beside : room);
  if (focus_name_) ImGui::SetKeyboardFocusHere();
  focus_name_ = false;
  const bool entered =
      ImGui::InputText("###dialog.name", &name_,
                       ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
  PlaceControl(ui, "dialog.name", StopKind::kText);
  if (in_one_row) {
    ImGui::SameLine();
  } else {
    FieldLabel(ui, "");
  }
  std::vector<std::string> labels;
  for (const Filter& filter : filters_) labels.emplace_back(ui.tr(filter.label.c_str()));
  const int picked =
      Choice(ui, "dialog.filter", labels, static_cast<int>(filter_), in_one_row ? kFilterWidth : 0);
  if (picked >= 0) {
    filter_ = static_cast<size_t>(picked);
    browser_.SetExtensions(filters_[filter_].extensions);
  }
  if (entered) Commit(false);
}

void FileDialog::DrawButtons(UiContext& ui) {
  const float width = 120;
  ImGui::Dummy({1, 1});
  ImGui::SameLine(ImGui::GetContentRegionMax().x - 2 * ui.theme.px(width) -
                  ImGui::GetStyle().ItemSpacing.x);
  const bool escape = !appearing_ && !ImGui::IsAnyItemActive() && KeyPressed(Key::kEscape);
  if (Button(ui, "dialog.cancel", ui.tr("Cancel"), width) || escape) open_ = false;
  ImGui::SameLine();
  const FolderItem* item = browser_.selected_item();
  const bool enters = name_.empty() && item != nullptr && item->is_folder;
  const char* action = enters || mode_ == Mode::kOpen ? "Open" : "Save";
  const bool ready = !name_.empty() || item != nullptr;
  if (Button(ui, "dialog.commit", ui.tr(action), width, ButtonLook::kPrimary, ready)) {
    Commit(false);
  }
}

void FileDialog::HandleListKeys(UiContext& ui) {
  constexpr int kPage = 10;
  int move = 0;
  if (KeyPressed(Key::kDown, true)) move = 1;
  if (KeyPressed(Key::kUp, true)) move = -1;
  if (KeyPressed(Key::kHome)) move = -static_cast<int>(browser_.items().size());
  if (KeyPressed(Key::kEnd)) move = static_cast<int>(browser_.items().size());
  if (KeyPressed(Key::kPageDown, true)) move = kPage;
  if (KeyPressed(Key::kPageUp, true)) move = -kPage;
  if (move != 0) {
    browser_.MoveSelection(move);
    TakeSelectedName();
    scroll_to_selection_ = true;
  }
  if (KeyPressed(Key::kBackspace)) GoUp();
  if (KeyPressed(Key::kEnter) || KeyPressed(Key::kKeypadEnter)) {
    Commit(false);
    return;
  }
  HandleTypedPrefix(ui);
}

void FileDialog::HandleTypedPrefix(UiContext& ui) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.KeyCtrl || io.KeyAlt || io.InputQueueCharacters.empty()) return;
  if (ui.time - prefix_time_ > kPrefixSeconds) prefix_.clear();
  for (const ImWchar c : io.InputQueueCharacters) {
    if (c < 0x20 || c >= 0x7F) continue;  // other letters: by the name field
    prefix_ += static_cast<char>(c);
  }
  prefix_time_ = ui.time;
  browser_.SelectByPrefix(prefix_);
  TakeSelectedName();
  scroll_to_selection_ = true;
}

void FileDialog::GoTo(const std::filesystem::path& folder) {
  if (!browser_.Enter(folder)) return;
  if (mode_ == Mode::kOpen) name_.clear();
  scroll_to_selection_ = true;
}

void FileDialog::GoUp() {
  browser_.Up();
  if (mode_ == Mode::kOpen) name_.clear();
  scroll_to_selection_ = true;
}

// A file's name goes into the field; where a folder is chosen, a name to be saved stays.
void FileDialog::TakeSelectedName() {
  const FolderItem* item = browser_.selected_item();
  if (item == nullptr) return;
  if (!item->is_folder) {
    name_ = item->name;
  } else if (mode_ == Mode::kOpen) {
    name_.clear();
  }
}

void FileDialog::Commit(bool overwrite) {
  const FileChoice choice = browser_.Commit(name_, overwrite);
  asking_overwrite_ = choice.kind == FileChoice::Kind::kAskOverwrite;
  if (asking_overwrite_) {
    const bool here = choice.path.parent_path() == browser_.folder();
    name_ = TextOf(here ? choice.path.filename() : choice.path);
  }
  if (choice.kind == FileChoice::Kind::kEntered) {
    name_.clear();
    scroll_to_selection_ = true;
  }
  if (choice.kind != FileChoice::Kind::kChosen) return;
  open_ = false;
  const Chosen chosen = std::move(chosen_);
  chosen_ = nullptr;
  if (chosen) chosen(choice.path);
}

}  // namespace convlens
