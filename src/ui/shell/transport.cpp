#include <algorithm>
#include <cmath>

#include "scene/figure/number_text.h"
#include "ui/controls/focus.h"
#include "ui/controls/inspection.h"
#include "ui/controls/rows.h"
#include "ui/controls/widgets.h"
#include "ui/shell/command_actions.h"
#include "ui/shell/panels.h"

namespace convlens {
namespace {

// The icons are drawn rather than set in a font: crisp at every scale, and the same everywhere.
void Triangle(ImDrawList* list, ImVec2 c, float size, float direction, ImU32 color) {
  const float half = size / 2;
  const ImVec2 tip{c.x + direction * half, c.y};
  const ImVec2 up{c.x - direction * half, c.y - half * 1.15F};
  const ImVec2 down{c.x - direction * half, c.y + half * 1.15F};
  // Dear ImGui smooths edges by their winding.
  if (direction > 0) {
    list->AddTriangleFilled(tip, down, up, color);
  } else {
    list->AddTriangleFilled(tip, up, down, color);
  }
}

void Bar(ImDrawList* list, ImVec2 c, float width, float height, ImU32 color) {
  list->AddRectFilled({c.x - width / 2, c.y - height / 2}, {c.x + width / 2, c.y + height / 2},
                      color);
}

void LoopIcon(ImDrawList* list, ImVec2 c, float size, ImU32 color) {
  list->PathArcTo(c, size / 2, 0.6F, 5.2F, 20);
  list->PathStroke(color, 0, size / 7);
  const ImVec2 end{c.x + std::cos(5.2F) * size / 2, c.y + std::sin(5.2F) * size / 2};
  list->AddTriangleFilled({end.x + size * 0.28F, end.y + size * 0.12F},
                          {end.x - size * 0.10F, end.y + size * 0.26F},
                          {end.x + size * 0.04F, end.y - size * 0.26F}, color);
}

void DrawIcon(const Theme& theme, Command command, bool playing, ImVec2 c, ImU32 color) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float size = theme.px(13);
  const float bar = theme.px(2.5F);
  switch (command) {
    case Command::kFirst:
      Bar(list, {c.x - size / 2, c.y}, bar, size * 1.1F, color);
      Triangle(list, {c.x + bar / 2, c.y}, size * 0.9F, -1, color);
      break;
    case Command::kLast:
      Bar(list, {c.x + size / 2, c.y}, bar, size * 1.1F, color);
      Triangle(list, {c.x - bar / 2, c.y}, size * 0.9F, 1, color);
      break;
    case Command::kStepBack:
      Triangle(list, c, size, -1, color);
      break;
    case Command::kStepForward:
      Triangle(list, c, size, 1, color);
      break;
    case Command::kPlayPause:
      if (playing) {
        Bar(list, {c.x - size * 0.25F, c.y}, size * 0.28F, size * 1.1F, color);
        Bar(list, {c.x + size * 0.25F, c.y}, size * 0.28F, size * 1.1F, color);
      } else {
        Triangle(list, {c.x + size * 0.08F, c.y}, size * 1.15F, 1, color);
      }
      break;
    case Command::kToggleLoop:
      LoopIcon(list, c, size, color);
      break;
    default:
      break;
  }
}

/// In points.
struct RowSizes {
  float button = 34;
  float gap = 8;         ///< between buttons
  float wider_gap = 14;  ///< before the button that steps into the sum
  float speed = 46;
  float loop_gap = 8;

  /// Of all buttons and the speed, with `margin` at both ends.
  float Width(float margin) const { return margin + Left() + gap + Right(margin); }
  float Left() const { return 6 * button + 4 * gap + wider_gap; }
  float Right(float margin) const { return 2 * kSpeedButton + speed + loop_gap + button + margin; }

