// Takes the README's pictures of the real program. Usage: screenshot FOLDER
#include <cstdio>
#include <exception>

#include "e2e/harness/application.h"
#include "e2e/harness/options.h"

namespace convlens::e2e {
namespace {

Setup WindowOf(const std::string& theme) {
  Setup setup;
  setup.theme = theme;
  setup.width = 1440;
  setup.height = 900;
  return setup;
}

/// At the window's own size, once nothing moves any more: two looks alike.
void TakePicture(Application& app, const std::filesystem::path& file) {
  app.Rest();
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

// The book's figure, stepped on.
void TakeSlidingWindow(const std::filesystem::path& file) {
  Application app(WindowOf("dark"));
  app.Press("Right");
  app.Press("Right");
  const Place figure = app.Find("figure");
  app.Hover({figure.x + 6, figure.y + figure.height - 6});
  TakePicture(app, file);
}

// The book's kernel has learned; the way that it took over its loss.
void TakeLossSurface(const std::filesystem::path& file) {
  Application app(WindowOf("light"));
  app.Click("menu.lessons");
  app.Click("lesson.learn-a-kernel");
  app.Press("shift+t");
  app.Await("ten steps", [&] { return app.Number("plot.points") >= 10; });
  app.Click(kSurfaceView);
  app.Find("plot.surface");
  const Place card = app.Find(kBackwardView);
  app.Hover({card.x + card.width + 12, card.center().y});
  TakePicture(app, file);
}

// What an element in the depth of LeNet sees, and what it reaches.
void TakeStack(const std::filesystem::path& file) {
  Application app(WindowOf("dark"));
  app.Click("tab.stack");
  app.Click("choice.stack");
  app.Click(StackOption("lenet"));
  app.Rest();
  app.Hover(app.Find("stack.3").Cell(3, 4, 10, 10));
  app.Await("its field", [&] { return app.Fact("stack.element").starts_with("3 "); });
  TakePicture(app, file);
}

}  // namespace
}  // namespace convlens::e2e

int main(int count, char** arguments) {
  if (count != 2) return 2;
  const std::filesystem::path folder = arguments[1];
  try {
    convlens::e2e::TakeSlidingWindow(folder / "screenshot.png");
    convlens::e2e::TakeLossSurface(folder / "screenshot-loss-surface.png");
    convlens::e2e::TakeStack(folder / "screenshot-stack.png");
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "screenshot: %s\n", problem.what());
    return 1;
  }
  return 0;
}
