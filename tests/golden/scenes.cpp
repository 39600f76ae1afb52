#include "golden/scenes.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "paint/figure_export.h"
#include "scene/layout/build_figure.h"
#include "scene/layout/matrix_form_view.h"

namespace convlens::test {
namespace {

Scene BooksFigure(std::string name) {
  Scene scene;
  scene.name = std::move(name);
  scene.playback.output = 1;
  return scene;
}

Scene SteppingInto() {
  Scene scene = BooksFigure("stepping-into-dark-en");
  scene.playback.output = 2;
  scene.playback.terms = 3;
  return scene;
}

Scene LightChinese() {
  Scene scene = BooksFigure("figure-light-zh");
  scene.theme = ThemeKind::kLight;
  scene.language = Language::kChinese;
  scene.document.layers[0].bias[0] = 0.5F;
  return scene;
}

Scene Projector() {
  Scene scene = BooksFigure("figure-projector-en");
  scene.theme = ThemeKind::kProjector;
  scene.document.layers[0].settings.operation = Operation::kConvolution;
  return scene;
}

Scene SignsAndNotFinite(std::string name, ThemeKind theme) {
  Scene scene;
  scene.name = std::move(name);
  scene.theme = theme;
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinity = std::numeric_limits<float>::infinity();
  scene.document.input = Grid{{-1, 0.5F, -2.25F, 3, 0.0004F, 12345},
                              {nan, 1, 2, infinity, -infinity, -0.125F},
                              {4, -5, 6, -7, 8, -9},
                              {1e-7F, -0.3333F, 1000, -1000, 0.1F, 0.7F}};
  SetFrontKernel(scene.document, {}, Grid{{1, -1}});
  scene.view.reveal_output = false;
  scene.playback.output = 12;
  return scene;
}

Scene LargePicture() {
  constexpr int kSide = 4096;
  Scene scene;
  scene.name = "large-picture-dark-en";
  Grid picture(kSide, kSide);
  for (int r = 0; r < kSide; ++r) {
    for (int c = 0; c < kSide; ++c) {
      const float x = static_cast<float>(c) / kSide - 0.5F;
      const float y = static_cast<float>(r) / kSide - 0.5F;
      const float rings = 0.5F + 0.5F * std::cos(60 * (x * x + y * y));
      picture.at(r, c) = x * x + y * y < 0.16F ? rings : 0.2F + 0.6F * (x + 0.5F);
    }
  }
  scene.document.input = std::move(picture);
  scene.document.input_is_image = true;
  SetFrontKernel(scene.document, {}, Grid{{1, 0, -1}, {2, 0, -2}, {1, 0, -1}});
  scene.view.reveal_output = false;
  scene.playback.output = IndexOf({1500, 1800}, kSide - 2);
  return scene;
}

Scene Learning(std::string name, ThemeKind theme, Language language) {
  Scene scene;
  scene.name = std::move(name);
  scene.theme = theme;
  scene.language = language;
  Grid input(6, 8, 1.0F);
  for (int r = 0; r < 6; ++r) {
    for (int c = 2; c < 6; ++c) input.at(r, c) = 0;
  }
  scene.document.input = std::move(input);
  SetFrontKernel(scene.document, {}, Grid{{0.9731F, -0.9412F}});
  scene.view.figure = FigureKind::kLearn;
  scene.playback.output = 5;
  return scene;
}

// Windows of a stride that does not tile the padded input.
Scene Unused(std::string name, ThemeKind theme) {
  Scene scene;
  scene.name = std::move(name);
  scene.theme = theme;
  LayerSettings settings;
  settings.window = {3, 3};
  settings.stride = {3, 2};
  settings.padding = {1, 1, 1, 1};
  settings.border = Border::kReplicate;
  scene.document.input = Grid{{0, 1, 2, 3}, {4, 5, 6, 7}, {8, 9, 1, 2}, {3, 4, 5, 6}, {7, 8, 9, 0}};
  scene.document.layers = {ZeroLayer(settings, 1)};
  SetFrontKernel(scene.document, {}, Grid{{0, 1, 0}, {1, -4, 1}, {0, 1, 0}});
  scene.playback.output = 1;
  return scene;
}

Scene Channels(std::string name, ThemeKind theme, Language language) {
  Scene scene;
  scene.name = std::move(name);
  scene.theme = theme;
  scene.language = language;
  LayerSettings settings;
  settings.window = {2, 2};
  settings.outputs = 64;
  scene.document.input.channels.clear();
  for (int c = 0; c < 3; ++c) {
    Grid grid(4, 4);
    for (int i = 0; i < 16; ++i) grid.at(i / 4, i % 4) = static_cast<float>((i * (c + 2)) % 7);
    scene.document.input.channels.emplace_back(std::move(grid));
  }
  scene.document.layers = {ZeroLayer(settings, 3)};
  scene.front = {0, 1, 5};
  SetFrontKernel(scene.document, scene.front, Grid{{1, -2}, {0.5F, 1}});
  scene.playback.output = 4;
  return scene;
}

Scene Transposed(std::string name, ThemeKind theme, Language language) {
  Scene scene;
  scene.name = std::move(name);
  scene.theme = theme;
  scene.language = language;
  LayerSettings settings;
  settings.kind = LayerKind::kTransposed;
  settings.stride = {2, 2};
  scene.document.layers = {ZeroLayer(settings, 1)};
  SetFrontKernel(scene.document, {}, Grid{{0, 1}, {2, 3}});
  scene.view.reveal_output = false;
  scene.playback.output = 15;
  return scene;
}

Scene AsMatrix(Scene scene, std::string name, MatrixView view) {
  scene.name = std::move(name);
  scene.view.matrix = view;
  scene.view.reveal_output = false;
  scene.playback.output = 2;
  return scene;
}

}  // namespace

std::vector<Scene> GoldenScenes() {
  return {BooksFigure("figure-dark-en"),
          SteppingInto(),
          LightChinese(),
          Projector(),
          SignsAndNotFinite("not-finite-dark-en", ThemeKind::kDark),
          SignsAndNotFinite("not-finite-light-en", ThemeKind::kLight),
          LargePicture(),
          Unused("unused-dark-en", ThemeKind::kDark),
          Unused("unused-projector-en", ThemeKind::kProjector),
          Channels("channels-dark-en", ThemeKind::kDark, Language::kEnglish),
          Channels("channels-light-zh", ThemeKind::kLight, Language::kChinese),
          Transposed("transposed-dark-en", ThemeKind::kDark, Language::kEnglish),
          Transposed("transposed-light-zh", ThemeKind::kLight, Language::kChinese),
          AsMatrix(BooksFigure(""), "im2col-dark-en", MatrixView::kIm2col),
          AsMatrix(LightChinese(), "toeplitz-light-zh", MatrixView::kToeplitz),
          Learning("learning-dark-en", ThemeKind::kDark, Language::kEnglish),
          Learning("learning-light-zh", ThemeKind::kLight, Language::kChinese)};
}

/// What `use` makes of the scene's figure, which lives no longer.
template <typename Use>
auto WithFigure(const Scene& scene, Use use) {
  const EvaluationPtr evaluation = Evaluate(scene.document, nullptr, nullptr, scene.front);
  const MatrixForm matrix = MakeMatrixForm(*evaluation, scene.view.matrix);
  FigureOptions options;
  options.view = scene.view;
  options.playback = scene.playback;
  options.matrix = &matrix;
  options.aspect = static_cast<float>(scene.width) / static_cast<float>(scene.height);
  return use(BuildFigure(*evaluation, options),
             PictureLook{scene.theme, scene.language, scene.width, scene.height});
}

Pixels Draw(const Scene& scene) {
  const Result<Pixels> pixels = WithFigure(scene, [&](const Figure& figure, PictureLook look) {
    return ExportFigure(figure, scene.view, look);
  });
  REQUIRE(pixels.ok());
  return pixels.value();
}

std::string Svg(const Scene& scene) {
  const Result<std::string> svg = WithFigure(scene, [&](const Figure& figure, PictureLook look) {
    return FigureFile(figure, scene.view, look, PictureFormat::kSvg);
  });
  REQUIRE(svg.ok());
  return svg.value();
}

}  // namespace convlens::test
