#include "app/run_frames.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <functional>
#include <new>
#include <stdexcept>

using namespace convlens;

namespace {

const std::function<void()> kThrows[] = {
    [] { throw std::bad_alloc(); }, [] { throw std::runtime_error("a\033[31mreason"); },
    [] { std::filesystem::current_path("/none/such"); }};  // a filesystem_error

}  // namespace

TEST_CASE("frames go on until one says that it is over") {
  int frames = 0;
  int saved = 0;
  const auto save = [&] { return ++saved > 0; };
  CHECK(RunFrames([&] { return ++frames < 3; }, save) == 0);
  CHECK(frames == 3);
  CHECK(saved == 0);
}

TEST_CASE("whatever a frame throws, the work is saved once and the exit code is 2") {
  for (const std::function<void()>& fail : kThrows) {
    int frames = 0;
    int saved = 0;
    const auto step = [&] {
      if (++frames == 3) fail();
      return true;
    };
    CHECK(RunFrames(step, [&] { return ++saved > 0; }) == 2);
    CHECK(frames == 3);
    CHECK(saved == 1);
  }
}

TEST_CASE("saving that fails or throws in its turn ends the program all the same") {
  for (const std::function<void()>& fail : kThrows) {
    const auto step = []() -> bool { throw std::bad_alloc(); };
    CHECK(RunFrames(step, [] { return false; }) == 2);
    const auto save = [&] {
      fail();
      return true;
    };
    CHECK(RunFrames(step, save) == 2);
  }
}
