#pragma once

namespace convlens {

/// From now on SIGTERM, SIGINT and SIGHUP ask the program to end instead of ending it: `EndAsked`
/// becomes true and a wait for events ends. A program that has not ended within a second, because a
/// frame takes longer, is killed; autosave has what was there a second or two before. Call before
/// any thread starts. Does nothing where there are no such signals.
void WatchEndSignals();

bool EndAsked();

}  // namespace convlens
