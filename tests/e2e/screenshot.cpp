// Takes the README's picture of the real program. Usage: screenshot PICTURE.png
#include <cstdio>
#include <exception>

#include "e2e/harness/application.h"

namespace convlens::e2e {
namespace {

// The book's figure, one step into its sum, at the window's own size.
void TakePicture(const std::filesystem::path& file) {
  Setup setup;
  setup.width = 1440;
  setup.height = 900;
  Application app(setup);
  app.Press("Right");
  app.Press("Right");
  const Place figure = app.Find("figure");
  app.Hover({figure.x + 6, figure.y + figure.height - 6});
  app.Rest();
  // Until nothing moves any more: two looks alike.
  Picture last;
  app.Await("a window at rest", [&] {
    app.NextFrames();
    Picture now = app.robot().Look();
    const bool same = now.pixels == last.pixels;
    last = std::move(now);
    return same;
  });
  WritePicture(file, last);
}

}  // namespace
}  // namespace convlens::e2e

int main(int count, char** arguments) {
  if (count != 2) return 2;
  try {
    convlens::e2e::TakePicture(arguments[1]);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "screenshot: %s\n", problem.what());
    return 1;
  }
  return 0;
}
