#include "e2e/harness/display.h"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace convlens::e2e {
namespace {

// The server writes the number of its display and a line break once it is ready.
std::string ReadLine(int descriptor) {
  std::string line;
  pollfd ready{descriptor, POLLIN, 0};
  while (poll(&ready, 1, static_cast<int>(kPatience.count())) > 0) {
    char letter = 0;
    if (read(descriptor, &letter, 1) != 1) break;
    if (letter == '\n') return line;
    line += letter;
  }
  throw std::runtime_error("Xvfb does not start: is the package xvfb installed?");
}

}  // namespace

VirtualDisplay::VirtualDisplay(int width, int height) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
  const std::string screen = std::to_string(width) + "x" + std::to_string(height) + "x24";
  // -r: no repeated keys, since a key may be held down as long as a slow frame.
  server_ = Process({"Xvfb", "-displayfd", std::to_string(ends[1]), "-screen", "0", screen, "-dpi",
                     "96", "-nolisten", "tcp", "-noreset", "-r"},
                    {.environment = {}, .folder = {}, .silent = true, .inherited = ends[1]});
  close(ends[1]);
  name_ = ReadLine(ends[0]).insert(0, 1, ':');
  close(ends[0]);
}

}  // namespace convlens::e2e
