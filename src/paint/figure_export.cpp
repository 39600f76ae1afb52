#include "paint/figure_export.h"

#include <algorithm>
#include <optional>

#include "core/grid/path_text.h"
#include "drawing/draw_figure.h"
#include "drawing/figure_svg.h"
#include "imgui/backends/imgui_impl_opengl3.h"
#include "io/image/encode.h"
#include "paint/camera.h"
#include "paint/chart_painter.h"
#include "paint/drawing_style.h"
#include "render/framebuffer.h"

namespace convlens {
namespace {

// Makes an ImGui context current for as long as it lives.
class Current {
 public:
  explicit Current(ImGuiContext* context) : before_(ImGui::GetCurrentContext()) {
    ImGui::SetCurrentContext(context);
  }
  ~Current() { ImGui::SetCurrentContext(before_); }
  Current(const Current&) = delete;
  Current& operator=(const Current&) = delete;

 private:
  ImGuiContext* before_;
};

// Making the first context of a program also makes it current.
ImGuiContext* MakeImGuiContext() {
  const Current keep(ImGui::GetCurrentContext());
  return ImGui::CreateContext();
}

// Fonts without a window and without OpenGL: their glyphs are measured, not drawn.
class FontContext {
 public:
  FontContext() : context_(MakeImGuiContext()), current_(std::in_place, context_) {}
  ~FontContext() {
    current_.reset();
    ImGui::DestroyContext(context_);
  }
  FontContext(const FontContext&) = delete;
  FontContext& operator=(const FontContext&) = delete;

 private:
  ImGuiContext* context_;
  std::optional<Current> current_;
};

std::string FigureSvg(const Figure& figure, const ViewSettings& view, const PictureLook& look) {
  const FigureCamera camera = FitPicture(figure, look);
  const FontContext fonts;
  Theme theme = MakeTheme(look.theme, FigureTextScale(camera));
  LoadFonts(theme);
  const ThemeType type(theme);
  const DrawingStyle style = StyleOf(theme, type);
  const Translator tr(look.language);
  const Drawing drawing =
      DrawFigure(figure, style,
                 {{camera.origin.x, camera.origin.y},
                  camera.zoom,
                  {0, 0, static_cast<float>(look.width), static_cast<float>(look.height)},
                  view,
                  [&](const Message& message) { return tr(message); }});
  return DrawingSvg(drawing, style, look.width, look.height, EncodePng);
}

}  // namespace

struct FigureStage::State {
  ImGuiContext* context = MakeImGuiContext();
  std::optional<Framebuffer> canvas;
  std::optional<GridRenderer> renderer;
  std::optional<Translator> translator;
  Theme theme;
  bool started = false;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    {
      const Current current(context);
      if (started) ImGui_ImplOpenGL3_Shutdown();
    }
    ImGui::DestroyContext(context);
  }

  void Start(const PictureLook& look, float scale) {
    const Current current(context);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.DisplaySize = {static_cast<float>(look.width), static_cast<float>(look.height)};
    io.DeltaTime = 1.0F / 60;
    // Without a version, the backend asks the context.
    started = ImGui_ImplOpenGL3_Init(nullptr);
    theme = MakeTheme(look.theme, scale);
    LoadFonts(theme);
    // The texture of glyphs, and no copies of it beside the picture.
    ImGui_ImplOpenGL3_CreateDeviceObjects();
    io.Fonts->ClearTexData();
    translator.emplace(look.language);
    renderer.emplace();
  }

  template <typename Paint>
  void Frame(ImU32 color, const Paint& paint) {
    const Current current(context);
    const FramebufferGuard guard;
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    renderer->BeginFrame();
    paint(ImGui::GetBackgroundDrawList());
    ImGui::Render();
    canvas->Bind();
    const ImVec4 ground = ImGui::ColorConvertU32ToFloat4(color);
    ClearFramebuffer(ground.x, ground.y, ground.z);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  }
};

FigureStage::FigureStage() : state_(std::make_unique<State>()) {}
FigureStage::~FigureStage() = default;

Result<std::unique_ptr<FigureStage>> FigureStage::Create(const PictureLook& look, float scale) {
  std::unique_ptr<FigureStage> stage(new FigureStage);
  State& state = *stage->state_;
  state.canvas = Framebuffer::Create(look.width, look.height);
  if (state.canvas) state.Start(look, scale);
  if (!state.started) {
    return Message{"A picture of {} × {} pixels is larger than this machine can draw.",
                   {std::to_string(look.width), std::to_string(look.height)}};
  }
  return stage;
}

bool FigureStage::Draw(const Figure& figure, const ViewSettings& view, const FigureCamera& camera) {
  State& state = *state_;
  state.Frame(state.theme.background, [&](ImDrawList* list) {
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    PaintFigure(list, {figure,
                       state.theme,
                       *state.translator,
                       *state.renderer,
                       camera.origin,
                       camera.zoom,
                       {0, 0},
                       size,
                       view});
  });
  return state.renderer->uploading();
}

void FigureStage::Draw(const Chart& chart) {
  State& state = *state_;
  state.Frame(state.theme.panel, [&](ImDrawList* list) {
    PaintChart(list, state.theme, chart, {0, 0});
  });
}

Pixels FigureStage::Read() const { return state_->canvas->Read(); }

FigureCamera FitPicture(const Figure& figure, const PictureLook& look) {
  const Rect page = {0, 0, static_cast<float>(look.width), static_cast<float>(look.height)};
  const float margin = 0.04F * std::min(page.width, page.height);
  return FitCamera(figure.bounds, page, {margin, margin, margin, margin}, 64);
}

float FigureTextScale(const FigureCamera& camera) { return std::clamp(camera.zoom, 0.8F, 6.0F); }

Result<Pixels> ExportFigure(const Figure& figure, const ViewSettings& view,
                            const PictureLook& look) {
  const FigureCamera camera = FitPicture(figure, look);
  const auto stage = FigureStage::Create(look, FigureTextScale(camera));
  if (!stage) return stage.problem();
  // Large grids arrive within a few frames.
  while ((*stage)->Draw(figure, view, camera)) {
  }
  return (*stage)->Read();
}

std::optional<PictureFormat> PictureFormatOf(const std::filesystem::path& path) {
  const std::string extension = ExtensionOf(path);
  if (extension == ".png") return PictureFormat::kPng;
  if (extension == ".svg") return PictureFormat::kSvg;
  return std::nullopt;
}

Result<std::string> FigureFile(const Figure& figure, const ViewSettings& view,
                               const PictureLook& look, PictureFormat format) {
  if (format == PictureFormat::kSvg) return FigureSvg(figure, view, look);
  const Result<Pixels> pixels = ExportFigure(figure, view, look);
  if (!pixels) return pixels.problem();
  return EncodePng(*pixels);
}

Result<Pixels> ExportChart(const Chart& chart, const PictureLook& look) {
  const float scale = static_cast<float>(look.width) / std::max(1.0F, chart.bounds.width);
  // The projector's theme enlarges by itself; a picture has the size that it was given.
  const float enlargement = MakeTheme(look.theme, 1).scale;
  const auto stage = FigureStage::Create(look, scale / enlargement);
  if (!stage) return stage.problem();
  (*stage)->Draw(chart);
  return (*stage)->Read();
}

}  // namespace convlens
