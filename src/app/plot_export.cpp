#include "app/application.h"
#include "app/page.h"
#include "core/grid/path_text.h"
#include "io/files/file.h"
#include "io/files/user_folders.h"
#include "io/grids/image_file.h"
#include "paint/chart_painter.h"
#include "paint/figure_export.h"
#include "ui/lab/lab_plot.h"

namespace convlens {
namespace {

// Points; a PNG has two pixels per point.
constexpr float kWidth = 960;
constexpr float kHeight = 480;

struct PlotFile {
  const char* extension;
  const char* filter;
};

PlotFile FileOf(Command command) {
  switch (command) {
    case Command::kExportPlotCsv:
      return {".csv", "CSV tables"};
    case Command::kExportPlotSvg:
      return {".svg", "SVG drawings"};
    default:
      return {".png", "PNG pictures"};
  }
}

}  // namespace

void Application::AskWhereToExportPlot(Command command) {
  const PlotFile file = FileOf(command);
  const std::string extension = file.extension;
  std::string name = bench_->title().empty() ? "plot" : bench_->title();
  chooser_.Open(FileChooser::Mode::kSave, "Export plot as", {{file.filter, {extension}}}, folder_,
                name.append(extension), [this, extension](std::filesystem::path path) {
                  if (path.extension() != PathOf(extension)) path += PathOf(extension);
                  ExportPlot(path);
                });
}

void Application::ExportPlot(const std::filesystem::path& path) {
  folder_ = AbsolutePath(path).parent_path();
  UiContext ui = MakeContext();
  const PlotContent content = PresentPlot(ui);
  if (content.series.empty()) {
    return Report({"There is nothing to plot yet. Run or step the training first.", {}});
  }
  Result<Done> written = Done{};
  if (path.extension() == ".csv") {
    written = WriteFileAtomically(path, PlotCsv(content.series));
  } else {
    const Chart chart = PlotChart(content, {0, 0, kWidth, kHeight}, true);
    if (path.extension() == ".svg") {
      written = WriteFileAtomically(path, ChartSvg(chart, ColorsOf(theme_)));
    } else {
      const PictureLook look{theme_.kind, translator_->language(), static_cast<int>(2 * kWidth),
                             static_cast<int>(2 * kHeight)};
      const Result<Pixels> pixels = ExportChart(chart, look);
      if (!pixels) return Report(pixels.problem());
      written = WritePng(path, *pixels);
    }
  }
  if (!written) return Report(written.problem());
  page::OfferFile(path);
}

}  // namespace convlens
