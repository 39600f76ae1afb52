#include "ui/shell/presentation.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/grid/number_text.h"
#include "imgui_internal.h"
#include "ui/controls/inspection.h"
#include "ui/controls/rows.h"
#include "ui/controls/widgets.h"
#include "ui/shell/command_actions.h"
#include "ui/shell/drawers.h"
#include "ui/shell/panels.h"

namespace convlens {
namespace {

// In points.
constexpr float kBar = 44;
constexpr float kMargin = 18;
constexpr float kGap = 6;
constexpr float kSpotlight = 110;  // its radius
constexpr float kRim = 14;         // over which it fades

void GoToLesson(UiContext& ui, int by) {
  const Lesson* lesson = LessonBeside(ui, by);
  if (lesson != nullptr) ui.state.open_lesson = lesson->id;
}

// True where training had something to do for it.
bool GoOnInTraining(UiContext& ui, int by) {
  TrainingDesk& training = ui.bench.training();
  const bool begun = training.snapshot().state.step > 0;
  if (training.running()) {
    training.Pause();
  } else if (by > 0 && !begun && !training.Problem()) {
    RunOrPauseTraining(ui);
  } else if (by < 0 && begun) {
    training.Reset();
  } else {
    return false;
  }
  return true;
}

bool GoOnInOutput(UiContext& ui, int by) {
  const Command step = by > 0 ? Command::kStepForward : Command::kStepBack;
  return IsEnabled(ui, step) && CarryOut(ui, step);
}

std::string PlaceText(const UiContext& ui) {
  if (ui.bench.view().figure == FigureKind::kLearn)
    return ui.tr("step {}", CountText(ui.bench.training().snapshot().state.step));
  const int64_t count = ui.bench.extent().outputs;
  if (count == 0 || ui.bench.view().figure == FigureKind::kStack) return {};
  return ui.tr("{} of {}", CountText(ui.bench.playback().output + 1), CountText(count));
}

std::string TitleText(const UiContext& ui) {
  const Lesson* lesson = ui.bench.lesson();
  std::string name = NameOfSession(ui.bench, ui.tr);
  if (lesson == nullptr || !ui.bench.file().empty()) return name;
  return FillIn("{} · {}", {ui.tr("Lesson {}", std::to_string(lesson->number)), name});
}

struct BarButton {
  const char* id;
  Command command;
  const char* label;
};
constexpr BarButton kBarButtons[] = {
    {"button.present_back", Command::kPreviousGrid, "Back"},
    {"button.present_next", Command::kNextGrid, "Next"},
    {"button.notes", Command::kNotes, "Notes"},
    {"button.spotlight", Command::kSpotlight, "Spotlight"},
    {"button.blank", Command::kBlank, "Blank"},
    {"button.present_end", Command::kPresent, "End"},
};

float WidthOf(const UiContext& ui, const BarButton& button) {
  return ImGui::CalcTextSize(ui.tr(button.label)).x + ui.theme.px(24);
}

// In the middle of the bar, and where that is too narrow, at its right end.
void Buttons(UiContext& ui, Rect bounds) {
  float width = -ui.theme.px(kGap);
  for (const BarButton& button : kBarButtons) width += WidthOf(ui, button) + ui.theme.px(kGap);
  const float right = bounds.width - width - ui.theme.px(kMargin);
  ImGui::SetCursorPos({std::max(0.0F, std::min((bounds.width - width) / 2, right)),
                       (bounds.height - ImGui::GetFrameHeight()) / 2});
  for (const BarButton& button : kBarButtons) {
    const CommandInfo& info = InfoOf(ui.commands, button.command);
    const ButtonLook look = IsChosen(ui, button.command) && button.command != Command::kPresent
                                ? ButtonLook::kPrimary
                                : ButtonLook::kPlain;
    if (Button(ui, button.id, ui.tr(button.label), WidthOf(ui, button) / ui.theme.scale, look,
               IsEnabled(ui, button.command), info.key_text)) {
      ui.state.requested = button.command;
    }
    ImGui::SameLine(0, ui.theme.px(kGap));
  }
}

void DimText(const UiContext& ui, const std::string& text, float x, Rect bounds) {
  const float y = bounds.y + (bounds.height - ImGui::GetFontSize()) / 2;
  ImGui::GetWindowDrawList()->AddText({bounds.x + x, y}, ui.theme.dim_text, text.c_str());
}

void Texts(UiContext& ui, Rect bounds) {
  const float margin = ui.theme.px(kMargin);
  const std::string title = TitleText(ui);
  const std::string place = PlaceText(ui);
  const float title_end = margin + ImGui::CalcTextSize(title.c_str()).x;
  const float place_start = bounds.width - margin - ImGui::CalcTextSize(place.c_str()).x;
  DimText(ui, title, margin, bounds);
  DimText(ui, place, place_start, bounds);
  if (ui.state.presentation.told) return;
  const std::string keys =
      ui.tr("PgDn next · PgUp back · N notes · H spotlight · B blank · Esc end");
  const float width = ImGui::CalcTextSize(keys.c_str()).x;
  const float start = (bounds.width - width) / 2;
  if (start < title_end + margin || start + width + margin > place_start) return;
  DimText(ui, keys, start, bounds);
}

// Everything outside the circle around `center`, whose rim fades.
void DarkenAround(ImVec2 center, Rect screen, const Theme& theme) {
  constexpr int kSides = 96;
  constexpr float kTurn = 6.2831853F;
  const ImU32 dark = IM_COL32(0, 0, 0, 170);
  const float far = std::hypot(screen.width, screen.height);
  const float radii[] = {theme.px(kSpotlight), theme.px(kSpotlight + kRim), far};
  const ImU32 colors[] = {dark & ~IM_COL32_A_MASK, dark, dark};
  ImDrawList* list = ImGui::GetForegroundDrawList();
  const ImVec2 uv = ImGui::GetDrawListSharedData()->TexUvWhitePixel;
  list->PrimReserve(kSides * 12, kSides * 3);
  const unsigned base = list->_VtxCurrentIdx;
  const auto at = [base](int side, int ring) {
    return static_cast<ImDrawIdx>(base + static_cast<unsigned>(side % kSides * 3 + ring));
  };
  for (int side = 0; side < kSides; ++side) {
    const float angle = kTurn * static_cast<float>(side) / kSides;
    for (int ring = 0; ring < 3; ++ring) {
      list->PrimWriteVtx(
          {center.x + std::cos(angle) * radii[ring], center.y + std::sin(angle) * radii[ring]}, uv,
          colors[ring]);
    }
  }
  for (int side = 0; side < kSides; ++side) {
    for (int ring = 0; ring < 2; ++ring) {
      for (const ImDrawIdx index : {at(side, ring), at(side, ring + 1), at(side + 1, ring + 1),
                                    at(side, ring), at(side + 1, ring + 1), at(side + 1, ring)}) {
        list->PrimWriteIdx(index);
      }
    }
  }
}

void DrawBlank(UiContext& ui, Rect screen) {
  ImGui::SetNextWindowPos({screen.x, screen.y});
  ImGui::SetNextWindowSize({screen.width, screen.height});
  ImGui::SetNextWindowFocus();
  ImGui::PushStyleColor(ImGuiCol_WindowBg, IM_COL32_BLACK);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.0F);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0F);
  ImGui::Begin("blank", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings);
  if (ImGui::IsWindowHovered() && ImGui::IsMouseClicked(0)) ui.state.presentation.blank = false;
  ImGui::End();
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor();
}

}  // namespace

