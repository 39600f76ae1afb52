#pragma once

#include <cstddef>

namespace convlens {

/// At least `count` floats of the calling thread, aligned as a grid's rows and not initialized, for
/// what one computation needs between its steps. They are kept for the next call, which may move
/// them, and given back when the thread ends. What is much larger than usual is not kept for long:
/// a call that needs far less makes them small again.
float* ThreadScratch(ptrdiff_t count);

}  // namespace convlens
