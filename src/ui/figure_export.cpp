#include "ui/figure_export.h"

#include <algorithm>

#include "imgui/backends/imgui_impl_opengl3.h"
#include "render/framebuffer.h"
#include "ui/camera.h"

namespace convlens {
namespace {

// An ImGui context of its own; the one that was current is current again afterwards.
class ImGuiSession {
 public:
  ImGuiSession(int width, int height)
      : before_(ImGui::GetCurrentContext()), context_(ImGui::CreateContext()) {
    ImGui::SetCurrentContext(context_);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    io.DeltaTime = 1.0F / 60;
  }
  ~ImGuiSession() {
    if (ImGui::GetIO().BackendRendererUserData != nullptr) ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext(context_);
    ImGui::SetCurrentContext(before_);
  }
  ImGuiSession(const ImGuiSession&) = delete;
  ImGuiSession& operator=(const ImGuiSession&) = delete;

  static bool Start() {
    // Without a version, the backend asks the context.
    return ImGui_ImplOpenGL3_Init(nullptr);
  }

 private:
  ImGuiContext* before_;
  ImGuiContext* context_;
};

FigureCamera Fit(const FigureExport& options) {
  const Rect page = {0, 0, static_cast<float>(options.width), static_cast<float>(options.height)};
  const float margin = 0.04F * std::min(page.width, page.height);
  return FitCamera(options.figure.bounds, page, {margin, margin, margin, margin}, 64);
}

// The fonts are made for this many pixels a point; from a figure that is all pictures, the texts
// beside them are still to be read.
float TextScale(const FigureExport& options) {
  return options.scale > 0 ? options.scale : std::clamp(Fit(options).zoom, 0.8F, 6.0F);
}

void DrawFrame(const FigureExport& options, const Theme& theme, const Translator& translator,
               GridRenderer& renderer) {
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  const FigureCamera camera = Fit(options);
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
  renderer.BeginFrame();
  PaintFigure(ImGui::GetBackgroundDrawList(), {options.figure,
                                               theme,
                                               translator,
                                               renderer,
                                               camera.origin,
                                               camera.zoom,
                                               {0, 0},
                                               size,
                                               options.view});
  ImGui::Render();
  const ImVec4 ground = ImGui::ColorConvertU32ToFloat4(theme.background);
  ClearFramebuffer(ground.x, ground.y, ground.z);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace

Result<Pixels> ExportFigure(const FigureExport& options) {
  const std::optional<Framebuffer> canvas = Framebuffer::Create(options.width, options.height);
  const ImGuiSession session(options.width, options.height);
  if (!canvas || !ImGuiSession::Start()) {
    return Message{"A picture of {} × {} pixels is larger than this machine can draw.",
                   {std::to_string(options.width), std::to_string(options.height)}};
  }
  const FramebufferGuard guard;
  Theme theme = MakeTheme(options.theme, TextScale(options));
  ApplyStyle(theme);
  LoadFonts(theme);
  const Translator translator(options.language);
  GridRenderer renderer;
  canvas->Bind();
  // Large grids arrive within a few frames.
  do {
    DrawFrame(options, theme, translator, renderer);
  } while (renderer.uploading());
  return canvas->Read();
}

}  // namespace convlens
