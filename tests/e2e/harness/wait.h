#pragma once

#include <chrono>
#include <thread>

namespace convlens::e2e {

using Duration = std::chrono::milliseconds;

/// Long enough for a program on a busy machine, and for a sanitized one; a test that passes never
/// waits so long.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr Duration kPatience{60'000};
#else
inline constexpr Duration kPatience{20'000};
#endif

/// Asks until `condition` holds; false when it does not within `limit`.
template <typename Condition>
bool WaitUntil(const Condition& condition, Duration limit = kPatience) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (!condition()) {
    if (std::chrono::steady_clock::now() >= end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(4));
  }
  return true;
}

}  // namespace convlens::e2e
