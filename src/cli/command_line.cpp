#include "cli/command_line.h"

#include <iostream>

#include "cli/code_command.h"
#include "cli/command.h"
#include "cli/corr_command.h"
#include "cli/field_command.h"
#include "cli/render_command.h"
#include "cli/train_command.h"
#include "core/grid/path_text.h"

namespace convlens {
namespace {

constexpr const char* kAbout =
    "ConvLens: see, draw, edit and train 2-D convolution kernels. Without a command it opens its "
    "window.";

int FailParse(const std::string& what) {
  return FailWith(
      {"{}. Try convlens --help.", {what.substr(0, what.find_last_not_of(".\n ") + 1)}});
}

/// The window's own arguments, checked as far as that is possible without it.
std::variant<int, Launch> LaunchWith(const std::string& file, const std::string& inspect) {
  Launch launch;
  launch.inspect = PathOf(inspect);
  if (file.empty()) return launch;
  std::error_code ignored;
  if (!std::filesystem::exists(PathOf(file), ignored))
    return FailWith({"There is no file {}.", {file}});
  launch.file = PathOf(file);
  return launch;
}

}  // namespace

std::variant<int, Launch> RunCommandLine(int argc, char** argv) {
  CLI::App app(kAbout, "convlens");
  app.allow_windows_style_options(false);  // "/folder/x.npy" is a file on Windows, too
  std::string file;
  std::string inspect;
  CommandAction action;
  app.set_version_flag("--version", "convlens " CONVLENS_VERSION);
  CLI::Option* opened =
      app.add_option("FILE", file, "an image, an array, a table of numbers or a session to open");
  app.add_option("--inspect", inspect,
                 "keep this file up to date with where things are in the window")
      ->type_name("FILE");
  app.require_subcommand(0, 1);
  AddCorrCommand(app, action);
  AddTrainCommand(app, action);
  AddFieldCommand(app, action);
  AddRenderCommand(app, action);
  AddCodeCommand(app, action);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {  // --help, --version
    return RunGuarded([&] { return app.exit(success, std::cout, std::cerr); });
  } catch (const CLI::ParseError& error) {
    return FailParse(error.what());
  }
  if (!action) return LaunchWith(file, inspect);
  if (opened->count() > 0) return FailParse(file + " was not expected before the command");
  return RunGuarded(action);
}

}  // namespace convlens
