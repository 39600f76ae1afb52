#pragma once

#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "cli/command_line.h"

namespace convlens {

/// What a command said and how it ended; `launch` when it asks for the window instead.
struct Outcome {
  int exit_code = -1;
  std::optional<Launch> launch;
  std::string out;
  std::string error;
};

/// `convlens` with these arguments, in this process.
inline Outcome Run(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "convlens");
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  std::ostringstream out;
  std::ostringstream error;
  std::streambuf* const old_out = std::cout.rdbuf(out.rdbuf());
  std::streambuf* const old_error = std::cerr.rdbuf(error.rdbuf());
  const std::variant<int, Launch> result =
      RunCommandLine(static_cast<int>(arguments.size()), pointers.data());
  std::cout.rdbuf(old_out);
  std::cerr.rdbuf(old_error);
  Outcome outcome{-1, std::nullopt, out.str(), error.str()};
  if (const int* code = std::get_if<int>(&result)) outcome.exit_code = *code;
  if (const Launch* launch = std::get_if<Launch>(&result)) outcome.launch = *launch;
  return outcome;
}

}  // namespace convlens
