#include "scripts/cpp_scripts.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace convlens {
namespace {

constexpr int kPrograms = 2;  // of which each has a processor

std::string TextOfFile(const std::filesystem::path& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

/// The script without its includes, and its main function under another name.
std::string AsNamespace(const std::string& script, const std::string& name) {
  std::istringstream lines(script);
  std::string text = "namespace " + name + " {\n";
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("#include")) continue;
    text += (line == "int main() {" ? "void run() {" : line) + "\n";
  }
  return text + "}\n";
}

}  // namespace

std::string RunCppScripts(const std::filesystem::path& folder,
                          const std::vector<std::string>& names) {
  for (int program = 0; program < kPrograms; ++program) {
    std::string text =
        "#include <algorithm>\n#include <cmath>\n#include <cstddef>\n#include <cstdlib>\n"
        "#include <fstream>\n#include <iomanip>\n#include <iostream>\n#include <utility>\n"
        "#include <vector>\n";
    std::string calls;
    for (size_t i = static_cast<size_t>(program); i < names.size(); i += kPrograms) {
      const std::string space = "script" + std::to_string(i);
      text += AsNamespace(TextOfFile(folder / (names[i] + ".cpp")), space);
      calls += "  run(" + space + "::run, \"" + names[i] + ".out\");\n";
    }
    text +=
        "void run(void (*script)(), const char* name) {\n  std::ofstream file(name);\n"
        "  std::streambuf* before = std::cout.rdbuf(file.rdbuf());\n  script();\n"
        "  std::cout.rdbuf(before);\n}\nint main() {\n" +
        calls + "}\n";
    std::ofstream(folder / ("program" + std::to_string(program) + ".cc")) << text;
  }
  const std::string one = "'" CONVLENS_COMPILER "' -std=c++17 -O0 -x c++ program";
  std::string script = "cd '" + folder.string() + "'\n";
  for (int program = 0; program < kPrograms; ++program) {
    const std::string n = std::to_string(program);
    script += "(" + one + n + ".cc -o program" + n + " && ./program" + n + ") 2>log" + n + " &\n";
  }
  std::ofstream(folder / "script.sh") << script << "wait\ncat log*\n";
  const std::string command = "bash '" + (folder / "script.sh").string() + "' >'" +
                              (folder / "compiler.log").string() + "' 2>&1";
  if (std::system(command.c_str()) != 0) return "bash failed";
  return TextOfFile(folder / "compiler.log");
}

}  // namespace convlens
