#include "cli/code_command.h"

#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <vector>

#include "cli/session_source.h"
#include "code/script.h"
#include "core/grid/path_text.h"
#include "io/files/output.h"
#include "io/grids/npy_file.h"

namespace convlens {
namespace {

struct CodeOptions {
  std::string source;
  std::string output = "-";
  ScriptLanguage language = ScriptLanguage::kNumPy;
  std::optional<ScriptTask> task;
};

Result<Done> WriteArrays(const Script& script, const std::string& output) {
  const std::filesystem::path folder = PathOf(output).parent_path();
  for (const ScriptArray& array : script.arrays) {
    std::vector<GridView> grids;
    for (const SharedGrid& grid : array.grids) grids.push_back(grid);
    const std::string path = TextOf(folder / PathOf(array.file));
    const Result<Done> written = WriteOutput(path, NpyToBytes(array.shape, grids));
    if (!written) return written.problem();
  }
  return Done{};
}

int Run(const CodeOptions& options) {
  if (const auto problem = CheckWritable(options.output)) return FailWith(*problem);
  const Result<Session> session = FindSession(options.source);
  if (!session) return FailWith(session.problem());
  const bool stream = IsStream(options.output);
  ScriptRequest request{options.language, options.task.value_or(TaskOf(session->view)),
                        session->title};
  if (request.title.empty() && options.source != "-") request.title = options.source;
  if (!stream) request.stem = TextOf(PathOf(options.output).stem());
  const Result<Script> script = ScriptFor(session->document, request);
  if (!script) return FailWith(script.problem());
  if (stream && !script->arrays.empty()) {
    return FailWith(
        {"{} has too many numbers for the text of a script. Use -o FILE: they are "
         "written beside it.",
         {options.source}});
  }
  const Result<Done> arrays = WriteArrays(*script, options.output);
  if (!arrays) return FailWith(arrays.problem());
  if (options.output == "-") {
    std::cout << script->text;
    return 0;
  }
  const Result<Done> written = WriteOutput(options.output, script->text);
  return written ? 0 : FailWith(written.problem());
}

}  // namespace

void AddCodeCommand(CLI::App& app, CommandAction& action) {
  auto options = std::make_shared<CodeOptions>();
  CLI::App* command = app.add_subcommand(
      "code", "Write a session or a lesson as a script that prints the same numbers");
  command->add_option("SESSION|LESSON", options->source, "a session file, or a lesson's id")
      ->required();
  AddWordOption(*command, "--as", options->language, kScriptLanguageWords,
                "the language or library (numpy)");
  AddWordOption(*command, "--task", options->task, kScriptTaskWords,
                "print the output of the layers, or train them (what the session shows)");
  command
      ->add_option("-o,--output", options->output,
                   "where to write the script; arrays of more than 4096 numbers are written beside "
                   "it, as .npy (standard output)")
      ->type_name("FILE");
  command->callback([options, &action] { action = [options] { return Run(*options); }; });
}

}  // namespace convlens