bool IsPresenting(const UiContext& ui) { return ui.state.presentation.on; }

void TogglePresentation(UiContext& ui) {
  ui.state.presentation = {.on = !ui.state.presentation.on};
  CloseDrawers(ui.state);
}

void GoOnInPresentation(UiContext& ui, int by) {
  ui.state.presentation.told = true;
  if (std::exchange(ui.state.presentation.blank, false)) return;
  const FigureKind figure = ui.bench.view().figure;
  const bool gone_on = figure == FigureKind::kLearn     ? GoOnInTraining(ui, by)
                       : figure == FigureKind::kExplore ? GoOnInOutput(ui, by)
                                                        : false;
  if (!gone_on) GoToLesson(ui, by);
}

void ShowAllOfTheFigure(UiState& state) {
  state.canvas.camera.fitted = true;
  state.stack_canvas.camera.fitted = true;
}

void ToggleNotes(UiContext& ui) {
  ui.state.presentation.notes = !ui.state.presentation.notes;
  ui.state.presentation.told = true;
  ShowAllOfTheFigure(ui.state);
}

void ToggleSpotlight(UiContext& ui) {
  ui.state.presentation.spotlight = !ui.state.presentation.spotlight;
  ui.state.presentation.told = true;
}

void ToggleBlank(UiContext& ui) {
  ui.state.presentation.blank = !ui.state.presentation.blank;
  ui.state.presentation.told = true;
}

float PresentationZoom(float width, float height) {
  // What a usual window of a lecture shows: the figure, the sum below it, and a title.
  constexpr float kWidth = 760;
  constexpr float kHeight = 520;
  constexpr float kStep = 0.05F;  // a window that changes its size makes few sets of fonts
  const float fits = std::min(width / kWidth, height / kHeight);
  return std::clamp(std::floor(fits / kStep) * kStep, 1.0F, 3.0F);
}

float PresentationBarHeight(const Theme& theme) { return theme.px(kBar); }

void DrawPresentationBar(UiContext& ui, Rect bounds) {
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  ui.inspection.Place("presentation.bar", bounds);
  ui.inspection.Fact("presenting", 1);
  ui.inspection.Fact("position", PlaceText(ui));
  // By its place alone, so that nothing moves by itself on the screen.
  if (bounds.Contains({pointer.x, pointer.y})) {
    Buttons(ui, bounds);
  } else {
    Texts(ui, bounds);
  }
}

void DrawOverPresentation(UiContext& ui, Rect screen) {
  const PresentationState& presentation = ui.state.presentation;
  if (presentation.blank) return DrawBlank(ui, screen);
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  if (!presentation.spotlight || !screen.Contains({pointer.x, pointer.y})) return;
  DarkenAround(pointer, screen, ui.theme);
}

}  // namespace convlens
