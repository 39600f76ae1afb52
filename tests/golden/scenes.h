#pragma once

#include <string>
#include <vector>

#include "core/grid/pixels.h"
#include "model/document/session.h"
#include "paint/theme.h"
#include "paint/translator.h"

namespace convlens::test {

/// What a golden picture shows, and how.
struct Scene {
  std::string name;  ///< of its file, without ".png"
  Document document;
  ViewSettings view;
  Playback playback;
  Front front;
  ThemeKind theme = ThemeKind::kDark;
  Language language = Language::kEnglish;
  int width = 960;
  int height = 600;
};

/// All of them.
std::vector<Scene> GoldenScenes();

/// Draws one; needs a current OpenGL context.
Pixels Draw(const Scene& scene);
/// As an SVG file; needs none.
std::string Svg(const Scene& scene);

}  // namespace convlens::test
