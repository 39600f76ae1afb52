#pragma once

#include <exception>
#include <functional>
#include <string>

namespace convlens {

/// Exit code of a program that has to end for a reason that it cannot help.
inline constexpr int kExitFailure = 2;

/// Calls `step` until it is false, and gives the exit code. Whatever it throws, the work is on the
/// disk before the program ends: `save_work` puts it there, and is false where it could not. One
/// line on standard error says so.
int RunFrames(const std::function<bool()>& step, const std::function<bool()>& save_work);

/// Says on standard error, as one line, that the program must close because of `error`, and what
/// became of the work; gives the exit code.
int FailToGoOn(const std::exception& error, const std::string& work = "");

}  // namespace convlens
