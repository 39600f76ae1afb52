// Pictures of the whole screen, one for each panel at least: see check_picture.h.

#include <doctest/doctest.h>

#include "golden/check_picture.h"
#include "golden/screen.h"
#include "model/edit/edit_stack_preset.h"
#include "paint/figure_export.h"
#include "render/offscreen.h"
#include "ui/shell/palette.h"

using namespace convlens;
using namespace convlens::test;

namespace {

constexpr ScreenLook kDark{};
constexpr ScreenLook kLightChinese{ThemeKind::kLight, Language::kChinese};
constexpr ScreenLook kProjector{ThemeKind::kProjector, Language::kEnglish};

struct Shown {
  const char* name;
  ScreenLook look;
  const char* lesson;
  InspectorTab tab;
};

constexpr Shown kTabs[] = {
    {"tab-input-dark-en", kDark, "figure-6-2-1", InspectorTab::kInput},
    {"tab-input-projector-en", kProjector, "figure-6-2-1", InspectorTab::kInput},
    {"tab-kernel-dark-en", kDark, "edge-detection", InspectorTab::kKernel},
    {"tab-kernel-light-zh", kLightChinese, "edge-detection", InspectorTab::kKernel},
    {"tab-layer-dark-en", kDark, "padding", InspectorTab::kLayer},
    {"tab-layer-light-zh", kLightChinese, "pooling", InspectorTab::kLayer},
    {"tab-view-dark-en", kDark, "matrix", InspectorTab::kView},
};

struct Card {
  const char* name;
  ScreenLook look;
  LabView view;
};

constexpr Card kCards[] = {
    {"lab-loss-dark-en", kDark, LabView::kLoss},
    {"lab-weights-dark-en", kDark, LabView::kWeights},
    {"lab-surface-dark-en", kDark, LabView::kSurface},
    {"lab-surface-light-zh", kLightChinese, LabView::kSurface},
    {"lab-why-dark-en", kDark, LabView::kWhy},
    {"lab-backward-dark-en", kDark, LabView::kBackward},
    {"lab-backward-light-zh", kLightChinese, LabView::kBackward},
};

// The book's kernel after ten steps of gradient descent.
void Learn(Screen& screen) {
  screen.OpenLesson("learn-a-kernel");
  for (int step = 0; step < 10; ++step) screen.bench().training().Step();
  REQUIRE(screen.bench().training().snapshot().state.step == 10);
}

void ShowStack(Screen& screen) {
  Session session;
  Grid stroke(28, 28, 0);
  for (int i = 6; i < 22; ++i) stroke.at(i, 27 - i) = stroke.at(i, 26 - i) = 1;
  session.document.input = stroke;
  UseStackPreset("lenet", 1).apply(session.document);
  session.view.figure = FigureKind::kStack;
  screen.OpenSession(session);
  screen.bench().stack().Pin(StackElement{3, 2, {4, 5}});
}

}  // namespace

TEST_CASE("each tab, the lesson, the transport and the sum look as they did") {
  const auto context = OffscreenContext::Create(64, 64);
  REQUIRE(context.ok());
  for (const Shown& shown : kTabs) {
    SUBCASE(shown.name) {
      Screen screen(shown.look);
      screen.OpenLesson(shown.lesson);
      screen.ShowTab(shown.tab);
      CheckPicture(shown.name, screen.Picture());
    }
  }
}

TEST_CASE("each view of the learning card looks as it did, and so does the Learn tab") {
  const auto context = OffscreenContext::Create(64, 64);
  REQUIRE(context.ok());
  for (const Card& card : kCards) {
    SUBCASE(card.name) {
      Screen screen(card.look);
      Learn(screen);
      screen.state().lab.view = card.view;
      CheckPicture(card.name, screen.Picture());
    }
  }
}

TEST_CASE("a stack looks as it did: its tab, its strip of cards, its maps and a field") {
  const auto context = OffscreenContext::Create(64, 64);
  REQUIRE(context.ok());
  for (const ScreenLook& look : {kDark, kLightChinese}) {
    const bool dark = look.theme == ThemeKind::kDark;
    SUBCASE(dark ? "dark" : "light") {
      Screen screen(look);
      ShowStack(screen);
      CheckPicture(dark ? "stack-dark-en" : "stack-light-zh", screen.Picture());
    }
  }
}

TEST_CASE("what opens over the screen looks as it did") {
  const auto context = OffscreenContext::Create(64, 64);
  REQUIRE(context.ok());
  SUBCASE("keys") {
    Screen screen(kDark);
    screen.OpenLesson("figure-6-2-1");
    screen.state().key_sheet_open = true;
    CheckPicture("keys-dark-en", screen.Picture());
  }
  SUBCASE("command palette") {
    Screen screen(kLightChinese);
    screen.OpenLesson("figure-6-2-1");
    screen.CarryOut(Command::kPalette);
    screen.state().palette.query = "sobel";
    Narrow(screen.state().palette);
    CheckPicture("palette-light-zh", screen.Picture());
  }
  SUBCASE("drawers of a narrow window") {
    Screen screen({ThemeKind::kLight, Language::kEnglish, 760, 640});
    screen.OpenLesson("figure-6-2-1");
    CheckPicture("narrow-light-en", screen.Picture());
  }
}
