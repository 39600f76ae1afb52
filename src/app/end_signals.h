#pragma once

namespace convlens {

/// From now on SIGTERM, SIGINT and SIGHUP ask the program to end instead of ending it: `EndAsked`
/// becomes true and a wait for events ends. Who has not ended within a second, because a frame
/// takes longer, is ended; autosave has what was there a second or two before. Call before any
/// thread is begun. Does nothing where there are no such signals.
void WatchEndSignals();

bool EndAsked();

}  // namespace convlens
