#include <emscripten.h>

#include <cstdio>
#include <filesystem>
#include <string>

#include "app/application.h"
#include "app/web/bridge.h"

namespace convlens {
namespace {

/// What start.js has made of the page's address.
Launch LaunchOf(int argc, char** argv) {
  Launch launch;
  for (int i = 1; i < argc; ++i) {
    const std::string_view name = argv[i];
    if (name == "--embed") launch.embedded = true;
    if (i + 1 == argc) break;
    if (name == "--inspect") launch.inspect = argv[i + 1];
    if (name == "--open") launch.file = argv[i + 1];
    if (name == "--lesson") launch.lesson = argv[i + 1];
    if (name == "--link") launch.link = argv[i + 1];
  }
  // Else the address says what is wanted.
  launch.restore = launch.lesson.empty() && launch.link.empty() && !launch.embedded;
  return launch;
}

/// For as long as the page is there: the browser calls, and `main` has returned.
std::unique_ptr<Application>& TheApplication() {
  static std::unique_ptr<Application> application;
  return application;
}

void Frame() {
  const std::unique_ptr<Application>& application = TheApplication();
  if (!application->Due()) return;
  const double start = emscripten_get_now();
  application->Step();
  TellFrameDrawn(start, emscripten_get_now());
}

}  // namespace
}  // namespace convlens

int main(int argc, char** argv) {
  using namespace convlens;
  // Where files are written that the browser downloads.
  std::error_code ignored;
  std::filesystem::create_directories("/download", ignored);
  std::filesystem::current_path("/download", ignored);
  Result<std::unique_ptr<Window>> window = Window::Open(0, 0, "ConvLens");
  if (!window) {
    std::fprintf(stderr, "convlens: %s\n", ToEnglish(window.problem()).c_str());
    return 2;
  }
  TheApplication() = std::make_unique<Application>(std::move(*window), LaunchOf(argc, argv));
  emscripten_set_main_loop(Frame, 0, false);
  return 0;
}
