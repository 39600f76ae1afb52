#include <cstdio>

#include "app/process.h"

namespace convlens {

std::vector<std::string> TakeArguments(int argc, char** argv) { return {argv, argv + argc}; }

void SayProblem(const std::string& text) { std::fprintf(stderr, "convlens: %s\n", text.c_str()); }

}  // namespace convlens
