#include <csignal>
#include <exception>
#include <string>

#include "app/application.h"
#include "app/end_signals.h"
#include "app/process.h"
#include "app/run_frames.h"
#include "cli/command_line.h"

namespace convlens {
namespace {

/// In its last size; where that cannot be had, in the default one.
Result<std::unique_ptr<Window>> OpenWindow() {
  const Result<Preferences> preferences = LoadPreferences(DefaultPreferencesPath());
  const Preferences usual;
  const Preferences size = preferences ? *preferences : usual;
  Result<std::unique_ptr<Window>> window =
      Window::Open(size.window_width, size.window_height, "ConvLens");
  if (window || size == usual) return window;
  return Window::Open(usual.window_width, usual.window_height, "ConvLens");
}

int RunWindow(const Launch& launch) {
  WatchEndSignals();
  Result<std::unique_ptr<Window>> window = OpenWindow();
  if (!window) {
    SayProblem(ToEnglish(window.problem()));
    return 2;
  }
  Application application(std::move(*window), launch);
  return RunFrames([&] { return application.Step(); }, [&] { return application.SaveWork(); });
}

int RunProgram(std::vector<std::string> arguments) {
  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  const std::variant<int, Launch> parsed =
      RunCommandLine(static_cast<int>(arguments.size()), argv.data());
  if (const int* exit_code = std::get_if<int>(&parsed)) return *exit_code;

  return RunWindow(std::get<Launch>(parsed));
}

}  // namespace
}  // namespace convlens

int main(int argc, char** argv) {
#ifdef SIGPIPE
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a write error, not the end of the program
#endif
  try {
    return convlens::RunProgram(convlens::TakeArguments(argc, argv));
  } catch (const std::exception& error) {
    return convlens::FailToGoOn(error);
  }
}
