#include "drawing/draw_figure.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/pattern/pattern.h"
#include "model/document/document.h"
#include "model/document/front.h"
#include "scene/figure/number_text.h"
#include "scene/layout/build_figure.h"
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
  explicit FigureDrawing(const Document& document = {}) : evaluation_(Evaluate(document, nullptr)) {
    style_.type = &type_;
  }

  const FixedType& type() const { return type_; }

  /// On a page that ends at `right`.
  Drawing Draw(float zoom, float right = 4000) const {
    FigureOptions options;
    options.view = view_;
    options.playback = playback::GoToLast({}, evaluation_->extent(0));
    const Figure figure = BuildFigure(*evaluation_, options);
    return DrawFigure(figure, style_,
                      {{0, 0}, zoom, {0, 0, right, 4000}, view_, [](const Message& message) {
                         return ToEnglish(message);
                       }});
  }

  ViewSettings view_;

 private:
  EvaluationPtr evaluation_;
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

TEST_CASE("a title ends before the page does") {
  const FigureDrawing figure;
  constexpr float kZoom = 0.1F;  // the output is less wide than its title
  float end = 0;
  for (const DrawnText& text : ItemsOf<DrawnText>(figure.Draw(kZoom))) {
    if (text.text == "Output H") end = text.at.x + figure.type().Width(text.face, text.text);
  }
  REQUIRE(end > 0);
  CHECK(Writes(figure.Draw(kZoom, end + 10), "Output H"));
  CHECK_FALSE(Writes(figure.Draw(kZoom, end - 30), "Output H"));
  CHECK(Writes(figure.Draw(kZoom, end - 30), "H"));
}

TEST_CASE("clips are ended") {
  const Drawing drawing = FigureDrawing().Draw(1);
  CHECK(ItemsOf<BeginClip>(drawing).size() == ItemsOf<EndClip>(drawing).size());
}

TEST_CASE("a learned kernel and its reference are written with as many digits") {
  Document document;
  SetFrontKernel(document, {}, Grid{{-28.271F, -30.062F}});
  document.training.reference_kernel = Grid{{0.12345F, 0.56789F}};
  FigureDrawing figure(document);
  figure.view_.figure = FigureKind::kLearn;
  const auto digits_in = [](const Drawing& drawing, double value) {
    for (int digits = 4; digits >= 2; --digits) {
      if (Writes(drawing, ShortNumber(value, digits))) return digits;
    }
    return 0;
  };
  int seen = 0;
  for (float zoom = 0.4F; zoom < 2; zoom += 0.05F) {
    CAPTURE(zoom);
    const Drawing drawing = figure.Draw(zoom);
    const int learned = digits_in(drawing, -28.271F);
    const int reference = digits_in(drawing, 0.12345F);
    if (learned == 0 || reference == 0) continue;
    CHECK(learned == reference);
    ++seen;
  }
  CHECK(seen > 10);
}

TEST_CASE("the numbers of neighbouring cells stand apart, whatever their size") {
  Document document;
  document.input = Tensor(MakePattern({Pattern::kNoise, {6, 8}, 1, 3}));
  const FigureDrawing figure(document);
  for (float zoom = 0.3F; zoom < 2; zoom += 0.05F) {
    CAPTURE(zoom);
    std::vector<DrawnText> row;
    for (const DrawnText& text : ItemsOf<DrawnText>(figure.Draw(zoom))) {
      if (text.face < Face::kCell11) continue;
      const bool beside = !row.empty() && row.back().at.y == text.at.y;
      if (beside && row.back().at.x < text.at.x) {
        const DrawnText& left = row.back();
        const float end = left.at.x + figure.type().Width(left.face, left.size, left.text);
        CHECK(text.at.x - end >= 0.15F * text.size);
      }
      row.push_back(text);
    }
  }
}

TEST_CASE("a caption that is wider than its small grid stands below the grids beside it") {
  Document document;
  LayerSettings settings;
  settings.kind = LayerKind::kTransposed;
  settings.stride = {2, 2};
  document.layers = {ZeroLayer(settings, 1)};
  const FigureDrawing figure(document);
  for (float zoom = 0.3F; zoom < 2; zoom += 0.1F) {
    CAPTURE(zoom);
    const Drawing drawing = figure.Draw(zoom);
    for (const DrawnText& text : ItemsOf<DrawnText>(drawing)) {
      if (text.text != "used turned by 180°") continue;
      const float right = text.at.x + figure.type().Width(text.face, text.size, text.text);
      for (const DrawnGrid& grid : ItemsOf<DrawnGrid>(drawing)) {
        const PixelRect b = grid.draw.bounds;
        const bool apart = right <= b.x || text.at.x >= b.x + b.width ||
                           text.at.y >= b.y + b.height || text.at.y + text.size <= b.y;
        CHECK(apart);
      }
    }
  }
}

TEST_CASE("powers of ten do not stand among numbers that are rounded to decimals") {
  Document document;
  Grid input(6, 8, 0.98F);
  for (int row = 0; row < 6; ++row) {
    input.at(row, 2) = 0.00072F;
    input.at(row, 5) = -0.00053F;
  }
  document.input = Tensor(input);
  const FigureDrawing figure(document);
  int rounded = 0;
  for (float zoom = 0.3F; zoom < 2; zoom += 0.05F) {
    CAPTURE(zoom);
    const Drawing drawing = figure.Draw(zoom);
    if (!Writes(drawing, "0.00") && !Writes(drawing, "0.0")) continue;
    ++rounded;
    CHECK_FALSE(Writes(drawing, "7e−4"));
    CHECK_FALSE(Writes(drawing, "7.2e−4"));
    CHECK(Writes(drawing, Writes(drawing, "0.00") ? "0.98" : "1.0"));
  }
  CHECK(rounded > 3);
}
