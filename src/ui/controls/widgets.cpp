#include "ui/controls/widgets.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "drawing/text_wrap.h"
#include "ui/controls/focus.h"
#include "ui/controls/inspection.h"
#include "ui/controls/problems.h"
#include "ui/controls/typed_number.h"

namespace convlens {
namespace {

constexpr float kLabelColumn = 92;  // points: where the control of a labelled row starts
constexpr float kRowHeight = 30;    // points

float ItemWidth(const UiContext& ui, float width_points) {
  return width_points > 0 ? ui.theme.px(width_points) : ImGui::GetContentRegionAvail().x;
}

struct Look {
  ImU32 fill, hovered, text;
};

Look ColorsOf(const Theme& theme, ButtonLook look) {
  switch (look) {
    case ButtonLook::kPrimary:
      return {theme.accent, WithAlpha(theme.accent, 0.85F), theme.on_accent};
    case ButtonLook::kQuiet:
      return {0, theme.raised, theme.dim_text};
    case ButtonLook::kPlain:
      break;
  }
  return {theme.raised, theme.line, theme.text};
}

bool ColoredButton(UiContext& ui, const char* id, const std::string& label, ImVec2 size,
                   const Look& look) {
  ImGui::PushStyleColor(ImGuiCol_Button, look.fill);
  ImGui::PushStyleColor(ImGuiCol_ButtonHovered, look.hovered);
  ImGui::PushStyleColor(ImGuiCol_ButtonActive, look.hovered);
  ImGui::PushStyleColor(ImGuiCol_Text, look.text);
  const bool clicked = ImGui::Button((label + "###" + id).c_str(), size);
  ImGui::PopStyleColor(4);
  PlaceControl(ui, id);
  if (ImGui::CalcTextSize(label.c_str()).x > size.x)
    ui.inspection.Fact("cut." + std::string(id), 1);
  return clicked;
}

// A field that is no longer shown has nowhere to put its text.
void ForgetHiddenFields(UiState& state) {
  const int frame = ImGui::GetFrameCount();
  std::erase_if(state.typing, [frame](const auto& typing) { return typing.frame + 1 < frame; });
}

UiState::Typing* TypingIn(UiState& state, unsigned field) {
  const auto found = std::find_if(state.typing.begin(), state.typing.end(),
                                  [field](const auto& typing) { return typing.field == field; });
  return found == state.typing.end() ? nullptr : &*found;
}

// Ends the typing in a field, if there is any; its text when that is another than before.
std::optional<std::string> EndTyping(UiState& state, unsigned field) {
  const UiState::Typing* found = TypingIn(state, field);
  if (found == nullptr) return std::nullopt;
  const UiState::Typing typing = *found;
  std::erase_if(state.typing, [field](const auto& each) { return each.field == field; });
  if (typing.text == typing.before) return std::nullopt;
  return typing.text;
}

// What Dear ImGui keeps of a text only while its field is active is kept in the UiState, because a
// click elsewhere or Tab ends that before the field itself learns of it.
void KeepTyping(UiState& state, unsigned field, const std::string& before, const char* text) {
  if (UiState::Typing* typing = TypingIn(state, field)) {
    typing->text = text;
    typing->frame = ImGui::GetFrameCount();
  } else {
    state.typing.push_back({field, before, text, ImGui::GetFrameCount()});
  }
}

// A field whose text is committed as a whole: what is typed counts however typing ends; Escape
// takes it back.
std::optional<std::string> CommittedText(UiContext& ui, const char* id, std::string shown,
                                         float width) {
  const std::string label = std::string("###") + id;
  const ImGuiID field = ImGui::GetID(label.c_str());
  ForgetHiddenFields(ui.state);
  const UiState::Typing* typing = TypingIn(ui.state, field);
  if (typing != nullptr) shown = typing->text;
  char buffer[64];
  const size_t length = std::min(shown.size(), sizeof(buffer) - 1);
  std::copy_n(shown.data(), length, buffer);
  buffer[length] = '\0';
  const std::string before = buffer;
  ImGui::SetNextItemWidth(width);
  ImGui::InputText(label.c_str(), buffer, sizeof(buffer), ImGuiInputTextFlags_AutoSelectAll);
  PlaceControl(ui, id, StopKind::kText);
  const bool active = ImGui::IsItemActive();
  if (active || ImGui::IsItemDeactivated()) KeepTyping(ui.state, field, before, buffer);
  return active ? std::nullopt : EndTyping(ui.state, field);
}

double Fraction(double value, double low, double high, bool logarithmic) {
  if (logarithmic) {
    return (std::log(std::max(value, low)) - std::log(low)) / (std::log(high) - std::log(low));
  }
  return (value - low) / (high - low);
}

double ValueAt(double fraction, double low, double high, bool logarithmic) {
  if (logarithmic) return low * std::pow(high / low, fraction);
  return low + fraction * (high - low);
}

// An arrow moves a slider by a hundredth of its length.
std::optional<double> ValueByKeys(const UiContext& ui, const char* id, double value, double low,
                                  double high, bool logarithmic) {
  const ControlKeys keys = KeysOf(ui.state, id);
  const int steps = keys.across - keys.down;
  if (keys.first) return low;
  if (keys.last) return high;
  if (steps == 0) return std::nullopt;
  const double fraction = Fraction(value, low, high, logarithmic) + steps / 100.0;
  return ValueAt(std::clamp(fraction, 0.0, 1.0), low, high, logarithmic);
}

void DrawRail(const UiContext& ui, ImVec2 from, float width, float fraction, bool hot) {
  const Theme& theme = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float half = theme.px(2);
  const ImVec2 knob{from.x + width * fraction, from.y};
  list->AddRectFilled({from.x, from.y - half}, {from.x + width, from.y + half}, theme.line, half);
  list->AddRectFilled({from.x, from.y - half}, {knob.x, from.y + half}, theme.accent, half);
  list->AddCircleFilled(knob, theme.px(hot ? 8.0F : 7.0F), theme.text, 24);
}

void DrawMark(const UiContext& ui, ImVec2 rail, float width, double fraction) {
  if (!(fraction >= 0 && fraction <= 1)) return;
  const Theme& theme = ui.theme;
  const float x = rail.x + width * static_cast<float>(fraction);
  ImGui::GetWindowDrawList()->AddRectFilled({x - theme.px(1), rail.y - theme.px(8)},
                                            {x + theme.px(1), rail.y + theme.px(8)}, theme.error);
}

}  // namespace

void PlaceItem(UiContext& ui, const char* id) {
  const ImVec2 min = ImGui::GetItemRectMin();
  const ImVec2 max = ImGui::GetItemRectMax();
  ui.inspection.Place(id, {min.x, min.y, max.x - min.x, max.y - min.y});
}

bool Button(UiContext& ui, const char* id, const std::string& label, float width, ButtonLook look,
            bool enabled, const std::string& tooltip) {
  ImGui::BeginDisabled(!enabled);
  const bool clicked = ColoredButton(ui, id, label, {ItemWidth(ui, width), ui.theme.px(kRowHeight)},
                                     ColorsOf(ui.theme, look));
  ImGui::EndDisabled();
  if (!tooltip.empty()) Tooltip(ui, tooltip);
  return clicked && enabled;
}

float ShareOfRow(const UiContext& ui, int count) {
  const float gaps = ImGui::GetStyle().ItemSpacing.x * static_cast<float>(count - 1);
  return (ImGui::GetContentRegionAvail().x - gaps) / static_cast<float>(count) / ui.theme.scale;
}

int Segmented(UiContext& ui, const char* id, std::span<const std::string> options, int chosen,
              float width) {
  const Theme& theme = ui.theme;
  const float each = ItemWidth(ui, width) / static_cast<float>(options.size());
  const ImVec2 start = ImGui::GetCursorScreenPos();
  ImGui::GetWindowDrawList()->AddRectFilled(
      start, {start.x + each * static_cast<float>(options.size()), start.y + theme.px(kRowHeight)},
      theme.raised, theme.px(6));
  int clicked = -1;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, ImGui::GetStyle().ItemSpacing.y));
  // A word that just fits stands in the middle, too.
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      ImVec2(theme.px(2), ImGui::GetStyle().FramePadding.y));
  for (int i = 0; i < static_cast<int>(options.size()); ++i) {
    if (i > 0) ImGui::SameLine();
    const std::string part = std::string(id) + "." + std::to_string(i);
    const Look look =
        i == chosen ? ColorsOf(theme, ButtonLook::kPrimary) : Look{0, theme.line, theme.text};
    if (ColoredButton(ui, part.c_str(), options[static_cast<size_t>(i)],
                      {each, theme.px(kRowHeight)}, look)) {
      clicked = i;
    }
  }
  ImGui::PopStyleVar(2);
  return clicked;
}

