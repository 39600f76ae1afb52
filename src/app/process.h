#pragma once

#include <string>
#include <vector>

namespace convlens {

/// What systems do differently when a program starts: process_posix.cpp, process_windows.cpp.
/// The program's arguments, its name first, in UTF-8. On Windows, texts for standard output go to
/// the terminal that the program was started from, if there is one.
std::vector<std::string> TakeArguments(int argc, char** argv);

/// Says on standard error why there is no window; on Windows in a box, where that leads nowhere.
void SayProblem(const std::string& text);

}  // namespace convlens
