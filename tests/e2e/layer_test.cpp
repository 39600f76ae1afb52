#include <doctest/doctest.h>

#include "e2e/harness/application.h"
#include "e2e/harness/options.h"
#include "e2e/sessions.h"

namespace convlens::e2e {
namespace {

nlohmann::json LayerOf(Application& app) {
  return app.Save(app.home() / kWork)["document"]["layers"][0];
}

std::vector<int> Numbers(const nlohmann::json& layer, const char* name) {
  return layer[name].get<std::vector<int>>();
}

TEST_CASE("the Layer tab changes stride and padding, shows the formula, and is undone") {
  Application app(OnWork());
  app.Press("3");
  app.Fill("field.padding_rows", "1");
  app.Fill("field.stride_rows", "3");
  app.Expect("layer_rows", "⌊(3 − 2 + (1 + 1))/3⌋ + 1 = 2");
  app.Expect("layer_columns", "3 − 2 + 1 = 2");
  nlohmann::json layer = LayerOf(app);
  CHECK(Numbers(layer, "padding") == std::vector<int>{1, 1, 0, 0});
  CHECK(Numbers(layer, "stride") == std::vector<int>{3, 1});
  app.Press("Escape");
  app.Press("ctrl+z");
  app.Expect("layer_rows", "3 − 2 + (1 + 1) + 1 = 4");
  app.Press("ctrl+z");
  layer = LayerOf(app);
  CHECK(Numbers(layer, "padding") == std::vector<int>{0, 0, 0, 0});
  CHECK(Numbers(layer, "stride") == std::vector<int>{1, 1});
}

TEST_CASE("a layer becomes pooling and then a convolution again") {
  Application app(OnWork());
  app.Press("3");
  app.Click("choice.layer_kind");
  app.Click(Option("choice.layer_kind", kLayerKindWords, LayerKind::kMaxPool));
  app.ExpectGone("field.outputs");
  CHECK(LayerOf(app)["kind"].get<std::string>() == "max_pool");
  app.Click("choice.layer_kind");
  app.Click(Option("choice.layer_kind", kLayerKindWords, LayerKind::kConvolution));
  app.Find("field.outputs");
  CHECK(LayerOf(app)["weights"][0].size() == 4);
}

TEST_CASE("impossible settings are explained beside the formula") {
  Application app(OnWork());
  app.Press("3");
  app.Fill("field.dilation_rows", "3");
  app.Expect("layer_problem",
             "The window spans 4×2, but the padded input is only 3×3. Use a smaller kernel, less "
             "dilation, more padding or a larger input.");
  app.Press("Escape");
  app.Press("ctrl+z");
  app.Await("no problem", [&] { return app.Fact("layer_problem").empty(); });
}

}  // namespace
}  // namespace convlens::e2e