bool Toggle(UiContext& ui, const char* id, const std::string& label, bool* value) {
  // A box little larger than its label, in the middle of a row.
  const float padding = ui.theme.px(3);
  const float box = ImGui::GetFontSize() + 2 * padding;
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + (ImGui::GetFrameHeight() - box) / 2);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(padding, padding));
  ImGui::PushStyleVar(ImGuiStyleVar_FrameRounding, ui.theme.px(5));
  const bool changed = ImGui::Checkbox((label + "###" + id).c_str(), value);
  ImGui::PopStyleVar(2);
  PlaceControl(ui, id);
  return changed;
}

void FieldLabel(UiContext& ui, const std::string& label) {
  const float row_start = ImGui::GetCursorPosX();
  ImGui::AlignTextToFramePadding();
  ImGui::PushStyleColor(ImGuiCol_Text, ui.theme.dim_text);
  ImGui::TextUnformatted(label.c_str());
  ImGui::PopStyleColor();
  // A long label gets its own line, so that its control keeps its room.
  constexpr float kMostOfRow = 0.45F;
  const float row = ImGui::GetContentRegionAvail().x;
  if (ImGui::CalcTextSize(label.c_str()).x > kMostOfRow * row) return;
  ImGui::SameLine();
  const float column = row_start + ui.theme.px(kLabelColumn);
  if (ImGui::GetCursorPosX() < column) ImGui::SetCursorPosX(column);
}

