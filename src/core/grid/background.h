#pragma once

#include <future>
#include <utility>

namespace convlens {

/// Whether this build has threads besides its first one. A web page has none.
#if defined(__EMSCRIPTEN__) && !defined(__EMSCRIPTEN_PTHREADS__)
inline constexpr bool kHasThreads = false;
#else
inline constexpr bool kHasThreads = true;
#endif

/// Runs `task` in a thread of its own; at once, before this returns, where there are none.
template <typename Task>
auto InBackground(Task task) -> std::future<decltype(task())> {
  if (kHasThreads) return std::async(std::launch::async, std::move(task));
  std::promise<decltype(task())> promise;
  promise.set_value(task());
  return promise.get_future();
}

}  // namespace convlens
