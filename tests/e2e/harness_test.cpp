#include <doctest/doctest.h>

#include <fstream>

#include "e2e/harness/application.h"

namespace convlens::e2e {
namespace {

Setup Echo() {
  Setup setup;
  setup.program = ECHO_WINDOW;
  return setup;
}

TEST_CASE("a click on a named place arrives at its middle") {
  Application echo(Echo());
  echo.Click("button.middle");
  echo.Expect("pressed", "0@120,60");
  echo.Expect("released", "0@120,60");
}

TEST_CASE("a drag presses at its start and releases at its end") {
  Application echo(Echo());
  echo.Drag({20, 30}, {90, 110}, 3);
  echo.Expect("pressed", "1@20,30");
  echo.Expect("released", "1@90,110");
}

TEST_CASE("the wheel, chords of keys and letters of both cases arrive") {
  Application echo(Echo());
  echo.Wheel({10, 10}, 2);
  echo.Expect("wheel", "1");
  echo.Wheel({10, 10}, -1);
  echo.Expect("wheel", "-1");
  echo.Type("aB-1.5*");
  echo.Expect("typed", "aB-1.5*");
  echo.Press("ctrl+z");
  echo.Expect("key", "90/2");
}

TEST_CASE("the window can be resized, looked at and asked to close") {
  Application echo(Echo());
  echo.robot().Resize(200, 150);
  echo.Expect("size", "200,150");
  const Picture picture = echo.robot().Look();
  CHECK(picture.width == 200);
  CHECK(picture.height == 150);
  CHECK(picture.At(60, 60) == Pixel{0xF2, 0xB1, 0x34});
  echo.robot().AskToClose();
  CHECK(echo.process().WaitForEnd() == 0);
}

TEST_CASE("a file with a space in its name can be dropped on the window") {
  Application echo(Echo());
  const std::filesystem::path file = echo.home() / "my photo.png";
  std::ofstream(file) << "x";
  CHECK(echo.robot().Drop(file, 50, 60));
  echo.Expect("dropped", file.string());
}

TEST_CASE("a program that is killed is gone, and can be started again in the same home") {
  Application echo(Echo());
  const pid_t first = echo.process().id();
  echo.process().Kill();
  CHECK(echo.process().WaitForEnd() == 128 + 9);
  echo.Restart();
  CHECK(echo.process().id() != first);
  CHECK(echo.Has("button.middle"));
  CHECK(echo.process().ProcessorSeconds() < 5);
}

}  // namespace
}  // namespace convlens::e2e
