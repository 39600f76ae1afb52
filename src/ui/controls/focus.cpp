#include "ui/controls/focus.h"

#include <algorithm>
#include <utility>

#include "imgui.h"
// Of the last item and its window, imgui.h does not tell enough.
#include "imgui_internal.h"
#include "ui/controls/focus_item.h"
#include "ui/controls/inspection.h"
#include "ui/state/keys.h"

namespace convlens {
namespace {

const FocusStop* Focused(const UiState& state) {
  return focus_walk::FindStop(state.focus.stops, state.focus.at);
}

// The controls that can have the focus now: a dialog's own, while one is open.
std::vector<FocusStop> Reachable(const FocusState& focus) {
  std::vector<FocusStop> stops;
  for (const FocusStop& stop : focus.stops) {
    if ((stop.room == Room::kDialog) == focus.dialog_was_open) stops.push_back(stop);
  }
  return stops;
}

bool AnyClick() {
  for (int button = 0; button < ImGuiMouseButton_COUNT; ++button) {
    if (ImGui::IsMouseClicked(button)) return true;
  }
  return false;
}

bool EnterPressed() { return KeyPressed(Key::kEnter) || KeyPressed(Key::kKeypadEnter); }

// Of those that open a menu or a list.
bool AnyControlKeyDown() {
  for (const Key key :
       {Key::kSpace, Key::kEnter, Key::kKeypadEnter, Key::kDown, Key::kLeft, Key::kRight}) {
    if (KeyDown(key)) return true;
  }
  return false;
}

void Press(FocusState& focus, const FocusStop& stop) {
  PressItem(stop);
  focus.key_held = true;
}

// --- what happened since the last frame

ControlKeys ArrowKeys(bool repeat) {
  const int step = ImGui::GetIO().KeyShift ? 10 : 1;
  const auto steps = [=](Key on, Key back) {
    return step * ((KeyPressed(on, repeat) ? 1 : 0) - (KeyPressed(back, repeat) ? 1 : 0));
  };
  return {steps(Key::kRight, Key::kLeft), steps(Key::kDown, Key::kUp), KeyPressed(Key::kHome),
          KeyPressed(Key::kEnd)};
}

// A dialog that opens puts the focus aside, and gives it back.
void FollowDialog(FocusState& focus) {
  const bool open = ImGui::GetTopMostPopupModal() != nullptr;
  if (open == std::exchange(focus.dialog_was_open, open)) return;
  if (open) focus.behind_dialog = focus.at;
  focus.at = open ? std::string() : std::exchange(focus.behind_dialog, {});
}

// Escape leaves the focus on the menu, ← → go to the one beside it; what is chosen gives it back.
void FollowMenus(UiState& state) {
  FocusState& focus = state.focus;
  const bool closed = focus.menu_was_open && !state.menu_open;
  focus.menu_was_open = state.menu_open;
  const FocusStop* stop = Focused(state);
  if (closed && stop != nullptr && stop->kind == StopKind::kMenu && !focus.menu_escaped) {
    if (focus.menu_aside == 0) {
      LeaveFocus(state);
    } else {
      const Toward toward = focus.menu_aside > 0 ? Toward::kRight : Toward::kLeft;
      FocusOn(state, focus_walk::Neighbour(focus.stops, focus.at, toward));
      Press(focus, *Focused(state));
    }
  }
  focus.menu_escaped = state.menu_open && KeyPressed(Key::kEscape);
  focus.menu_aside = state.menu_open ? ArrowKeys(false).across : 0;
}

// A text field drops the characters of the frame in which typing begins.
void GiveBackTyped(FocusState& focus) {
  auto& queue = ImGui::GetIO().InputQueueCharacters;
  for (auto c = focus.typed.rbegin(); c != focus.typed.rend(); ++c) {
    queue.insert(queue.begin(), static_cast<ImWchar>(*c));
  }
  focus.typed.clear();
}

void KeepPointed(const UiState& state) {
  const FocusStop* stop = Focused(state);
  if (stop == nullptr || state.menu_open || ImGui::IsAnyItemActive()) return;
  if (!IsPointedAt(*stop)) PointAtItem(*stop);
}

// --- keys

void GoToNeighbour(UiState& state, const ControlKeys& keys) {
  const auto go = [&state](Toward toward) {
    FocusOn(state, focus_walk::Neighbour(Reachable(state.focus), state.focus.at, toward));
  };
  if (keys.across != 0) go(keys.across > 0 ? Toward::kRight : Toward::kLeft);
  if (keys.down != 0) go(keys.down > 0 ? Toward::kDown : Toward::kUp);
}

// Typing begins by Return, or with what is typed.
void TakeFieldKeys(FocusState& focus, const FocusStop& stop) {
  const auto& characters = ImGui::GetIO().InputQueueCharacters;
  const bool blank = characters.Size == 0 || characters[0] == ' ';
  const bool erases = KeyPressed(Key::kBackspace) || KeyPressed(Key::kDelete);
  if (blank && !erases && !EnterPressed() && !KeyPressed(Key::kSpace)) return;
  TypeIntoItem(stop);
  if (!blank) focus.typed.assign(characters.begin(), characters.end());
}

void TakePageKeys(const FocusStop& stop) {
  const int pages =
      (KeyPressed(Key::kPageDown, true) ? 1 : 0) - (KeyPressed(Key::kPageUp, true) ? 1 : 0);
  if (pages != 0) ScrollAroundItem(stop, pages);
}

bool Presses(const FocusStop& stop, const ControlKeys& keys) {
  const bool menu = stop.kind == StopKind::kMenu;
  const bool can = menu || stop.kind == StopKind::kButton || stop.kind == StopKind::kList;
  return stop.enabled && can &&
         (KeyPressed(Key::kSpace) || EnterPressed() || (menu && keys.down > 0));
}

// --- the controls that have been drawn

void Collect(FocusState& focus) {
  std::vector<FocusStop> now = std::exchange(focus.drawn, {});
  std::stable_sort(now.begin(), now.end(),
                   [](const FocusStop& a, const FocusStop& b) { return a.room < b.room; });
  if (!focus.at.empty() && focus_walk::FindStop(now, focus.at) == nullptr) {
    focus.at = focus_walk::Substitute(focus.stops, now, focus.at);
    focus.reveal = true;
  }
  focus.stops = std::move(now);
}

// Where a walk starts: the mouse and a field that is typed into count, too.
std::string Here(const FocusState& focus) {
  if (!focus.at.empty()) return focus.at;
  const ImGuiID active = ImGui::GetCurrentContext()->ActiveId;
  for (const FocusStop& stop : focus.stops) {
    if (active != 0 && stop.id == active) return stop.name;
  }
  return focus.clicked;
}

}  // namespace

void BeginFocus(UiState& state) {
  FocusState& focus = state.focus;
  focus.keys = {};
  focus.key_held = focus.key_held && AnyControlKeyDown();
  FollowMenus(state);
  FollowDialog(focus);
  if (AnyClick()) {
    focus.at.clear();
    focus.clicked.clear();
    focus.before_menus.clear();
  }
  GiveBackTyped(focus);
  KeepPointed(state);
}

void EnterRoom(UiState& state, Room room) { state.focus.room = room; }

void PlaceControl(UiContext& ui, const char* name, StopKind kind) {
  const ImVec2 min = ImGui::GetItemRectMin();
  const ImVec2 max = ImGui::GetItemRectMax();
  PlaceControlAt(ui, name, kind, {min.x, min.y, max.x - min.x, max.y - min.y}, ImGui::GetItemID());
}

void PlaceControlAt(UiContext& ui, const char* name, StopKind kind, const Rect& bounds,
                    unsigned id) {
  ui.inspection.Place(name, bounds);
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  const ImGuiWindow* window = g.CurrentWindow;
  const ImGuiWindow* root = window->RootWindow;
  const bool in_dialog = root == ImGui::GetTopMostPopupModal();
  const bool in_list = (root->Flags & ImGuiWindowFlags_Popup) != 0 && !in_dialog;
  const bool enabled = (g.CurrentItemFlags & ImGuiItemFlags_Disabled) == 0;
  if (!enabled) ui.inspection.Disable(name);
  if (window->SkipItems || in_list || id == 0) return;
  FocusState& focus = ui.state.focus;
  if (g.ActiveId == id && focus.at.empty()) focus.clicked = name;
  const Room room = in_dialog ? Room::kDialog : focus.room;
  focus.drawn.push_back({name, room, kind, enabled, bounds, id, window->ID});
  if (focus.at != name || !focus.reveal) return;
  const ImRect rect(bounds.x, bounds.y, bounds.right(), bounds.bottom());
  ImGui::ScrollToRect(g.CurrentWindow, rect);
  focus.reveal = false;
}

void KeepControl(UiContext& ui, const char* name) {
  const FocusStop* stop = focus_walk::FindStop(ui.state.focus.stops, name);
  if (stop == nullptr) return;
  ui.inspection.Place(name, stop->bounds);
  ui.state.focus.drawn.push_back(*stop);
}

void EndFocus(UiContext& ui) {
  FocusState& focus = ui.state.focus;
  Collect(focus);
  const FocusStop* stop = Focused(ui.state);
  if (stop != nullptr) DrawRing(ui.theme, *stop);
  ui.inspection.Fact("focus.control", focus.at);
}

bool MovesFocus(Command command) {
  switch (command) {
    case Command::kNextControl:
    case Command::kPreviousControl:
    case Command::kNextRoom:
    case Command::kPreviousRoom:
    case Command::kMenus:
      return true;
    default:
      return false;
  }
}

void GoToMenus(UiState& state) {
  for (const FocusStop& stop : state.focus.stops) {
    if (stop.room == Room::kMenus) return FocusOn(state, stop.name);
  }
}

void GoToControl(UiContext& ui, int by) {
  const FocusState& focus = ui.state.focus;
  FocusOn(ui.state, focus_walk::NextStop(Reachable(focus), Here(focus), by), true);
}

void GoToRoom(UiContext& ui, int by) {
  const FocusState& focus = ui.state.focus;
  FocusOn(ui.state, focus_walk::NextRoom(Reachable(focus), Here(focus), by, focus.last));
}

void FocusOn(UiState& state, const std::string& name, bool typing) {
  FocusState& focus = state.focus;
  if (focus.at == name && !name.empty()) return;
  const FocusStop* from = Focused(state);
  const std::string before = focus.at;
  ImGui::ClearActiveID();  // what was typed is committed when its field is drawn
  focus.at = name;
  focus.clicked.clear();
  focus.reveal = true;
  const FocusStop* stop = Focused(state);
  if (stop == nullptr) return;
  const bool from_menus = from != nullptr && from->room == Room::kMenus;
  if (stop->room == Room::kMenus && !from_menus) focus.before_menus = before;
  focus.last[stop->room] = name;
  PointAtItem(*stop);
  if (typing && stop->kind == StopKind::kText) TypeIntoItem(*stop);
}

bool LeaveFocus(UiState& state) {
  FocusState& focus = state.focus;
  if (focus.at.empty()) return false;
  const FocusStop* stop = Focused(state);
  const bool in_menus = stop != nullptr && stop->room == Room::kMenus;
  focus.at = in_menus ? std::exchange(focus.before_menus, {}) : std::string();
  ImGui::ClearActiveID();
  return true;
}

bool ControlFocused(const UiState& state) { return !state.focus.at.empty(); }

bool FieldFocused(const UiState& state) {
  const FocusStop* stop = Focused(state);
  return stop != nullptr && stop->kind == StopKind::kText;
}

void TakeControlKeys(UiContext& ui) {
  const FocusStop* found = Focused(ui.state);
  const ImGuiIO& io = ImGui::GetIO();
  if (found == nullptr || IsTypedInto(*found) || io.KeyCtrl || io.KeyAlt) return;
  const FocusStop stop = *found;
  FocusState& focus = ui.state.focus;
  TakePageKeys(stop);
  if (stop.kind == StopKind::kText) TakeFieldKeys(focus, stop);
  const bool keeps_across = stop.kind == StopKind::kValue || stop.kind == StopKind::kScroll;
  const bool keeps_down = keeps_across || stop.kind == StopKind::kList;
  const ControlKeys keys = ArrowKeys(keeps_across);
  if (Presses(stop, keys)) return Press(focus, stop);
  focus.keys = {keeps_across ? keys.across : 0, keeps_down ? keys.down : 0, keys.first, keys.last};
  GoToNeighbour(ui.state, {keeps_across ? 0 : keys.across, keeps_down ? 0 : keys.down});
}

ControlKeys KeysOf(const UiState& state, const std::string& name) {
  return state.focus.at == name && !name.empty() ? state.focus.keys : ControlKeys{};
}

}  // namespace convlens
