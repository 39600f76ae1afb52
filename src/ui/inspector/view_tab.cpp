#include <array>
#include <cmath>
#include <vector>

#include "ui/controls/rows.h"
#include "ui/controls/widgets.h"
#include "ui/inspector/tabs.h"

namespace convlens {
namespace {

constexpr std::array<Command, 3> kThemes = {Command::kThemeDark, Command::kThemeLight,
                                            Command::kThemeProjector};
constexpr std::array<Command, 2> kLanguages = {Command::kEnglish, Command::kChinese};
// 0: the display's own.
constexpr std::array<float, 8> kScales = {0, 0.75F, 1, 1.25F, 1.5F, 1.75F, 2, 2.5F};

// A row of commands of which `chosen` is in force.
template <size_t count>
void CommandRow(UiContext& ui, const char* id, const std::array<Command, count>& commands,
                int chosen) {
  std::array<std::string, count> names;
  for (size_t i = 0; i < count; ++i) names[i] = ui.tr(InfoOf(commands[i]).label);
  const int clicked = Segmented(ui, id, names, chosen);
  if (clicked >= 0 && clicked != chosen) {
    ui.state.requested = commands[static_cast<size_t>(clicked)];
  }
}

void DrawScale(UiContext& ui) {
  std::vector<std::string> names;
  int chosen = 0;
  for (const float scale : kScales) {
    if (std::abs(scale - ui.preferences.scale) < 0.01F) chosen = static_cast<int>(names.size());
    names.push_back(scale == 0 ? std::string(ui.tr("Same as the display"))
                               : std::to_string(std::lround(scale * 100)) + "%");
  }
  FieldLabel(ui, ui.tr("Display scale"));
  const int picked = Choice(ui, "choice.scale", names, chosen);
  if (picked >= 0) ui.preferences.scale = kScales[static_cast<size_t>(picked)];
}

void DrawLook(UiContext& ui) {
  Section(ui, ui.tr("Theme"));
  CommandRow(ui, "choice.theme", kThemes, static_cast<int>(ui.theme.kind));
  Section(ui, ui.tr("Language"));
  CommandRow(ui, "choice.language", kLanguages, static_cast<int>(ui.tr.language()));
  Section(ui, ui.tr("Interface"));
  DrawScale(ui);
  Toggle(ui, "toggle.lesson_panel", ui.tr("Lesson panel on the left"),
         &ui.preferences.lesson_panel);
}

void DrawMatrixChoice(UiContext& ui, ViewSettings& view) {
  if (view.figure != FigureKind::kExplore) return;
  FieldLabel(ui, ui.tr("As a product with a matrix"));
  const std::array<std::string, 3> forms = {ui.tr("None"), ui.tr("im2col"), ui.tr("Toeplitz")};
  const int clicked = Segmented(ui, "choice.matrix", forms, static_cast<int>(view.matrix));
  if (clicked >= 0) view.matrix = static_cast<MatrixView>(clicked);
}

void DrawFigureSettings(UiContext& ui) {
  Section(ui, ui.tr("Figure"));
  ViewSettings view = ui.bench.view();
  Toggle(ui, "toggle.numbers", ui.tr("Numbers in the cells"), &view.show_numbers);
  Toggle(ui, "toggle.badges", ui.tr("Kernel factors in the window"), &view.show_badges);
  Toggle(ui, "toggle.lens", ui.tr("Cone from window to output"), &view.show_lens);
  FieldLabel(ui, ui.tr("Output"));
  const std::array<std::string, 2> ways = {ui.tr("Step by step"), ui.tr("Whole")};
  const int clicked = Segmented(ui, "choice.reveal", ways, view.reveal_output ? 0 : 1);
  if (clicked >= 0) view.reveal_output = clicked == 0;
  DrawMatrixChoice(ui, view);
  if (!(view == ui.bench.view())) ui.bench.SetView(view);
  Gap(ui);
  if (Button(ui, "button.fit", std::string(ui.tr("Fit figure")) + "  F", 0)) {
    ui.state.requested = Command::kFit;
  }
}

}  // namespace

void DrawViewTab(UiContext& ui) {
  DrawLook(ui);
  DrawFigureSettings(ui);
}

}  // namespace convlens
