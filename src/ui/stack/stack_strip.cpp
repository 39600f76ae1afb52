#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "layer/settings/stack_text.h"
#include "model/edit/edit_stack_preset.h"
#include "scene/figure/number_text.h"
#include "ui/controls/focus.h"
#include "ui/controls/inspection.h"
#include "ui/controls/rows.h"
#include "ui/controls/widgets.h"
#include "ui/stack/stack_actions.h"
#include "ui/stack/stack_names.h"
#include "ui/stack/stack_panels.h"
#include "ui/state/keys.h"

namespace convlens {
namespace {

constexpr float kChipHeight = 56;  // points
constexpr float kArrow = 18;

/// What one card of the strip says.
struct Card {
  std::string id;
  std::string name;
  std::string detail;  ///< beside the name: "k3p1"
  std::string shape;   ///< what comes out
  std::string costs;   ///< "1.8 k · 87 M"
  std::string tooltip;
  bool impossible = false;
};

Card InputCard(const UiContext& ui) {
  Card card;
  card.id = "strip.input";
  card.name = ui.tr("Input X");
  card.shape = TensorText(ui.bench.document().input.shape());
  return card;
}

std::string CostsTooltip(const UiContext& ui, const Layer& layer, int64_t products) {
  if (layer.settings.pooling()) return ui.tr("{} cells compared or averaged", CountText(products));
  return ui.tr("{} parameters, {} multiply-adds", CountText(ParameterCount(layer)),
               CountText(products));
}

Card LayerCard(const UiContext& ui, const StackShapes& shapes, size_t index,
               const std::string& name) {
  const Document& document = ui.bench.document();
  const Layer& layer = document.layers[index];
  Card card;
  card.id = "strip." + std::to_string(index);
  card.name = name;
  card.detail = LayerLabel(layer.settings);
  if (index >= shapes.outputs.size()) {
    card.impossible = true;
    card.shape = ui.tr("impossible");
    if (index == shapes.outputs.size() && shapes.problem) card.tooltip = ui.tr(*shapes.problem);
    return card;
  }
  const TensorShape input = index == 0 ? document.input.shape() : shapes.outputs[index - 1];
  const int64_t products = MultiplyAdds(layer.settings, input);
  card.shape = TensorText(shapes.outputs[index]);
  card.costs = layer.settings.pooling()
                   ? ShortCount(products)
                   : FillIn("{}  ·  {}", {ShortCount(ParameterCount(layer)), ShortCount(products)});
  card.tooltip = CostsTooltip(ui, layer, products);
  return card;
}

float TextWidth(ImFont* font, const std::string& text) {
  return font->CalcTextSizeA(font->FontSize, 1e9F, 0, text.c_str()).x;
}

float WidthOf(const Theme& theme, const Card& card) {
  const float first = TextWidth(theme.bold, card.name) + (card.detail.empty() ? 0 : theme.px(8)) +
                      TextWidth(theme.small, card.detail);
  const float rest =
      std::max(TextWidth(theme.small, card.shape), TextWidth(theme.small, card.costs));
  return std::max({first, rest, theme.px(64)}) + theme.px(20);
}

void Write(ImDrawList* list, ImFont* font, float x, float y, ImU32 color, const std::string& text) {
  list->AddText(font, font->FontSize, {x, y}, color, text.c_str());
}

void PaintCard(const UiContext& ui, const Card& card, const Rect& bounds, bool front, bool hot) {
  const Theme& theme = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 min{bounds.x, bounds.y};
  const ImVec2 max{bounds.right(), bounds.bottom()};
  list->AddRectFilled(min, max, front || hot ? theme.raised : theme.panel, theme.px(6));
  list->AddRect(min, max, front ? theme.accent : theme.line, theme.px(6), 0,
                theme.px(front ? 2.0F : 1.0F));
  const float x = bounds.x + theme.px(10);
  const ImU32 shape_color = card.impossible ? theme.error : theme.text;
  Write(list, theme.bold, x, bounds.y + theme.px(4), theme.text, card.name);
  Write(list, theme.small, x + TextWidth(theme.bold, card.name) + theme.px(8),
        bounds.y + theme.px(6), theme.dim_text, card.detail);
  Write(list, theme.small, x, bounds.y + theme.px(22), shape_color, card.shape);
  Write(list, theme.small, x, bounds.y + theme.px(37), theme.dim_text, card.costs);
}

/// Where a card stands, for dropping between two.
struct CardPlace {
  Rect bounds;
  bool clicked = false;
};

CardPlace DrawCard(UiContext& ui, const Card& card, bool front) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Rect bounds{at.x, at.y, WidthOf(ui.theme, card), ui.theme.px(kChipHeight)};
  const bool clicked = ImGui::InvisibleButton(card.id.c_str(), {bounds.width, bounds.height});
  PlaceControl(ui, card.id.c_str());
  PaintCard(ui, card, bounds, front, ImGui::IsItemHovered());
  if (!card.tooltip.empty()) Tooltip(ui, card.tooltip);
  return {bounds, clicked};
}

void Arrow(const UiContext& ui) {
  ImGui::SameLine(0, 0);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Theme& theme = ui.theme;
  const float width = TextWidth(theme.body, "→");
  Write(ImGui::GetWindowDrawList(), theme.body, at.x + (theme.px(kArrow) - width) / 2,
        at.y + theme.px(kChipHeight) / 2 - theme.body->FontSize / 2, theme.dim_text, "→");
  ImGui::Dummy({theme.px(kArrow), theme.px(kChipHeight)});
  ImGui::SameLine(0, 0);
}

void AddMenu(UiContext& ui) {
  constexpr struct {
    LayerKind kind;
    const char* id;
    const char* label;
  } kKinds[] = {{LayerKind::kConvolution, "add.conv", "Convolution 2×2"},
                {LayerKind::kMaxPool, "add.max", "Max pooling 2×2"},
                {LayerKind::kAveragePool, "add.avg", "Average pooling 2×2"},
                {LayerKind::kTransposed, "add.up", "Transposed 2×2, stride 2"}};
  if (!ImGui::BeginPopup("add_layer")) return;
  for (const auto& kind : kKinds) {
    if (ImGui::MenuItem((std::string(ui.tr(kind.label)) + "###" + kind.id).c_str())) {
      const int last = static_cast<int>(ui.bench.document().layers.size()) - 1;
      ui.bench.Do(
          AddUsualLayer(ui.bench.document(), last, kind.kind, static_cast<uint64_t>(last) + 2));
      Front front = ui.bench.front();
      front.layer = last + 1;
      ui.bench.SetFront(front);
    }
    PlaceItem(ui, kind.id);
  }
  ImGui::EndPopup();
}

void DrawAdd(UiContext& ui) {
  Arrow(ui);
  const float side = ui.theme.px(kChipHeight);
  ImGui::PushStyleColor(ImGuiCol_Button, ui.theme.panel);
  ImGui::PushStyleColor(ImGuiCol_ButtonHovered, ui.theme.raised);
  if (ImGui::Button("+###strip.add", {side * 0.6F, side})) ImGui::OpenPopup("add_layer");
  ImGui::PopStyleColor(2);
  PlaceControl(ui, "strip.add");
  Tooltip(ui, ui.tr("Add a layer at the end"));
  AddMenu(ui);
}

// The wheel moves the strip sideways.
void ScrollSideways(const UiContext& ui) {
  if (!ImGui::IsWindowHovered() || ImGui::GetIO().MouseWheel == 0) return;
  ImGui::SetScrollX(ImGui::GetScrollX() - ImGui::GetIO().MouseWheel * ui.theme.px(80));
}

// Place among the layers, 0 to their count, that the pointer is nearest to.
int GapAtPointer(const std::vector<Rect>& cards) {
  int gap = 0;
  for (const Rect& card : cards) gap += ImGui::GetIO().MousePos.x > card.center().x ? 1 : 0;
  return gap;
}

void PaintGap(const Theme& theme, const std::vector<Rect>& cards, int gap) {
  const Rect& beside = cards[static_cast<size_t>(gap == 0 ? 0 : gap - 1)];
  const float x =
      gap == 0 ? beside.x - theme.px(kArrow) / 2 : beside.right() + theme.px(kArrow) / 2;
  ImGui::GetWindowDrawList()->AddRectFilled({x - theme.px(1.5F), beside.y},
                                            {x + theme.px(1.5F), beside.bottom()}, theme.accent);
}

// The strip follows a drag beyond its ends.
void ScrollAlong(UiContext& ui) {
  const float left = ImGui::GetWindowPos().x;
  const float x = ImGui::GetIO().MousePos.x;
  const float beyond =
      std::min(x - left, 0.0F) + std::max(x - left - ImGui::GetWindowWidth(), 0.0F);
  if (beyond == 0) return;
  ImGui::SetScrollX(ImGui::GetScrollX() + std::clamp(beyond, -16.0F, 16.0F));
  ui.state.animating = true;
}

// A card that is dragged goes where it is dropped; Escape leaves it where it was.
void FollowDrag(UiContext& ui, const Card& dragged, const std::vector<Rect>& cards) {
  int& layer = ui.state.stack_view.dragged;
  if (KeyPressed(Key::kEscape)) layer = StackViewState::kDragRefused;
  if (layer < 0) return;
  const int gap = GapAtPointer(cards);
  if (ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    const Rect& own = cards[static_cast<size_t>(layer)];
    PaintGap(ui.theme, cards, gap);
    PaintCard(ui, dragged,
              {ImGui::GetIO().MousePos.x - own.width / 2, own.y, own.width, own.height}, true,
              true);
    ScrollAlong(ui);
    return;
  }
  const int from = std::exchange(layer, StackViewState::kNoDrag);
  const int to = gap > from ? gap - 1 : gap;
  if (to != from) DoInStack(ui, MoveLayer(from, to), to);
}

}  // namespace

