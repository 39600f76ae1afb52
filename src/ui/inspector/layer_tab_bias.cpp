#include <algorithm>
#include <limits>

#include "ui/controls/rows.h"
#include "ui/controls/widgets.h"
#include "ui/inspector/layer_tab_sections.h"

namespace convlens {
namespace {

constexpr int kRowsAtOnce = 8;

void DrawPages(UiContext& ui, int pages, int& page) {
  const float width = ShareOfRow(ui, 4);
  if (Button(ui, "button.bias_back", "←", width, ButtonLook::kPlain, page > 0)) --page;
  ImGui::SameLine();
  if (Button(ui, "button.bias_on", "→", width, ButtonLook::kPlain, page + 1 < pages)) ++page;
  ImGui::SameLine();
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(
      ui.tr("{} of {}", std::to_string(page + 1), std::to_string(pages)).c_str());
}

}  // namespace

void DrawLayerBias(UiContext& ui, const LayerSettings& settings) {
  if (!settings.has_weights()) return;
  Section(ui, ui.tr("Bias"));
  const std::vector<float> bias = ui.bench.front_layer().bias;
  const int count = static_cast<int>(bias.size());
  int& page = ui.state.fields.bias_page;
  const int pages = (count + kRowsAtOnce - 1) / kRowsAtOnce;
  page = std::clamp(page, 0, std::max(pages - 1, 0));
  if (pages > 1) DrawPages(ui, pages, page);
  const int last = std::min(count, (page + 1) * kRowsAtOnce);
  for (int o = page * kRowsAtOnce; o < last; ++o) {
    double value = bias[static_cast<size_t>(o)];
    const std::string number = std::to_string(o);
    const std::string label =
        count == 1 ? std::string(ui.tr("Bias u")) : ui.tr("Output {}", number);
    if (NumberRow(ui, (std::string("field.bias_") + number).c_str(), label, &value)) {
      Front front = ui.bench.front();
      front.output = o;
      ui.bench.Do(SetBias(static_cast<float>(value), front));
    }
  }
}

}  // namespace convlens
