#include "paint/theme.h"

#include <cmath>

#include "paint/pen.h"

namespace convlens {
namespace {

constexpr ImU32 Hex(unsigned rgb, unsigned alpha = 255) {
  return IM_COL32((rgb >> 16) & 255, (rgb >> 8) & 255, rgb & 255, alpha);
}

std::array<ImU32, 6> Hexes(std::array<unsigned, 6> rgb) {
  std::array<ImU32, 6> colors{};
  for (size_t i = 0; i < rgb.size(); ++i) colors[i] = Hex(rgb[i]);
  return colors;
}

Theme DarkTheme() {
  Theme theme;
  theme.background = Hex(0x12141A);
  theme.panel = Hex(0x1A1D25);
  theme.raised = Hex(0x262B38);
  theme.line = Hex(0x2C3240);
  theme.text = Hex(0xE8EBF2);
  theme.dim_text = Hex(0x98A2B3);
  theme.input = Hex(0x5AA9FF);
  theme.kernel = Hex(0xF2B134);
  theme.output = Hex(0x4CC38A);
  theme.target = Hex(0xB794F6);
  theme.error = Hex(0xFF7A70);
  theme.runs = Hexes({0x56C7D6, 0xF29BC0, 0xC2CF6A, 0x9FA8FF, 0xD9A27E, 0xA8BACB});
  theme.on_accent = Hex(0x0B1422);
  theme.on_kernel = Hex(0x1B1303);
  theme.palette.negative = ToColor(Hex(0x2E6EB2));
  theme.palette.zero = ToColor(Hex(0x262B37));
  theme.palette.positive = ToColor(Hex(0xB85A2A));
  theme.palette.border = ToColor(Hex(0x343B4B));
  theme.palette.not_finite = ToColor(Hex(0xFF7A70));
  return theme;
}

Theme LightTheme() {
  Theme theme;
  theme.background = Hex(0xF3F5F9);
  theme.panel = Hex(0xFFFFFF);
  theme.raised = Hex(0xE7EBF2);
  theme.line = Hex(0xD8DDE7);
  theme.text = Hex(0x171B24);
  theme.dim_text = Hex(0x5B6577);
  theme.input = Hex(0x1668C7);
  theme.kernel = Hex(0x956000);
  theme.output = Hex(0x13794A);
  theme.target = Hex(0x6D3FC4);
  theme.error = Hex(0xC4302B);
  theme.runs = Hexes({0x00788A, 0xA8256B, 0x5A6B00, 0x4A50C8, 0x8F4A1B, 0x4D6378});
  theme.on_accent = Hex(0xFFFFFF);
  theme.on_kernel = Hex(0xFFFFFF);
  theme.palette.negative = ToColor(Hex(0x70AAE4));
  theme.palette.zero = ToColor(Hex(0xF7F8FA));
  theme.palette.positive = ToColor(Hex(0xEE965A));
  theme.palette.border = ToColor(Hex(0xD3D9E4));
  theme.palette.not_finite = ToColor(Hex(0xC4302B));
  return theme;
}

// White, black and full colours: a lecture hall's projector washes everything in between away.
Theme ProjectorTheme() {
  Theme theme = LightTheme();
  theme.background = Hex(0xFFFFFF);
  theme.raised = Hex(0xE4E8EF);
  theme.line = Hex(0x9AA3B2);
  theme.text = Hex(0x000000);
  theme.dim_text = Hex(0x333B48);
  theme.input = Hex(0x0A4FA3);
  theme.kernel = Hex(0x8A4B00);
  theme.output = Hex(0x00602F);
  theme.target = Hex(0x5522B0);
  theme.error = Hex(0xB00015);
  theme.runs = Hexes({0x005F6E, 0x8E1258, 0x485600, 0x2F35A8, 0x703509, 0x364A5C});
  theme.palette.negative = ToColor(Hex(0x5B9BE0));
  theme.palette.zero = ToColor(Hex(0xFFFFFF));
  theme.palette.positive = ToColor(Hex(0xF08A45));
  theme.palette.border = ToColor(Hex(0x8B94A3));
  return theme;
}

constexpr float kProjectorEnlargement = 1.25F;

}  // namespace

Theme MakeTheme(ThemeKind kind, float scale) {
  Theme theme = kind == ThemeKind::kDark    ? DarkTheme()
                : kind == ThemeKind::kLight ? LightTheme()
                                            : ProjectorTheme();
  theme.kind = kind;
  theme.scale = kind == ThemeKind::kProjector ? scale * kProjectorEnlargement : scale;
  theme.accent = theme.input;
  theme.focus = theme.accent;
  theme.palette.dark = ToColor(Hex(0x08090C));
  theme.palette.light = ToColor(Hex(0xF6F7FA));
  theme.palette.empty = ToColor(theme.panel);
  theme.palette.background = ToColor(theme.background);
  return theme;
}

void ApplyStyle(const Theme& theme) {
  ImGuiStyle style;
  style.WindowPadding = {12, 12};
  style.FramePadding = {10, 8.25F};  // fields as high as buttons: 30 with the body font
  style.ItemSpacing = {8, 8};
  style.ItemInnerSpacing = {8, 4};
  style.WindowRounding = 8;
  style.ChildRounding = 8;
  style.PopupRounding = 8;
  style.FrameRounding = 6;
  style.GrabRounding = 6;
  style.ScrollbarRounding = 6;
  style.ScrollbarSize = 10;
  style.WindowBorderSize = 1;
  style.PopupBorderSize = 1;
  style.ChildBorderSize = 0;
  style.ScaleAllSizes(theme.scale);
  const auto set = [&style](ImGuiCol slot, ImU32 color) {
    style.Colors[slot] = ImGui::ColorConvertU32ToFloat4(color);
  };
  set(ImGuiCol_Text, theme.text);
  set(ImGuiCol_TextDisabled, theme.dim_text);
  set(ImGuiCol_WindowBg, theme.panel);
  set(ImGuiCol_ChildBg, 0);
  set(ImGuiCol_PopupBg, theme.panel);
  set(ImGuiCol_MenuBarBg, theme.panel);
  set(ImGuiCol_TitleBg, theme.panel);
  set(ImGuiCol_TitleBgActive, theme.panel);
  set(ImGuiCol_Border, theme.line);
  set(ImGuiCol_BorderShadow, 0);
  set(ImGuiCol_FrameBg, theme.raised);
  set(ImGuiCol_FrameBgHovered, theme.line);
  set(ImGuiCol_FrameBgActive, theme.line);
  set(ImGuiCol_Button, theme.raised);
  set(ImGuiCol_ButtonHovered, theme.line);
  set(ImGuiCol_ButtonActive, theme.line);
  set(ImGuiCol_Header, theme.raised);
  set(ImGuiCol_HeaderHovered, theme.raised);
  set(ImGuiCol_HeaderActive, theme.line);
  set(ImGuiCol_Separator, theme.line);
  set(ImGuiCol_CheckMark, theme.accent);
  set(ImGuiCol_SliderGrab, theme.accent);
  set(ImGuiCol_SliderGrabActive, theme.accent);
  set(ImGuiCol_ScrollbarBg, 0);
  set(ImGuiCol_ScrollbarGrab, theme.line);
  set(ImGuiCol_ScrollbarGrabHovered, theme.dim_text);
  set(ImGuiCol_ScrollbarGrabActive, theme.dim_text);
  set(ImGuiCol_TextSelectedBg, WithAlpha(theme.accent, 0.35F));
  set(ImGuiCol_NavHighlight, theme.focus);
  set(ImGuiCol_ModalWindowDimBg, WithAlpha(Hex(0x000000), 0.45F));
  set(ImGuiCol_TableHeaderBg, theme.raised);
  set(ImGuiCol_TableBorderStrong, theme.line);
  set(ImGuiCol_TableBorderLight, theme.line);
  set(ImGuiCol_TableRowBgAlt, WithAlpha(theme.raised, 0.5F));
  ImGui::GetStyle() = style;
}

ImU32 Theme::Of(Ink ink) const { return ColorOfInk(*this, ink); }

ImU32 Theme::Of(GridRole role) const {
  switch (role) {
    case GridRole::kInput:
      return input;
    case GridRole::kKernel:
      return kernel;
    case GridRole::kOutput:
      return output;
    case GridRole::kTarget:
      return target;
    case GridRole::kError:
      return error;
    case GridRole::kReference:
      return target;
    case GridRole::kMatrix:
      break;
  }
  return text;
}

ImFont* Theme::CellFont(float pixels) const {
  for (size_t i = 0; i < kCellSizes.size(); ++i) {
    if (kCellSizes[i] * scale >= pixels) return cells[i];
  }
  return cells.back();
}

ImU32 WithAlpha(ImU32 color, float alpha) {
  const auto opacity = static_cast<float>((color >> IM_COL32_A_SHIFT) & 255U) * alpha;
  return (color & ~IM_COL32_A_MASK) |
         (static_cast<ImU32>(std::lround(opacity)) << IM_COL32_A_SHIFT);
}

}  // namespace convlens
