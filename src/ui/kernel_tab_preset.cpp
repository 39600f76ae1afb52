#include "ui/kernel_tab_preset.h"

#include <string>

#include "ui/inspection.h"
#include "ui/widgets.h"

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

}  // namespace

const KernelPreset* PresetChoice(UiContext& ui, const char* id, GridView kernel) {
  const KernelPreset* present = MatchKernelPreset(kernel);
  const KernelPreset* chosen = nullptr;
  const char* shown = ui.tr(present != nullptr ? present->name.data() : "Custom");
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImGui::SetNextItemWidth(width);
  const bool open =
      ImGui::BeginCombo((std::string("###") + id).c_str(), shown, ImGuiComboFlags_HeightLarge);
  // Not the last item: once it is open that is one of the list.
  ui.inspection.Place(id, {at.x, at.y, width, ImGui::GetFrameHeight()});
  if (!open) return nullptr;
  for (const KernelPreset& preset : KernelPresets()) {
    DrawHeading(ui, preset.id);
    const std::string item = std::string(id) + "." + std::string(preset.id);
    const std::string label = std::string(ui.tr(preset.name.data())) + "###" + item;
    if (ImGui::Selectable(label.c_str(), &preset == present)) chosen = &preset;
    PlaceItem(ui, item.c_str());
  }
  ImGui::EndCombo();
  return chosen;
}

}  // namespace convlens
