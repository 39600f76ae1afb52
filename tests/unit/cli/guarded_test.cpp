#include <doctest/doctest.h>

#include <filesystem>
#include <iostream>
#include <new>
#include <sstream>
#include <stdexcept>

#include "cli/command.h"

using namespace convlens;

namespace {

struct Outcome {
  int exit_code = 0;
  std::string error;
};

Outcome Ended(const CommandAction& action) {
  std::ostringstream error;
  std::streambuf* const before = std::cerr.rdbuf(error.rdbuf());
  const int exit_code = RunGuarded(action);
  std::cerr.rdbuf(before);
  return {exit_code, error.str()};
}

}  // namespace

TEST_CASE("a command's own exit code is given") {
  CHECK(Ended([] { return 0; }).exit_code == 0);
  CHECK(Ended([] { return 2; }).exit_code == 2);
}

TEST_CASE("whatever a command throws becomes one line and exit code 2") {
  const Outcome memory = Ended([]() -> int { throw std::bad_alloc(); });
  CHECK(memory.exit_code == 2);
  CHECK(memory.error == "convlens: There is not enough memory: use a smaller input or kernel.\n");
  const Outcome other = Ended([]() -> int { throw std::runtime_error("two\nlines\033"); });
  CHECK(other.exit_code == 2);
  CHECK(other.error == "convlens: two lines\xEF\xBF\xBD\n");
  const Outcome file = Ended([] {
    std::filesystem::current_path("/none/such");
    return 0;
  });
  CHECK(file.exit_code == 2);
  CHECK(file.error.starts_with("convlens: filesystem error: "));
}
