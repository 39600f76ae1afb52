#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "chart/chart.h"
#include "core/grid/pixels.h"
#include "core/grid/result.h"
#include "paint/camera.h"
#include "paint/figure_painter.h"

namespace convlens {

/// How a picture of a figure is made.
struct PictureLook {
  ThemeKind theme = ThemeKind::kDark;
  Language language = Language::kEnglish;
  int width = 1280;  ///< pixels
  int height = 800;
};

/// Where figures are drawn without a window: a framebuffer, fonts and an interface context of its
/// own. Needs a current OpenGL context: an OffscreenContext or a window's, whose framebuffer and
/// whose ImGui context are left as they were after each call.
class FigureStage {
 public:
  /// `scale` is pixels per point, for text and lines. The one error: a size that the machine cannot
  /// draw.
  static Result<std::unique_ptr<FigureStage>> Create(const PictureLook& look, float scale);
  ~FigureStage();

  /// One frame; true when large grids are still on their way and another frame will be finer.
  bool Draw(const Figure& figure, const ViewSettings& view, const FigureCamera& camera);
  /// A chart that fills the picture from its upper left corner on.
  void Draw(const Chart& chart);
  Pixels Read() const;

 private:
  FigureStage();
  struct State;
  std::unique_ptr<State> state_;
};

/// Fitted into the picture and centred, with a margin.
FigureCamera FitPicture(const Figure& figure, const PictureLook& look);

/// Pixels per point of the texts beside the figure: in proportion to it, and legible however small
/// it is drawn.
float FigureTextScale(const FigureCamera& camera);

/// A picture of a figure alone, as the window shows it, its texts in proportion to it.
Result<Pixels> ExportFigure(const Figure& figure, const ViewSettings& view,
                            const PictureLook& look);

/// What a figure can be written as.
enum class PictureFormat { kPng, kSvg };
/// By the ending of a file's name, in small letters or capitals; nothing for another one.
std::optional<PictureFormat> PictureFormatOf(const std::filesystem::path& path);

/// The bytes of such a file. SVG needs no OpenGL; its texts are texts, its large grids pictures.
Result<std::string> FigureFile(const Figure& figure, const ViewSettings& view,
                               const PictureLook& look, PictureFormat format);

/// A picture of a chart, as wide as the picture, its texts in proportion to it.
Result<Pixels> ExportChart(const Chart& chart, const PictureLook& look);

}  // namespace convlens
