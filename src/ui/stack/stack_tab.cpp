#include <algorithm>
#include <array>
#include <string>

#include "layer/settings/stack_presets.h"
#include "layer/settings/stack_text.h"
#include "model/edit/edit_stack_preset.h"
#include "scene/figure/number_text.h"
#include "ui/controls/inspection.h"
#include "ui/controls/rows.h"
#include "ui/controls/widgets.h"
#include "ui/stack/stack_actions.h"
#include "ui/stack/stack_names.h"
#include "ui/stack/stack_panels.h"

namespace convlens {
namespace {

// The preset whose settings the layers have; -1: none.
int PresentPreset(const UiContext& ui) {
  const std::vector<LayerSettings> settings = SettingsOf(ui.bench.document().layers);
  const std::span<const StackPreset> presets = StackPresets();
  for (size_t i = 0; i < presets.size(); ++i) {
    if (presets[i].layers.size() == settings.size() && SettingsOf(presets[i]) == settings) {
      return static_cast<int>(i);
    }
  }
  return -1;
}

void DrawPresets(UiContext& ui) {
  std::vector<std::string> names;
  for (const StackPreset& preset : StackPresets()) names.push_back(ui.tr(preset.name.data()));
  FieldLabel(ui, ui.tr("Preset"));
  const int picked = Choice(ui, "choice.stack", names, PresentPreset(ui));
  if (picked >= 0) UseStack(ui, StackPresets()[static_cast<size_t>(picked)]);
}

void MoveFront(UiContext& ui, int by) {
  const int layer = ui.bench.front().layer;
  DoInStack(ui, MoveLayer(layer, layer + by), layer + by);
}

// What the last change of the stack did to kernels, while it is the last one.
void DrawFittedNote(UiContext& ui) {
  const StackViewState& view = ui.state.stack_view;
  if (!view.fitted_kernels || view.fitted_revision != ui.bench.history().revision()) return;
  Remark(ui, ui.tr("The input channels of a layer have changed: kernels for removed channels were "
                   "dropped, and those for new ones are zero. Ctrl+Z brings the old ones back."));
}

// Nothing of one's own goes without a word.
void DrawReplacedNote(UiContext& ui) {
  if (!StackReplacedInput(ui)) return;
  Remark(ui, ui.tr("The input did not fit this stack, so one that does took its place. Ctrl+Z "
                   "brings yours back."));
}

// Of the layer in front.
void DrawLayerButtons(UiContext& ui) {
  const int layer = ui.bench.front().layer;
  const int count = static_cast<int>(ui.bench.document().layers.size());
  const float width = ShareOfRow(ui, 4);
  if (Button(ui, "button.layer_left", "←", width, ButtonLook::kPlain, layer > 0,
             ui.tr("Move the layer one place earlier"))) {
    MoveFront(ui, -1);
  }
  ImGui::SameLine();
  if (Button(ui, "button.layer_right", "→", width, ButtonLook::kPlain, layer + 1 < count,
             ui.tr("Move the layer one place later"))) {
    MoveFront(ui, 1);
  }
  ImGui::SameLine();
  if (Button(ui, "button.layer_double", ui.tr("Copy"), width, ButtonLook::kPlain, true,
             ui.tr("Add a copy right after this layer"))) {
    DoInStack(ui, DuplicateLayer(layer), layer + 1);
  }
  ImGui::SameLine();
  if (Button(ui, "button.layer_remove", ui.tr("Remove"), width, ButtonLook::kPlain, count > 1)) {
    DoInStack(ui, RemoveLayer(layer), std::min(layer, count - 2));
  }
}

void DrawLayers(UiContext& ui) {
  Section(ui, ui.tr("Layers"));
  DrawPresets(ui);
  if (ui.bench.making_edit()) Remark(ui, ui.tr("Drawing the random weights…"));
  DrawLayerButtons(ui);
  if (const auto problem = ui.bench.evaluation()->stack_problem) {
    Paragraph(ui, ui.tr(*problem), ui.theme.body, ui.theme.error);
  }
  DrawFittedNote(ui);
  DrawReplacedNote(ui);
}

// --- maps

void DrawChannels(UiContext& ui, const StackGridMaps& maps, int grid) {
  StackShown shown = maps.shown;
  const int last = maps.shape.channels - 1;
  if (IntegerRow(ui, "field.stack_channel", ui.tr("Channel"), &shown.channel, 0, last)) {
    ui.bench.stack().Show(grid, shown);
  }
}

void DrawPages(UiContext& ui, const StackGridMaps& maps, int grid) {
  StackShown shown = maps.shown;
  const int last = (maps.shape.channels - 1) / kMapsOnPage;
  if (last == 0) return;
  const float width = ShareOfRow(ui, 5);
  if (Button(ui, "button.page_back", "←", width, ButtonLook::kPlain, shown.page > 0)) {
    --shown.page;
    ui.bench.stack().Show(grid, shown);
  }
  ImGui::SameLine();
  if (Button(ui, "button.page_on", "→", width, ButtonLook::kPlain, shown.page < last)) {
    ++shown.page;
    ui.bench.stack().Show(grid, shown);
  }
  ImGui::SameLine();
  ImGui::AlignTextToFramePadding();
  const std::string text =
      ui.tr("{} to {} of {} maps", std::to_string(maps.first),
            std::to_string(maps.first + maps.count - 1), std::to_string(maps.shape.channels));
  ImGui::TextUnformatted(text.c_str());
  ui.inspection.Fact("stack.page", text);
}

void DrawMaps(UiContext& ui) {
  StackStudy& study = ui.bench.stack();
  Section(ui, ui.tr("Feature maps"));
  const std::array<std::string, 2> ways = {ui.tr("One of each layer"), ui.tr("All")};
  const int clicked = Segmented(ui, "choice.maps", ways, study.small_multiples() ? 1 : 0);
  if (clicked >= 0) study.ShowSmallMultiples(clicked == 1);
  const int grid = ui.bench.front().layer + 1;
  if (!study.maps() || static_cast<size_t>(grid) >= study.maps()->grids.size()) return;
  const StackGridMaps& maps = study.maps()->grids[static_cast<size_t>(grid)];
  if (maps.shape.channels == 1) return;
  if (study.small_multiples()) {
    DrawPages(ui, maps, grid);
  } else {
    DrawChannels(ui, maps, grid);
  }
}

// --- receptive field

void DrawGrowth(UiContext& ui) {
  StackStudy& study = ui.bench.stack();
  const FieldGrowth growth = study.growth();
  const int needed = study.growth_steps();
  const int steps = std::min(growth.steps, needed);
  const float width = ShareOfRow(ui, 4);
  if (Button(ui, "button.growth_back", "−1", width, ButtonLook::kPlain, steps > 0,
             ui.tr("One layer fewer"))) {
    study.SetGrowth({steps - 1, false, 0});
  }
  ImGui::SameLine();
  if (Button(ui, "button.growth_on", "+1", width, ButtonLook::kPlain, steps < needed,
             ui.tr("One layer more"))) {
    study.SetGrowth({steps + 1, false, 0});
  }
  ImGui::SameLine();
  if (Button(ui, "button.growth_play", ui.tr(growth.playing ? "Pause" : "Play the growth"), 0,
             ButtonLook::kPrimary, needed > 0)) {
    study.SetGrowth(growth.playing   ? FieldGrowth{steps, false, 0}
                    : steps < needed ? FieldGrowth{steps, true, 0}
                                     : StartGrowth());
  }
}

void DrawField(UiContext& ui) {
  StackStudy& study = ui.bench.stack();
  Section(ui, ui.tr("Receptive field"));
  const std::optional<StackElement> element = study.element();
  if (!element) return;
  FactRow(ui, ui.tr(study.pinned() == element ? "Pinned element" : "Element"),
          ElementName(ui, *element));
  DrawGrowth(ui);
  bool wanted = study.wants_effective();
  if (Toggle(ui, "toggle.effective", ui.tr("Effective field beside the input"), &wanted)) {
    study.WantEffective(wanted);
  }
  if (!wanted) return;
  if (element->grid == 0) {
    Remark(ui, ui.tr("An input cell has none: point at an element of a layer."));
  } else if (study.computing_effective()) {
    Remark(ui, ui.tr("Computing the gradient…"));
  } else if (study.effective() != nullptr && study.effective()->statistics.max == 0) {
    Remark(ui, ui.tr("All zero: the ReLUs on the way are off, so no input cell affects this "
                     "element. Choose another element or channel."));
  }
}

// --- table

/// The columns of the table of fields.
struct FieldRow {
  std::string name, size, stride, padding, center;
};

std::string PairText(int rows, int cols) {
  if (rows == cols) return std::to_string(rows);
  return FillIn("{} × {}", {std::to_string(rows), std::to_string(cols)});
}

FieldRow RowOf(const std::string& name, const FieldGeometry& g) {
  const Sides& p = g.padding;
  const std::string center =
      g.center_row == g.center_col
          ? ShortNumber(g.center_row)
          : FillIn("{}, {}", {ShortNumber(g.center_row), ShortNumber(g.center_col)});
  return {name, PairText(g.size.height, g.size.width), PairText(g.stride.rows, g.stride.cols),
          PairText(p.top, p.left), center};
}

void Cells(const FieldRow& row) {
  ImGui::TableNextRow();
  for (const std::string* text : {&row.name, &row.size, &row.stride, &row.padding, &row.center}) {
    ImGui::TableNextColumn();
    ImGui::TextUnformatted(text->c_str());
  }
}

void DrawTable(UiContext& ui) {
  if (!ui.bench.stack().maps()) return;
  const StackGeometry geometry = GeometryOf(*ui.bench.stack().maps()->evaluation);
  const std::vector<std::string> names = LayerNames(geometry.settings);
  const std::vector<FieldGeometry> fields = FieldGeometries(geometry.settings);
  if (fields.empty()) return;
  Section(ui, ui.tr("What an element of each layer sees"));
  ImGui::PushFont(ui.theme.small);
  if (ImGui::BeginTable("fields", 5,
                        ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_SizingStretchProp)) {
    ImGui::PushStyleColor(ImGuiCol_Text, ui.theme.dim_text);
    Cells({ui.tr("Layer"), ui.tr("Size"), ui.tr("Stride"), ui.tr("Padding"), ui.tr("Centre")});
    ImGui::PopStyleColor();
    for (size_t i = 0; i < fields.size(); ++i) {
      Cells(RowOf(names[i], fields[i]));
      ui.inspection.Fact("field." + names[i],
                         PairText(fields[i].size.height, fields[i].size.width));
    }
    ImGui::EndTable();
  }
  ImGui::PopFont();
  Remark(ui, ui.tr("In input cells: the field's side, the distance between neighbouring fields, "
                   "how far the first field reaches into the padding, and its centre."));
}

}  // namespace

void DrawStackTab(UiContext& ui) {
  DrawLayers(ui);
  DrawMaps(ui);
  DrawField(ui);
  DrawTable(ui);
}

}  // namespace convlens