bool NumberField(UiContext& ui, const char* id, double* value, double low, double high, float width,
                 const char* format) {
  char shown[48];
  std::snprintf(shown, sizeof(shown), format, *value);
  const std::optional<std::string> typed = CommittedText(ui, id, shown, ItemWidth(ui, width));
  if (!typed || typed->find_first_not_of(' ') == std::string::npos) return false;
  const std::optional<double> parsed = ParseDouble(*typed);
  if (!parsed || !std::isfinite(*parsed)) {
    ReportProblem(ui.state, {"“{}” is not a number. Type one like 0.5 or −3.", {*typed}});
    return false;
  }
  const double next = std::clamp(*parsed, low, high);
  const bool changed = next != *value;
  *value = next;
  return changed;
}

bool TextField(UiContext& ui, const char* id, std::string* text, float width) {
  const std::optional<std::string> typed = CommittedText(ui, id, *text, ItemWidth(ui, width));
  if (!typed || *typed == *text) return false;
  *text = *typed;
  return true;
}

bool IntegerField(UiContext& ui, const char* id, int* value, int low, int high, float width) {
  double number = *value;
  if (!NumberField(ui, id, &number, low, high, width, "%.0f")) return false;
  const int next = static_cast<int>(std::lround(number));
  const bool changed = next != *value;
  *value = next;
  return changed;
}

bool Slider(UiContext& ui, const char* id, const std::string& label, double* value, double low,
            double high, bool logarithmic, const std::string& value_text, bool* ended,
            std::optional<double> mark) {
  const Theme& theme = ui.theme;
  const float width = ImGui::GetContentRegionAvail().x;
  if (!label.empty()) FactRow(ui, label, value_text);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  ImGui::InvisibleButton(id, {width, theme.px(18)});
  PlaceControl(ui, id, StopKind::kValue);
  const float inset = theme.px(8);
  const ImVec2 rail{start.x + inset, start.y + theme.px(8)};
  const float length = width - 2 * inset;
  const double before = *value;
  if (ImGui::IsItemActive() && length > 0) {
    const float x = (ImGui::GetIO().MousePos.x - rail.x) / length;
    *value = ValueAt(std::clamp(x, 0.0F, 1.0F), low, high, logarithmic);
  }
  const std::optional<double> by_keys = ValueByKeys(ui, id, before, low, high, logarithmic);
  if (by_keys) *value = *by_keys;
  if (ended != nullptr) *ended = ImGui::IsItemDeactivated() || by_keys;
  const double fraction = std::clamp(Fraction(*value, low, high, logarithmic), 0.0, 1.0);
  if (mark) DrawMark(ui, rail, length, Fraction(*mark, low, high, logarithmic));
  DrawRail(ui, rail, length, static_cast<float>(fraction),
           ImGui::IsItemHovered() || ImGui::IsItemActive());
  return *value != before;
}

