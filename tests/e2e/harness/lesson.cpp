#include "e2e/harness/lesson.h"

#include <cstdio>
#include <stdexcept>

namespace convlens::e2e {
namespace {

Setup UsualWindow(const std::string& language) {
  Setup setup;
  setup.language = language;
  setup.theme = FromEnvironment("CONVLENS_E2E_THEME", "dark");
  const std::string size = FromEnvironment("CONVLENS_E2E_SIZE", "1440x900");
  if (std::sscanf(size.c_str(), "%dx%d", &setup.width, &setup.height) != 2) {
    throw std::runtime_error("CONVLENS_E2E_SIZE is not such as 1440x900");
  }
  return setup;
}

}  // namespace

LessonReader::LessonReader(const std::string& id)
    : id_(id),
      language_(FromEnvironment("CONVLENS_E2E_LANGUAGE", "en")),
      app_(UsualWindow(language_)) {
  app_.Click("menu.lessons");
  app_.Click("lesson." + id);
  app_.Expect("lesson", id);
  app_.Rest();
  KeepPicture("0");
}

void LessonReader::Press(const std::string& keys, int times) {
  for (int i = 0; i < times; ++i) app_.Press(keys);
}

// The figure reports its grids' shapes as facts, such as "3 × 3".
Spot LessonReader::CellOf(const std::string& grid, int row, int col) {
  app_.Rest();
  app_.NextFrames();
  const Place place = app_.Find(grid);
  const std::string shape = app_.Fact(grid + ".shape");
  int rows = 0;
  int cols = 0;
  if (std::sscanf(shape.c_str(), "%dx%d", &rows, &cols) != 2) {
    throw std::runtime_error(grid + " has no shape: " + shape);
  }
  return place.Cell(row, col, rows, cols);
}

void LessonReader::PointAtOutput(int row, int col) { app_.Hover(CellOf("grid.output", row, col)); }

void LessonReader::PointAtInput(int row, int col) { app_.Hover(CellOf("grid.input", row, col)); }

void LessonReader::OpenTab(const Tab& tab) {
  app_.Press("Escape");
  app_.NextFrames();
  // The key of an open tab closes it where it is a drawer.
  if (!app_.Has(tab.landmark)) app_.Press(tab.key);
  app_.Find(tab.landmark);
}

// Scrolls the inspector until the place is in sight.
Place LessonReader::Revealed(const std::string& place) {
  // The tabs stand above it; in a narrow window beside it, and it begins below the menus.
  const bool beside = app_.Find("tab.view").y > app_.Find("tab.input").y;
  const Place above = app_.Find(beside ? "menu.view" : "tab.layer");
  const double top = above.y + above.height;
  const double bottom = app_.robot().Look().height - 40;
  for (int i = 0; i < 40; ++i) {
    const Place at = app_.Find(place);
    if (at.y >= top && at.y + at.height <= bottom) return at;
    app_.Wheel({beside ? at.center().x : above.center().x, bottom / 2}, at.y < top ? 1 : -1);
    app_.NextFrames();
  }
  throw std::runtime_error(place + " cannot be scrolled to");
}

void LessonReader::Set(const Tab& tab, const std::string& field, const std::string& value) {
  OpenTab(tab);
  Revealed(field);
  app_.Fill(field, value);
  app_.Press("Escape");
}

void LessonReader::Choose(const Tab& tab, const std::string& choice, const std::string& option) {
  Click(tab, choice);
  app_.Click(option);
}

void LessonReader::Click(const Tab& tab, const std::string& control) {
  OpenTab(tab);
  Revealed(control);
  app_.Click(control);
}

void LessonReader::SetInLayerTab(const std::string& field, int value) {
  Set(kLayerTab, field, std::to_string(value));
}

void LessonReader::SetInLayerTab(const std::string& field, int rows, int cols) {
  SetInLayerTab(field + "_rows", rows);
  SetInLayerTab(field + "_cols", cols);
}

void LessonReader::ClickInLayerTab(const std::string& button) { Click(kLayerTab, button); }

void LessonReader::SetInLearnTab(const std::string& field, const std::string& value) {
  Set(kLearnTab, field, value);
}

void LessonReader::ChooseReference(const std::string& preset) {
  Choose(kLearnTab, "choice.reference", "choice.reference." + preset);
}

void LessonReader::ClickInLearnTab(const std::string& control) { Click(kLearnTab, control); }

void LessonReader::TypeInto(const std::string& grid, int row, int col, const std::string& number) {
  app_.Press("Escape");
  app_.Click(CellOf(grid, row, col));
  app_.Type(number);
  app_.Press("Return");
}

// A picture is looked at where it is, so this goes with every step of every lesson.
void LessonReader::ExpectReadable() const {
  constexpr double kSmallest = 11 - 0.05;  // points
  app_.Await("letters of at least 11 points; smallest: " + app_.Fact("text.smallest_words"),
             [&] { return app_.Number("text.smallest") >= kSmallest; });
}

void LessonReader::ExpectDone(int count) {
  app_.Await(std::to_string(count) + " steps to be done",
             [&] { return app_.Number("lesson.steps_done") == count; });
  KeepPicture(std::to_string(count));
}

void LessonReader::ExpectTryItDone() {
  app_.Await("the task to be done", [&] { return app_.Number("lesson.try_it_done") == 1; });
  KeepPicture("end");
}

void LessonReader::KeepPicture(const std::string& of) {
  ExpectReadable();
  const std::string folder = FromEnvironment("CONVLENS_E2E_PICTURES", "");
  if (folder.empty()) return;
  app_.Rest();
  app_.NextFrames();
  WritePicture(std::filesystem::path(folder) / (id_ + "-" + of + "-" + language_ + ".png"),
               app_.robot().Look());
}

}  // namespace convlens::e2e
