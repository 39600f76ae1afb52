#include <windows.h>

#include <atomic>

#include "app/end_signals.h"
#include "app/window.h"

namespace convlens {
namespace {

// A handler has nothing else that it could reach.
std::atomic<bool> g_end_asked{false};  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

/// In a thread of its own, which Windows starts: Ctrl+C in the terminal, its end, a logout. When it
/// returns, the process ends at once, unless it has ended before.
BOOL WINAPI Handle(DWORD) {
  g_end_asked = true;
  Window::Wake();
  constexpr DWORD kPatience = 900;  // milliseconds
  Sleep(kPatience);
  return FALSE;
}

}  // namespace

void WatchEndSignals() { SetConsoleCtrlHandler(Handle, TRUE); }

bool EndAsked() { return g_end_asked; }

}  // namespace convlens