  static constexpr float kSpeedButton = 26;
};

constexpr RowSizes kTight{30, 3, 6, 34, 3};

void IconButton(UiContext& ui, const char* id, Command command, ButtonLook look, float width) {
  const Theme& theme = ui.theme;
  const bool enabled = IsEnabled(ui, command);
  const CommandInfo& info = InfoOf(ui.commands, command);
  const std::string tip = FillIn("{}   {}", {ui.tr(info.label), info.key_text});
  if (Button(ui, id, "", width, look, enabled, tip)) ui.state.requested = command;
  const ImVec2 min = ImGui::GetItemRectMin();
  const ImVec2 max = ImGui::GetItemRectMax();
  const ImU32 color = look == ButtonLook::kPrimary ? theme.on_accent : theme.text;
  DrawIcon(theme, command, ui.bench.playback().playing, {(min.x + max.x) / 2, (min.y + max.y) / 2},
           enabled ? color : WithAlpha(color, 0.35F));
}

// `compact`: what steps into the sum is named by its key alone.
void Buttons(UiContext& ui, const RowSizes& sizes, bool compact) {
  const auto icon = [&](const char* id, Command command, ButtonLook look = ButtonLook::kPlain) {
    IconButton(ui, id, command, look, sizes.button);
    ImGui::SameLine(0, ui.theme.px(command == Command::kLast ? sizes.wider_gap : sizes.gap));
  };
  icon("button.first", Command::kFirst);
  icon("button.back", Command::kStepBack);
  icon("button.play", Command::kPlayPause, ButtonLook::kPrimary);
  icon("button.forward", Command::kStepForward);
  icon("button.last", Command::kLast);
  const std::string words = FillIn("{}  {}", {ui.tr("Step into"), "I"});
  const float width = ImGui::CalcTextSize(words.c_str()).x / ui.theme.scale + 28;
  const bool enabled = IsEnabled(ui, Command::kStepInto);
  if (Button(ui, "button.into", compact ? "I" : words, compact ? sizes.button : width,
             ButtonLook::kPlain, enabled, compact ? ui.tr("Step into") : "")) {
    ui.state.requested = Command::kStepInto;
  }
}

std::string PositionText(const UiContext& ui, int64_t shown, int64_t count) {
  return ui.tr("{} of {}", CountText(shown), CountText(count));
}

std::string SpeedText(const Playback& playback) {
  return FillIn("{}×", {ShortNumber(playback.speed)});
}

void ScrubByKeys(UiContext& ui) {
  const ControlKeys keys = KeysOf(ui.state, "scrubber");
  const PlaybackExtent extent = ui.bench.extent();
  if (extent.outputs == 0) return;
  const Playback& playback = ui.bench.playback();
  const int64_t last = extent.outputs - 1;
  const int64_t wanted = playback.output + keys.across + keys.down;
  const int64_t next = keys.first ? 0 : keys.last ? last : std::clamp<int64_t>(wanted, 0, last);
  if (next != playback.output) ui.bench.SetPlayback(playback::GoTo(playback, extent, next));
}

void Scrubber(UiContext& ui, float width) {
  const Theme& theme = ui.theme;
  const PlaybackExtent extent = ui.bench.extent();
  const Playback& playback = ui.bench.playback();
  const ImVec2 start = ImGui::GetCursorScreenPos();
  ImGui::InvisibleButton("scrubber", {std::max(width, 1.0F), theme.px(30)});
  PlaceControl(ui, "scrubber", StopKind::kValue);
  const float inset = theme.px(8);
  const float length = width - 2 * inset;
  const auto last = static_cast<float>(std::max<int64_t>(extent.outputs - 1, 1));
  const float x = std::clamp((ImGui::GetIO().MousePos.x - start.x - inset) / length, 0.0F, 1.0F);
  if (ImGui::IsItemActive() && extent.outputs > 0) {
    ui.bench.SetPlayback(playback::GoTo(playback, extent, std::llround(double{x} * double{last})));
  }
  ScrubByKeys(ui);
  const float y = start.y + theme.px(15);
  const float fraction =
      extent.outputs > 0 ? static_cast<float>(ui.bench.playback().output) / last : 0;
  const float knob = start.x + inset + length * std::min(fraction, 1.0F);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({start.x + inset, y - theme.px(2)},
                      {start.x + inset + length, y + theme.px(2)}, theme.line, theme.px(2));
  list->AddRectFilled({start.x + inset, y - theme.px(2)}, {knob, y + theme.px(2)}, theme.accent,
                      theme.px(2));
  constexpr int64_t kMostTicks = 64;
  if (extent.outputs > 1 && extent.outputs <= kMostTicks) {
    for (int64_t i = 0; i < extent.outputs; ++i) {
      const float tick = start.x + inset + length * static_cast<float>(i) / last;
      list->AddLine({tick, y + theme.px(8)}, {tick, y + theme.px(12)}, theme.line, theme.px(1));
    }
  }
  list->AddCircleFilled({knob, y}, theme.px(ImGui::IsItemHovered() ? 8.0F : 7.0F), theme.text, 24);
}

void Speed(UiContext& ui, const RowSizes& sizes) {
  const float button = RowSizes::kSpeedButton;
  if (Button(ui, "button.slower", "−", button, ButtonLook::kQuiet, true, ui.tr("Slower"))) {
    ui.state.requested = Command::kSlower;
  }
  ImGui::SameLine(0, 0);
  const std::string text = SpeedText(ui.bench.playback());
  const float room = ui.theme.px(sizes.speed);
  const float text_width = ImGui::CalcTextSize(text.c_str()).x;
  const float left = ImGui::GetCursorPosX();
  ImGui::SetCursorPosX(left + (room - text_width) / 2);
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(text.c_str());
  Tooltip(ui, ui.tr("Output elements per second"));
  ImGui::SameLine(0, 0);
  ImGui::SetCursorPosX(left + room);
  if (Button(ui, "button.faster", "+", button, ButtonLook::kQuiet, true, ui.tr("Faster"))) {
    ui.state.requested = Command::kFaster;
  }
}

// In points: a narrower transport is compact, or gets two rows, or tight ones.
constexpr float kFullRow = 700;
constexpr float kOneRow = 600;
constexpr float kMargin = 14;

bool IsNarrow(const Theme& theme, float width) { return width < theme.px(kOneRow); }

RowSizes SizesFor(const Theme& theme, float width) {
  return width < theme.px(RowSizes().Width(kMargin)) ? kTight : RowSizes();
}

// At the right end of a row.
void SpeedAndLoop(UiContext& ui, const RowSizes& sizes) {
  Speed(ui, sizes);
  ImGui::SameLine(0, ui.theme.px(sizes.loop_gap));
  IconButton(ui, "button.loop", Command::kToggleLoop,
             ui.bench.playback().loop ? ButtonLook::kPrimary : ButtonLook::kQuiet, sizes.button);
}

// The scrubber, `width` pixels wide, and the counter at its right. The counter keeps the width of
// its largest text, so that the scrubber does not change its width.
void ScrubberAndCounter(UiContext& ui, float width) {
  const Theme& theme = ui.theme;
  const int64_t count = ui.bench.extent().outputs;
  const int64_t shown = count > 0 ? ui.bench.playback().output + 1 : 0;
  const std::string position = PositionText(ui, shown, count);
  const float counter = ImGui::CalcTextSize(PositionText(ui, count, count).c_str()).x;
  Scrubber(ui, std::max(width - counter - theme.px(8), theme.px(40)));
  ImGui::SameLine(0, theme.px(8));
  ImGui::AlignTextToFramePadding();
  const float text_width = ImGui::CalcTextSize(position.c_str()).x;
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + counter - text_width);
  ImGui::TextUnformatted(position.c_str());
  ui.inspection.Fact("position", position);
}

}  // namespace

float TransportHeight(const Theme& theme, float width) {
  return theme.px(IsNarrow(theme, width) ? 92.0F : 64.0F);
}

void DrawTransport(UiContext& ui, Rect bounds) {
  const Theme& theme = ui.theme;
  const float margin = theme.px(kMargin);
  const RowSizes sizes = SizesFor(theme, bounds.width);
  const float right_part = bounds.width - theme.px(sizes.Right(kMargin));
  if (IsNarrow(theme, bounds.width)) {
    ImGui::SetCursorPos({margin, theme.px(10)});
    ScrubberAndCounter(ui, bounds.width - 2 * margin);
    ImGui::SetCursorPos({margin, theme.px(50)});
    Buttons(ui, sizes, true);
    ImGui::SameLine(right_part);
    SpeedAndLoop(ui, sizes);
    return;
  }
  ImGui::SetCursorPos({margin, (bounds.height - theme.px(30)) / 2});
  Buttons(ui, sizes, bounds.width < theme.px(kFullRow));
  ImGui::SameLine(0, margin);
  ScrubberAndCounter(ui, right_part - margin - ImGui::GetCursorPosX());
  ImGui::SameLine(right_part);
  SpeedAndLoop(ui, sizes);
}

}  // namespace convlens
