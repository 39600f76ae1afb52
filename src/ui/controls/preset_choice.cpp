#include "ui/controls/preset_choice.h"

#include <algorithm>
#include <string>

#include "ui/controls/focus.h"
#include "ui/controls/inspection.h"
#include "ui/controls/widgets.h"

namespace convlens {
namespace {

// A heading stands before the preset with this id.
struct Heading {
  std::string_view first;
  const char* title;
};
constexpr Heading kHeadings[] = {
    {"identity", "Basics"},
    {"box3", "Blur"},
    {"sobel_left", "Edges"},
    {"laplacian4", "Second derivatives"},
    {"sharpen", "Sharpening and relief"},
};

void DrawHeading(UiContext& ui, std::string_view preset) {
  for (const Heading& heading : kHeadings) {
    if (heading.first != preset) continue;
    if (preset != kHeadings[0].first) ImGui::Dummy({1, ui.theme.px(2)});
    ImGui::PushFont(ui.theme.small);
    ImGui::PushStyleColor(ImGuiCol_Text, ui.theme.dim_text);
    ImGui::TextUnformatted(ui.tr(heading.title));
    ImGui::PopStyleColor();
    ImGui::PopFont();
  }
}

// By ↑ ↓; nullptr: none.
const KernelPreset* PresetBeside(const KernelPreset* present, int by) {
  const std::span<const KernelPreset> presets = KernelPresets();
  if (by == 0 || presets.empty()) return nullptr;
  const auto here = present != nullptr ? present - presets.data() : by > 0 ? -1 : 0;
  const auto last = static_cast<ptrdiff_t>(presets.size()) - 1;
  const KernelPreset* next =
      &presets[static_cast<size_t>(std::clamp<ptrdiff_t>(here + by, 0, last))];
  return next == present ? nullptr : next;
}

}  // namespace

const KernelPreset* PresetChoice(UiContext& ui, const char* id, GridView kernel) {
  const KernelPreset* present = MatchKernelPreset(kernel);
  const KernelPreset* chosen = nullptr;
  const char* shown = ui.tr(present != nullptr ? present->name.data() : "Custom");
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImGui::SetNextItemWidth(width);
  const std::string label = std::string("###") + id;
  PlaceControlAt(ui, id, StopKind::kList, {at.x, at.y, width, ImGui::GetFrameHeight()},
                 ImGui::GetID(label.c_str()));
  if (!ImGui::BeginCombo(label.c_str(), shown, ImGuiComboFlags_HeightLarge)) {
    return PresetBeside(present, KeysOf(ui.state, id).down);
  }
  for (const KernelPreset& preset : KernelPresets()) {
    DrawHeading(ui, preset.id);
    const std::string item = std::string(id) + "." + std::string(preset.id);
    const std::string name = std::string(ui.tr(preset.name.data())) + "###" + item;
    if (ImGui::Selectable(name.c_str(), &preset == present)) chosen = &preset;
    PlaceItem(ui, item.c_str());
    if (&preset == present && ImGui::IsWindowAppearing()) {
      ImGui::SetItemDefaultFocus();
      ImGui::SetScrollHereY();
    }
  }
  ImGui::EndCombo();
  return chosen;
}

}  // namespace convlens
