#include <pthread.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>

#include "app/end_signals.h"
#include "app/window.h"

namespace convlens {
namespace {

// A signal has nothing else that it could reach.
std::atomic<bool> g_end_asked{false};  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

sigset_t EndSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, signal);
  return signals;
}

/// In a thread of its own, since next to nothing may be called from a signal's handler.
void Watch() {
  const sigset_t signals = EndSignals();
  int signal = 0;
  if (sigwait(&signals, &signal) != 0) return;
  g_end_asked = true;
  Window::Wake();
  constexpr auto kPatience = std::chrono::milliseconds(900);
  std::this_thread::sleep_for(kPatience);
  _exit(128 + signal);
}

}  // namespace

void WatchEndSignals() {
  const sigset_t signals = EndSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // inherited by every thread started later
  std::thread(Watch).detach();
}

bool EndAsked() { return g_end_asked; }

}  // namespace convlens
