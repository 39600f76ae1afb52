#include <array>
#include <cmath>
#include <vector>

#include "model/document/document_words.h"
#include "ui/controls/rows.h"
#include "ui/controls/word_choice.h"
#include "ui/inspector/tabs.h"

namespace convlens {
namespace {

// 0: the display's own.
constexpr std::array<float, 8> kScales = {0, 0.75F, 1, 1.25F, 1.5F, 1.75F, 2, 2.5F};

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
  Preferences& preferences = ui.preferences;
  preferences.theme =
      SegmentedOf(ui, "choice.theme", kThemeWords, ui.theme.kind).value_or(preferences.theme);
  Section(ui, ui.tr("Language"));
  if (const auto language = SegmentedOf(ui, "choice.language", kLanguageWords, ui.tr.language())) {
    preferences.language = WordOf(kLanguageWords, *language).word;
  }
  Section(ui, ui.tr("Interface"));
  DrawScale(ui);
  Toggle(ui, "toggle.lesson_panel", ui.tr("Lesson panel on the left"),
         &ui.preferences.lesson_panel);
}

void DrawMatrixChoice(UiContext& ui, ViewSettings& view) {
  if (view.figure != FigureKind::kExplore) return;
  FieldLabel(ui, ui.tr("As a product with a matrix"));
  view.matrix = SegmentedOf(ui, "choice.matrix", kMatrixWords, view.matrix).value_or(view.matrix);
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
