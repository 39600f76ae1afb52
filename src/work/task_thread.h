#pragma once

namespace convlens {

/// Whether background work runs in threads of its own, or, where there are none (a web build; a
/// deterministic test), in slices inside `Poll()` on the caller's thread.
enum class Threading { kThreads, kInline };

}  // namespace convlens
