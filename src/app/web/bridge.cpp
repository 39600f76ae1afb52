#include "app/web/bridge.h"

#include <emscripten.h>

#include "core/grid/path_text.h"
#include "imgui_internal.h"

namespace convlens {

PageState& ThePage() {
  static PageState page;
  return page;
}

}  // namespace convlens

// Called by page.js; kinds, keys and buttons are those of InputEvent.
extern "C" {

EMSCRIPTEN_KEEPALIVE void ConvLensEvent(int kind, int code, int down, int held, float x, float y) {
  using convlens::InputEvent;
  constexpr int kKinds = static_cast<int>(InputEvent::Kind::kFocus) + 1;
  if (kind < 0 || kind >= kKinds) return;
  const convlens::Modifiers modifiers{(held & 1) != 0, (held & 2) != 0, (held & 4) != 0,
                                      (held & 8) != 0};
  convlens::ThePage().input.Push(
      {static_cast<InputEvent::Kind>(kind), code, down != 0, modifiers, x, y});
}

EMSCRIPTEN_KEEPALIVE void ConvLensWake() { convlens::ThePage().woken = true; }

EMSCRIPTEN_KEEPALIVE void ConvLensPasted(const char* text) { convlens::ThePage().clipboard = text; }

EMSCRIPTEN_KEEPALIVE void ConvLensPastedByMenu(const char* text) {
  ConvLensPasted(text);
  if (const auto read = std::exchange(convlens::ThePage().clipboard_read, nullptr)) read();
  ConvLensWake();
}

// Whether what is under the pointer can be scrolled; a finger that moves there does.
EMSCRIPTEN_KEEPALIVE int ConvLensScrolls() {
  const ImGuiWindow* window = ImGui::GetCurrentContext()->HoveredWindow;
  while (window != nullptr && window->ScrollMax.y <= 0) {
    window = (window->Flags & ImGuiWindowFlags_ChildWindow) != 0 ? window->ParentWindow : nullptr;
  }
  return window != nullptr ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE void ConvLensDropped(const char* path) {
  convlens::ThePage().dropped.push_back(convlens::PathOf(path));
  ConvLensWake();
}

EMSCRIPTEN_KEEPALIVE void ConvLensChosen(const char* path) {
  if (const auto chosen = std::exchange(convlens::ThePage().chosen, nullptr))
    chosen(convlens::PathOf(path));
  ConvLensWake();
}

EMSCRIPTEN_KEEPALIVE void ConvLensFont(const char* path) {
  convlens::ThePage().fonts.push_back(convlens::PathOf(path));
  ConvLensWake();
}

// What page.js tells by number.
EMSCRIPTEN_KEEPALIVE void ConvLensProblem(int number) {
  constexpr const char* kProblems[] = {
      "The Chinese fonts could not be fetched: check the connection, and choose Chinese again.",
      "The browser stores nothing for this page: save the session as a file to keep it.",
      "The browser does not let this page read the clipboard: press Ctrl+V instead.",
      "The browser does not let this page write to the clipboard: click into the page first.",
  };
  if (number < 0 || number >= static_cast<int>(std::size(kProblems))) return;
  convlens::ThePage().problem = convlens::Message{kProblems[number], {}};
  ConvLensWake();
}

EMSCRIPTEN_KEEPALIVE void ConvLensContext(int there) {
  convlens::ThePage().context_lost = there == 0;
  convlens::ThePage().context_new = there != 0;
  ConvLensWake();
}

EMSCRIPTEN_KEEPALIVE void ConvLensFullScreenLeft() {
  convlens::ThePage().full_screen_left = true;
  ConvLensWake();
}

}  // extern "C"