int Choice(UiContext& ui, const char* id, std::span<const std::string> options, int chosen,
           float width) {
  const int count = static_cast<int>(options.size());
  const char* shown = chosen >= 0 && chosen < count ? options[static_cast<size_t>(chosen)].c_str()
                                                    : ui.tr("Custom");
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float field = ItemWidth(ui, width);
  ImGui::SetNextItemWidth(field);
  const float height = ImGui::GetFrameHeight();
  const float room = field - height - ImGui::GetStyle().FramePadding.x;  // beside the arrow
  if (ImGui::CalcTextSize(shown).x > room) ui.inspection.Fact("cut." + std::string(id), 1);
  const std::string label = std::string("###") + id;
  const ImGuiID item_id = ImGui::GetID(label.c_str());
  PlaceControlAt(ui, id, StopKind::kList, {at.x, at.y, field, height}, item_id);
  if (!ImGui::BeginCombo(label.c_str(), shown, ImGuiComboFlags_HeightLarge)) {
    const int next = std::clamp(chosen + KeysOf(ui.state, id).down, 0, std::max(0, count - 1));
    return KeysOf(ui.state, id).down == 0 || next == chosen ? -1 : next;
  }
  int picked = -1;
  for (int i = 0; i < count; ++i) {
    const std::string item = std::string(id) + "." + std::to_string(i);
    if (ImGui::Selectable((options[static_cast<size_t>(i)] + "###" + item).c_str(), i == chosen)) {
      picked = i;
    }
    PlaceItem(ui, item.c_str());
    if (i == chosen && ImGui::IsWindowAppearing()) {
      ImGui::SetItemDefaultFocus();
      ImGui::SetScrollHereY();
    }
  }
  ImGui::EndCombo();
  return picked;
}

void Section(UiContext& ui, const std::string& title) {
  ImGui::Dummy({1, ui.theme.px(4)});
  ImGui::PushStyleColor(ImGuiCol_Text, ui.theme.dim_text);
  ImGui::TextUnformatted(title.c_str());
  ImGui::PopStyleColor();
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float y = start.y - ImGui::GetStyle().ItemSpacing.y / 2;
  ImGui::GetWindowDrawList()->AddLine({start.x, y}, {start.x + ImGui::GetContentRegionAvail().x, y},
                                      ui.theme.line);
  ImGui::Dummy({1, ui.theme.px(1)});
}

void FactRow(UiContext& ui, const std::string& label, const std::string& value) {
  const float width = ImGui::GetContentRegionAvail().x;
  const float start = ImGui::GetCursorPosX();
  ImGui::PushStyleColor(ImGuiCol_Text, ui.theme.dim_text);
  ImGui::TextUnformatted(label.c_str());
  ImGui::PopStyleColor();
  const float value_width = ImGui::CalcTextSize(value.c_str()).x;
  const float label_width = ImGui::CalcTextSize(label.c_str()).x;
  // A value that does not fit beside its label goes to the next line, still at the right.
  if (label_width + value_width + ui.theme.px(12) <= width) ImGui::SameLine();
  ImGui::SetCursorPosX(start + std::max(0.0F, width - value_width));
  ImGui::TextUnformatted(value.c_str());
}

void Tooltip(UiContext& ui, const std::string& text) {
  if (!ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) return;
  ImGui::BeginTooltip();
  ImGui::TextUnformatted(WrappedText(text, ui.theme.body, ui.theme.px(320)).c_str());
  ImGui::EndTooltip();
}

std::string WrappedText(const std::string& text, ImFont* font, float width) {
  return WrapText(text, width, [font](std::string_view piece) {
    return font->CalcTextSizeA(font->FontSize, 1e9F, 0, piece.data(), piece.data() + piece.size())
        .x;
  });
}

void Paragraph(UiContext&, const std::string& text, ImFont* font, ImU32 color, float width) {
  constexpr float kLeading = 0.32F;  // between two lines, of the font's size
  const float room = width > 0 ? width : ImGui::GetContentRegionAvail().x;
  const std::string lines = WrappedText(text, font, room);
  ImGui::PushFont(font);
  ImGui::PushStyleColor(ImGuiCol_Text, color);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing,
                      ImVec2(ImGui::GetStyle().ItemSpacing.x, font->FontSize * kLeading));
  ImGui::BeginGroup();
  for (size_t start = 0; start <= lines.size();) {
    const size_t end = std::min(lines.find('\n', start), lines.size());
    ImGui::TextUnformatted(lines.data() + start, lines.data() + end);
    start = end + 1;
  }
  ImGui::PopStyleVar();
  ImGui::EndGroup();
  ImGui::PopStyleColor();
  ImGui::PopFont();
}

}  // namespace convlens
