#include <array>

#include "ui/controls/widgets.h"
#include "ui/inspector/tabs.h"
#include "ui/lab/lab_panels.h"
#include "ui/shell/command_actions.h"
#include "ui/shell/panels.h"
#include "ui/stack/stack_panels.h"

namespace convlens {
namespace {

struct Tab {
  InspectorTab tab;
  const char* id;
  const char* label;
  void (*draw)(UiContext&);
};

constexpr std::array<Tab, 6> kTabs = {{
    {InspectorTab::kInput, "tab.input", "Input", DrawInputTab},
    {InspectorTab::kKernel, "tab.kernel", "Kernel", DrawKernelTab},
    {InspectorTab::kLayer, "tab.layer", "Layer", DrawLayerTab},
    {InspectorTab::kStack, "tab.stack", "Stack", DrawStackTab},
    {InspectorTab::kLearn, "tab.learn", "Learn", DrawLearnTab},
    {InspectorTab::kView, "tab.view", "View", DrawViewTab},
}};

void TabStrip(UiContext& ui) {
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ui.theme.px(4), ui.theme.px(8)));
  // Six names stand in the row: the chosen one, in bold, needs nearly all of its share.
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      ImVec2(ui.theme.px(2), ImGui::GetStyle().FramePadding.y));
  TabButtons(ui, ShareOfRow(ui, static_cast<int>(kTabs.size())), true);
  ImGui::PopStyleVar(2);
}

}  // namespace

bool TabButtons(UiContext& ui, float width, bool in_row) {
  bool clicked = false;
  const Drawers& drawers = ui.state.drawers;
  const bool shown = !drawers.inspector_is_drawer || drawers.inspector_open;
  for (const Tab& tab : kTabs) {
    if (in_row && tab.tab != kTabs.front().tab) ImGui::SameLine();
    const bool chosen = shown && ui.state.tab == tab.tab;
    if (chosen) ImGui::PushFont(ui.theme.bold);
    if (Button(ui, tab.id, ui.tr(tab.label), width,
               chosen ? ButtonLook::kPlain : ButtonLook::kQuiet)) {
      ShowTab(ui, tab.tab);
      clicked = true;
    }
    if (chosen) ImGui::PopFont();
  }
  return clicked;
}

const char* TabName(InspectorTab tab) { return kTabs[static_cast<size_t>(tab)].id; }

void DrawInspector(UiContext& ui, Rect) {
  if (!ui.state.drawers.inspector_is_drawer) TabStrip(ui);
  ImGui::Dummy({1, ui.theme.px(2)});
  // Its own scrolling area, so that the tabs stay where they are.
  ImGui::BeginChild("tab", {0, 0}, false, 0);
  for (const Tab& tab : kTabs) {
    if (tab.tab == ui.state.tab) tab.draw(ui);
  }
  ImGui::EndChild();
}

}  // namespace convlens
