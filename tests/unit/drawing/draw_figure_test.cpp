#include "drawing/draw_figure.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "model/document/document.h"
#include "unit/drawing/fixed_type.h"

using namespace convlens;

namespace {

template <typename Item>
std::vector<Item> ItemsOf(const Drawing& drawing) {
  std::vector<Item> found;
  for (const DrawnItem& item : drawing.items) {
    if (const auto* it = std::get_if<Item>(&item)) found.push_back(*it);
  }
  return found;
}

class FigureDrawing {
 public:
  FigureDrawing() { style_.type = &type_; }

  Drawing Draw(float zoom) const {
    FigureOptions options;
    options.playback = GoToLast({}, evaluation_->extent(0));
    const Figure figure = BuildFigure(*evaluation_, options);
    return DrawFigure(figure, style_,
                      {{0, 0}, zoom, {0, 0, 4000, 4000}, view_, [](const Message& message) {
                         return ToEnglish(message);
                       }});
  }

  ViewSettings view_;

 private:
  EvaluationPtr evaluation_ = Evaluate(Document{}, nullptr);
  FixedType type_;
  DrawingStyle style_;
};

bool Writes(const Drawing& drawing, const std::string& text) {
  const auto texts = ItemsOf<DrawnText>(drawing);
  return std::any_of(texts.begin(), texts.end(),
                     [&](const DrawnText& item) { return item.text == text; });
}

}  // namespace

TEST_CASE("the drawing of figure 6.2.1 has its grids, numbers, titles and the sign between them") {
  const Drawing drawing = FigureDrawing().Draw(1.5F);
  CHECK(ItemsOf<DrawnGrid>(drawing).size() == 3);
  for (const char* text : {"0", "8", "3", "19", "25", "37", "43", "Input X", "2 × 2", "★", "="}) {
    CAPTURE(text);
    CHECK(Writes(drawing, text));
  }
  CHECK(ItemsOf<DrawnPolygon>(drawing).size() == 1);  // from the window to its output
}

TEST_CASE("numbers are left out where they could not be read, or are not wanted") {
  FigureDrawing figure;
  CHECK_FALSE(Writes(figure.Draw(0.1F), "19"));
  figure.view_.show_numbers = false;
  CHECK_FALSE(Writes(figure.Draw(1.5F), "19"));
}

TEST_CASE("clips are ended") {
  const Drawing drawing = FigureDrawing().Draw(1);
  CHECK(ItemsOf<BeginClip>(drawing).size() == ItemsOf<EndClip>(drawing).size());
}
