#include <algorithm>
#include <cfloat>
#include <filesystem>
#include <functional>

#include "core/grid/path_text.h"
#include "io/files/platform.h"
#include "ui/controls/focus.h"
#include "ui/controls/inspection.h"
#include "ui/controls/widgets.h"
#include "ui/shell/command_actions.h"
#include "ui/shell/panels.h"

namespace convlens {
namespace {

// "Undo paint input": the edit's own label follows the verb.
std::string MenuLabel(const UiContext& ui, Command command) {
  const History& history = ui.bench.history();
  if (command == Command::kUndo && history.CanUndo()) {
    return ui.tr("Undo: {}", ui.tr(history.UndoLabel()));
  }
  if (command == Command::kRedo && history.CanRedo()) {
    return ui.tr("Redo: {}", ui.tr(history.RedoLabel()));
  }
  return ui.tr(InfoOf(ui.commands, command).label);
}

void Entry(UiContext& ui, Command command) {
  const CommandInfo& info = InfoOf(ui.commands, command);
  const char* key = *info.key_text != '\0' ? info.key_text : nullptr;
  if (ImGui::MenuItem(MenuLabel(ui, command).c_str(), key, IsChosen(ui, command),
                      IsEnabled(ui, command))) {
    ui.state.requested = command;
  }
  PlaceItem(ui, ("entry." + std::string(info.label)).c_str());
}

int SectionsOf(const UiContext& ui, Menu menu) {
  int sections = 0;
  for (const CommandInfo& info : ui.commands) {
    if (info.menu.menu == menu) sections = std::max(sections, info.menu.section + 1);
  }
  return sections;
}

// The commands of a menu. After each of them `more` may draw what is no command.
void Entries(
    UiContext& ui, Menu menu, const std::function<void(Command)>& more = [](Command) {}) {
  for (int section = 0; section < SectionsOf(ui, menu); ++section) {
    if (section > 0) ImGui::Separator();
    for (const CommandInfo& info : ui.commands) {
      if (info.menu.menu != menu || info.menu.section != section) continue;
      Entry(ui, info.command);
      more(info.command);
    }
  }
}

void PlotExports(UiContext& ui) {
  const bool any =
      !ui.bench.training().snapshot().losses.empty() || !ui.bench.training().earlier_runs().empty();
  const bool open = ImGui::BeginMenu(ui.tr("Export plot"), any);
  PlaceItem(ui, "entry.Export plot");
  if (!open) return;
  Entries(ui, Menu::kExportPlot);
  ImGui::EndMenu();
}

void CodeEntries(UiContext& ui) {
  const bool open = ImGui::BeginMenu(ui.tr("Copy code"));
  PlaceItem(ui, "entry.Copy code");
  if (!open) return;
  Entries(ui, Menu::kCopyCode);
  ImGui::EndMenu();
}

void RecentFiles(UiContext& ui) {
  const bool any = !ui.preferences.recent_files.empty();
  const bool open = ImGui::BeginMenu(ui.tr("Recent files"), any);
  PlaceItem(ui, "entry.Recent files");
  if (!open) return;
  for (const std::string& path : ui.preferences.recent_files) {
    const std::string name = TextOf(PathOf(path).filename());
    if (ImGui::MenuItem((name + "###" + path).c_str())) ui.state.open_path = path;
    Tooltip(ui, path);
  }
  ImGui::EndMenu();
}

void FileEntries(UiContext& ui) {
  Entries(ui, Menu::kFile, [&ui](Command above) {
    if (above == Command::kOpen && !kIsWebPage) RecentFiles(ui);
    if (above == Command::kExportPng) PlotExports(ui);
  });
}

void EditEntries(UiContext& ui) {
  Entries(ui, Menu::kEdit, [&ui](Command above) {
    if (above == Command::kCopyNumPy) CodeEntries(ui);
  });
}

void LessonEntries(UiContext& ui) {
  for (const Lesson& lesson : ui.lessons) {
    const std::string label = std::to_string(lesson.number) + "   " + ui.tr(lesson.title);
    const bool open = ui.bench.lesson() == &lesson;
    if (ImGui::MenuItem((label + "###" + lesson.id).c_str(), nullptr, open)) {
      ui.state.open_lesson = lesson.id;
    }
    PlaceItem(ui, ("lesson." + lesson.id).c_str());
  }
  ImGui::Separator();
  const Lesson* open = ui.bench.lesson();
  if (ImGui::MenuItem(ui.tr("Start the lesson again"), nullptr, false, open != nullptr)) {
    ui.state.open_lesson = open->id;
  }
  PlaceItem(ui, "entry.Start the lesson again");
  Entry(ui, Command::kLessonPanel);
}

// An open menu is no longer the last item.
void PlaceMenu(UiContext& ui, const char* name, bool open) {
  if (open) {
    KeepControl(ui, name);
  } else {
    PlaceControl(ui, name, StopKind::kMenu);
  }
}

template <typename Content>
void InBar(UiContext& ui, const char* name, const char* label, Content content) {
  const std::string title = std::string(ui.tr(label)) + "###" + name;
  // A list too long for the window scrolls. Else it would lie over its own title, and the click
  // that opens it would choose what came under the pointer.
  const float below = ImGui::GetMainViewport()->Size.y - ImGui::GetWindowHeight();
  ImGui::SetNextWindowSizeConstraints({0, 0}, {FLT_MAX, below - ui.theme.px(8)});
  const bool open = ImGui::BeginMenu(title.c_str());
  PlaceMenu(ui, name, open);
  if (!open) return;
  content();
  ImGui::EndMenu();
}

// "6×8 ⋆ 1×2" of a single convolution; of anything else the input alone.
std::string SizesText(const Document& document) {
  std::string input = ShapeText(document.input.shape().grid);
  const LayerSettings& settings = document.layers.front().settings;
  if (document.layers.size() > 1 || settings.kind != LayerKind::kConvolution) return input;
  const char* sign = settings.operation == Operation::kCorrelation ? "⋆" : "∗";
  return FillIn("{} {} {}", {input, sign, ShapeText(settings.window)});
}

void Title(UiContext& ui) {
  std::string name = NameOfSession(ui.bench, ui.tr);
  if (name.empty()) name = ui.tr("Untitled");
  std::string title = FillIn("{} — {}", {name, SizesText(ui.bench.document())});
  if (ui.bench.modified()) title = "• " + title;
  ui.inspection.Fact("title", title);
  const float width = ImGui::CalcTextSize(title.c_str()).x;
  const float left = ImGui::GetWindowWidth() - width - ui.theme.px(16);
  if (left < ImGui::GetCursorPosX()) return;  // the menus need the room
  ImGui::SetCursorPosX(left);
  ImGui::PushStyleColor(ImGuiCol_Text, ui.theme.dim_text);
  ImGui::TextUnformatted(title.c_str());
  ImGui::PopStyleColor();
}

}  // namespace

std::string NameOfSession(const Workbench& bench, const Translator& tr) {
  const Lesson* lesson = bench.lesson();
  return lesson != nullptr && bench.file().empty() ? tr(lesson->title) : bench.title();
}

void DrawMenuBar(UiContext& ui) {
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(ui.theme.px(12), ui.theme.px(9)));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ui.theme.px(14), ui.theme.px(9)));
  if (ImGui::BeginMainMenuBar()) {
    InBar(ui, "menu.file", "File", [&] { FileEntries(ui); });
    InBar(ui, "menu.edit", "Edit", [&] { EditEntries(ui); });
    InBar(ui, "menu.view", "View", [&] { Entries(ui, Menu::kView); });
    InBar(ui, "menu.lessons", "Lessons", [&] { LessonEntries(ui); });
    InBar(ui, "menu.help", "Help", [&] { Entries(ui, Menu::kHelp); });
    Title(ui);
    ImGui::EndMainMenuBar();
  }
  ImGui::PopStyleVar(2);
}

}  // namespace convlens
