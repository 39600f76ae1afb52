#include "layer/settings/stack_presets.h"

#include <doctest/doctest.h>

#include <set>

#include "layer/compute/forward.h"
#include "layer/settings/receptive_field.h"
#include "layer/settings/stack_text.h"
#include "layer_values.h"

using namespace convlens;
using namespace convlens::layer_values;

namespace {

const StackPreset& Preset(std::string_view id) {
  const StackPreset* preset = FindStackPreset(id);
  REQUIRE(preset != nullptr);
  return *preset;
}

TensorShape OutputOf(const StackPreset& preset) {
  TensorShape shape = preset.input;
  for (const LayerSettings& settings : SettingsOf(preset)) {
    const auto output = CheckedOutputShape(settings, shape);
    REQUIRE(output.ok());
    shape = *output;
  }
  return shape;
}

int64_t ParametersOf(const StackPreset& preset) {
  int64_t count = 0;
  for (const Layer& layer : LayersOf(preset, 1)) count += ParameterCount(layer);
  return count;
}

}  // namespace

TEST_CASE("every stack preset is read, fits its input and has its own id") {
  std::set<std::string_view> ids;
  for (const StackPreset& preset : StackPresets()) {
    CAPTURE(preset.id);
    for (const PresetLayer& layer : preset.layers) {
      const auto settings = ParseStack(std::string(layer.text));
      REQUIRE(settings.ok());
      CHECK(settings->size() == 1);
      CHECK((layer.kernel.empty() ||
             static_cast<int64_t>(layer.kernel.size()) == settings->front().window.count()));
    }
    CHECK_FALSE(OutputOf(preset).empty());
    CHECK(ids.insert(preset.id).second);
  }
  CHECK(FindStackPreset("resnet") == nullptr);
}

TEST_CASE("the book's two layers give 228") {
  Tensor x = ToTensor({oracles::FigureInput()});
  for (const Layer& layer : LayersOf(Preset("two-2x2"), 1)) x = ForwardByLoops(layer, x);
  CHECK(x == ToTensor({{{228}}}));
}

TEST_CASE("edges, then pooling: the pooled map holds the strongest edge of each 2x2") {
  Tensor x = ToTensor({oracles::EdgesInput()});
  for (const Layer& layer : LayersOf(Preset("edge-then-pool"), 1)) x = ForwardByLoops(layer, x);
  CHECK(x.shape() == TensorShape{1, {3, 4}});
  CHECK(x[0]->at(1, 0) == 4);
  CHECK(x[0]->at(1, 2) == 0);
}

TEST_CASE("the trunks have the shapes and the parameters of their sources") {
  CHECK(OutputOf(Preset("lenet")) == TensorShape{16, {5, 5}});
  CHECK(OutputOf(Preset("alexnet")) == TensorShape{256, {5, 5}});
  CHECK(OutputOf(Preset("vgg-16")) == TensorShape{512, {7, 7}});
  CHECK(ParametersOf(Preset("lenet")) == 6 * 26 + 16 * 151);
  CHECK(ParametersOf(Preset("vgg-16")) == 14'714'688);
}

TEST_CASE("the trunks' fields are those of the literature") {
  CHECK(FieldGeometries(SettingsOf(Preset("lenet"))).back().size == Shape{16, 16});
  CHECK(FieldGeometries(SettingsOf(Preset("alexnet"))).back().size == Shape{195, 195});
  CHECK(FieldGeometries(SettingsOf(Preset("vgg-16"))).back().size == Shape{212, 212});
  CHECK(FieldGeometries(SettingsOf(Preset("dilated"))).back().size == Shape{15, 15});
}

TEST_CASE("random layers follow from the seed, and differ from each other") {
  const StackPreset& lenet = Preset("lenet");
  CHECK(LayersOf(lenet, 5) == LayersOf(lenet, 5));
  CHECK_FALSE(LayersOf(lenet, 5) == LayersOf(lenet, 6));
}
