#include <array>

#include "core/grid/targets.h"
#include "ui/controls/modal.h"
#include "ui/controls/widgets.h"
#include "ui/shell/panels.h"

namespace convlens {
namespace {

struct Library {
  const char* name;
  const char* purpose;
};
constexpr std::array<Library, 14> kLibraries = {{
    {"Highway", "SIMD for every processor"},
    {"Eigen", "singular values and eigenvalues"},
    {"Dear ImGui", "the interface"},
    {"GLFW", "the window"},
    {"glad", "OpenGL functions"},
    {"libjpeg-turbo", "JPEG images"},
    {"libpng", "PNG images"},
    {"libwebp", "WebP images"},
    {"libtiff", "TIFF images"},
    {"stb", "image files of the rarer formats"},
    {"JSON for Modern C++", "sessions, lessons, translations"},
    {"zlib", "large grids in session files"},
    {"oneTBB", "threads for large computations"},
    {"CLI11", "the command line"},
}};

void DrawLibraries(UiContext& ui) {
  Section(ui, ui.tr("Built with"));
  for (const Library& library : kLibraries) FactRow(ui, library.name, ui.tr(library.purpose));
}

}  // namespace

void DrawAbout(UiContext& ui) {
  if (!ui.state.about_open) return;
  const Theme& theme = ui.theme;
  if (!BeginModal(ui, "dialog.about", 440)) return;
  Paragraph(ui, "ConvLens", theme.title, theme.text);
  Paragraph(ui, ui.tr("See, draw, edit and train 2-D convolution kernels."), theme.body,
            theme.dim_text);
  ImGui::Dummy({1, theme.px(4)});
  FactRow(ui, ui.tr("Version"), CONVLENS_VERSION);
  FactRow(ui, ui.tr("Licence"), "MIT");
  FactRow(ui, ui.tr("SIMD instructions in use"), CurrentTarget());
  DrawLibraries(ui);
  ImGui::Dummy({1, theme.px(6)});
  AlignRight(ui, 1, 120);
  const bool closed = Button(ui, "dialog.close", ui.tr("Close"), 120, ButtonLook::kPrimary);
  if (closed || ModalDismissed()) ui.state.about_open = false;
  EndModal(!ui.state.about_open);
}

}  // namespace convlens
