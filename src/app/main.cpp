#include <csignal>
#include <cstdio>

#include "app/application.h"

namespace convlens {
namespace {

int RunProgram(int argc, char** argv) {
  const std::variant<int, Launch> parsed = RunCommandLine(argc, argv);
  if (const int* exit_code = std::get_if<int>(&parsed)) return *exit_code;

  const Result<Preferences> preferences = LoadPreferences(DefaultPreferencesPath());
  const Preferences size = preferences ? *preferences : Preferences{};
  Result<std::unique_ptr<Window>> window =
      Window::Open(size.window_width, size.window_height, "ConvLens");
  if (!window) {
    std::fprintf(stderr, "convlens: %s\n", ToEnglish(window.problem()).c_str());
    return 2;
  }
  Application application(std::move(*window), std::get<Launch>(parsed));
  while (application.Step()) {
  }
  return 0;
}

}  // namespace
}  // namespace convlens

int main(int argc, char** argv) {
#ifdef SIGPIPE
  std::signal(SIGPIPE, SIG_IGN);  // a reader who has gone is an error of writing, not the end
#endif
  return convlens::RunProgram(argc, argv);
}
