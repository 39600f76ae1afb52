#include <doctest/doctest.h>

#include "layer/settings/stack_presets.h"
#include "model/document/field_growth.h"
#include "model/edit/edit_stack_preset.h"
#include "model/evaluate/effective_field.h"
#include "model/evaluate/stack_maps.h"

using namespace convlens;

namespace {

Document WithPreset(std::string_view id) {
  Document document;
  UseStackPreset(id, 1).apply(document);
  return document;
}

constexpr float kRaise = 729;  // three means of nine: differences are whole numbers

/// What raising an input cell by `kRaise` adds to an element of a stack without activation.
double Difference(Document document, const StackElement& element, int channel, Cell cell) {
  const auto value = [&](const Document& d) {
    const EvaluationPtr e = Evaluate(d, nullptr);
    return double{(*StackGrid(*e, element.grid)[element.channel])[element.cell]};
  };
  const double before = value(document);
  document.input[channel].Mutable()[cell] += kRaise;
  return value(document) - before;
}

}  // namespace

TEST_CASE("the book's two layers: the effective field is the kernel correlated with itself") {
  const EvaluationPtr e = Evaluate(WithPreset("two-2x2"), nullptr);
  const auto field = EffectiveField(*e, {2, 0, {0, 0}});
  REQUIRE(field.has_value());
  CHECK(*field == Grid{{0, 0, 1}, {0, 4, 6}, {4, 12, 9}});
}

TEST_CASE("an effective field is what differences give, at the border and with gaps too") {
  const Document document = WithPreset("dilated");
  const EvaluationPtr e = Evaluate(document, nullptr);
  for (const StackElement element :
       {StackElement{3, 0, {0, 0}}, StackElement{3, 0, {14, 13}}, StackElement{2, 0, {27, 5}}}) {
    const auto field = EffectiveField(*e, element);
    REQUIRE(field.has_value());
    REQUIRE(field->shape() == document.input.shape().grid);
    for (const Cell cell : {Cell{0, 0}, Cell{3, 4}, Cell{14, 13}, Cell{27, 5}, Cell{20, 20}}) {
      const double change = Difference(document, element, 0, cell);
      CHECK(kRaise * (*field)[cell] == doctest::Approx(change).epsilon(1e-3));
    }
  }
}

TEST_CASE("an effective field that is not wanted any more ends") {
  const EvaluationPtr e = Evaluate(WithPreset("two-2x2"), nullptr);
  const std::atomic<bool> cancelled{true};
  CHECK_FALSE(EffectiveField(*e, {2, 0, {0, 0}}, &cancelled).has_value());
}

TEST_CASE("a preset keeps an input that fits, repeats a grey one, and replaces one too small") {
  Document document;
  document.input = Tensor(Grid(40, 50, 0.5F));
  UseStackPreset("lenet", 1).apply(document);
  CHECK(document.input.shape() == TensorShape{1, {40, 50}});
  document.input = Tensor(Grid(230, 240, 0.5F));
  UseStackPreset("alexnet", 1).apply(document);
  CHECK(document.input.shape() == TensorShape{3, {230, 240}});
  CHECK(document.input[0].SameAs(document.input[2]));
  document.input = Tensor(Grid(3, 3, 1.0F));
  UseStackPreset("lenet", 1).apply(document);
  CHECK(document.input.shape() == TensorShape{1, {28, 28}});
}

TEST_CASE("a usual layer takes the channels that come out of the last") {
  Document document = WithPreset("lenet");
  AddUsualLayer(document, 3, LayerKind::kConvolution, 5).apply(document);
  REQUIRE(document.layers.size() == 5);
  CHECK(document.layers[4].settings.outputs == 16);
  CHECK(Evaluate(document, nullptr)->outputs.size() == 5);
}

TEST_CASE("a page of maps lies on one sheet, scaled down where they are large") {
  Document document;
  document.input = Tensor(Grid(130, 65, 2.0F));
  document.input.channels.resize(70, document.input[0]);
  document.layers = {RandomLayer({}, 70, 1)};
  const EvaluationPtr e = Evaluate(document, nullptr);
  const StackMapsPtr maps = MakeStackMaps(e, {{69, 1}}, nullptr);
  REQUIRE(maps->grids.size() == 2);
  const StackGridMaps& input = maps->grids[0];
  CHECK(input.shown == StackShown{69, 1});
  CHECK(input.first == 64);
  CHECK(input.count == 6);
  CHECK(input.small == Shape{64, 32});
  CHECK((*input.sheet.grid())[Cell{70, 40}] == 2.0F);
  CHECK(input.OnSheet(67) == CellRect{64, 0, 64, 32});
  const StackMapsPtr again = MakeStackMaps(e, {{69, 1}}, maps);
  CHECK(again->grids[0].sheet.grid().SameAs(input.sheet.grid()));
}

TEST_CASE("growth is a step index that time moves on, and ends when all is lit") {
  FieldGrowth growth = StartGrowth();
  CHECK(growth.steps == 0);
  growth = AdvanceGrowth(growth, 3, 0.1);
  CHECK(growth.steps == 0);
  growth = AdvanceGrowth(growth, 3, 1.6);
  CHECK(growth.steps == 2);
  CHECK(growth.playing);
  growth = AdvanceGrowth(growth, 3, 60);
  CHECK_FALSE(growth.playing);
  CHECK(growth.steps == FieldGrowth::kGrown);
  CHECK(GrowthSteps(2, 3) == 2);
  CHECK(GrowthSteps(0, 3) == 2);
  CHECK(GrowthSteps(1, 3) == 1);
}