void DrawStackStrip(UiContext& ui, Rect bounds) {
  // A copy (its grids are shared): an edit below replaces the bench's own.
  const Document document = ui.bench.document();
  const StackShapes shapes = ui.bench.shapes();
  const std::vector<LayerSettings> settings = SettingsOf(document.layers);
  const std::vector<std::string> names = LayerNames(settings);

  ImGui::SetCursorScreenPos({bounds.x + ui.theme.px(14), bounds.y + ui.theme.px(6)});
  ImGui::BeginChild("cards", {bounds.width - ui.theme.px(28), bounds.height - ui.theme.px(6)},
                    false,
                    ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  ScrollSideways(ui);
  if (DrawCard(ui, InputCard(ui), false).clicked) BringToFront(ui, 0, 0);
  std::vector<Card> cards;
  std::vector<Rect> places;
  int& dragged = ui.state.stack_view.dragged;
  for (size_t i = 0; i < document.layers.size(); ++i) {
    Arrow(ui);
    const bool front = static_cast<size_t>(ui.bench.front().layer) == i;
    cards.push_back(LayerCard(ui, shapes, i, names[i]));
    const CardPlace card = DrawCard(ui, cards.back(), front);
    places.push_back(card.bounds);
    if (ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left, ui.theme.px(6))) {
      if (dragged == StackViewState::kNoDrag) dragged = static_cast<int>(i);
    } else if (card.clicked && dragged == StackViewState::kNoDrag) {
      BringToFront(ui, static_cast<int>(i) + 1, 0);
    }
  }
  DrawAdd(ui);
  std::string texts;
  for (const LayerSettings& layer : settings) {
    texts.append(texts.empty() ? "" : ",").append(LayerText(layer));
  }
  ui.inspection.Fact("stack.layers", texts);
  ui.inspection.Fact("layers", std::to_string(document.layers.size()));
  ui.inspection.Fact("front", std::to_string(ui.bench.front().layer));
  if (dragged >= static_cast<int>(cards.size())) dragged = StackViewState::kNoDrag;
  if (dragged >= 0) FollowDrag(ui, cards[static_cast<size_t>(dragged)], places);
  if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) dragged = StackViewState::kNoDrag;
  ImGui::EndChild();
}

bool StackStripShown(const UiContext& ui) {
  return ui.bench.document().layers.size() > 1 || ui.bench.view().figure == FigureKind::kStack;
}

float StackStripHeight(const UiContext& ui) { return StackStripShown(ui) ? ui.theme.px(76) : 0; }

}  // namespace convlens
