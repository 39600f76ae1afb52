#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

#include "code/script.h"
#include "io/session/lesson_file.h"
#include "io/session/session_file.h"
#include "layer/compute/forward.h"
#include "model/evaluate/training_target.h"
#include "scripts/cpp_scripts.h"
#include "scripts/random_documents.h"
#include "train/run/parameters.h"
#include "unit/io/scratch_folder.h"

using namespace convlens;

// Every script is run by its library and prints what the program computes.

namespace {

constexpr int kRandomDocuments = 200;

struct Case {
  std::string name;
  Document document;
  ScriptTask task = ScriptTask::kOutput;
};

/// The numbers that a script prints, and how large each could be: what its error is measured by.
struct Expected {
  std::vector<double> numbers;
  std::vector<double> scales;

  void Add(double number, double scale) {
    numbers.push_back(number);
    scales.push_back(scale);
  }
  void AddAll(const std::vector<double>& more) {
    double largest = 0;
    for (const double number : more) {
      if (std::isfinite(number)) largest = std::max(largest, std::abs(number));
    }
    for (const double number : more) Add(number, largest);
  }
};

std::vector<double> Numbers(const Tensor& tensor) {
  std::vector<double> numbers;
  for (const SharedGrid& grid : tensor.channels) {
    for (int r = 0; r < grid->height(); ++r) {
      numbers.insert(numbers.end(), grid->row(r), grid->row(r) + grid->width());
    }
  }
  return numbers;
}

Expected ExpectedOf(const Document& document, ScriptTask task) {
  Expected expected;
  if (task == ScriptTask::kOutput) {
    expected.AddAll(Numbers(Forward(document.layers, document.input)));
    return expected;
  }
  TrainingData data{{{document.input, TargetOf(document)}}};
  const auto& more = document.training.more_pairs;
  data.pairs.insert(data.pairs.end(), more.begin(), more.end());
  Trainer trainer(data, OptionsOf(document), InitialState(document));
  double first = 0;
  for (int64_t step = 0; step < document.training.step_limit; ++step) {
    const double loss = trainer.Step();
    if (step == 0) first = loss;
    expected.Add(static_cast<double>(step), 1);
    expected.Add(loss, std::max(loss, first));
  }
  expected.AddAll(ParametersOf(trainer.state(), document.training.learn_bias));
  return expected;
}

bool IsLetter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool IsDigit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/// The end of the number that begins at `at`; `at` where none does.
const char* EndOfNumber(const char* at) {
  const char* digits = at + (*at == '-' || *at == '+' ? 1 : 0);
  const std::string_view word(digits, strnlen(digits, 3));
  if (!IsDigit(*digits) && word != "nan" && word != "inf") return at;
  char* end = nullptr;
  std::strtod(at, &end);
  return IsLetter(*end) ? at : end;
}

/// All numbers of a text, without those that are part of a name.
std::vector<double> NumbersIn(const std::string& text) {
  std::vector<double> numbers;
  char before = ' ';
  for (const char* at = text.c_str(); *at != '\0';) {
    const bool in_word = IsLetter(before) || IsDigit(before) || before == '.';
    const char* end = in_word ? at : EndOfNumber(at);
    if (end != at) numbers.push_back(std::strtod(at, nullptr));
    at = std::max(end, at + 1);
    before = at[-1];
  }
  return numbers;
}

std::string TextOfFile(const std::filesystem::path& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

bool Agrees(double printed, double expected, double scale) {
  if (!std::isfinite(expected)) {
    return printed == expected || (std::isnan(printed) && std::isnan(expected));
  }
  return std::abs(printed - expected) <= 1e-5 * std::max(scale, 1e-30);
}

void CheckPrinted(const std::string& printed, const Case& one) {
  CAPTURE(printed);
  const Expected expected = ExpectedOf(one.document, one.task);
  const std::vector<double> numbers = NumbersIn(printed);
  REQUIRE(printed.find("ERROR") == std::string::npos);
  REQUIRE(numbers.size() == expected.numbers.size());
  for (size_t i = 0; i < numbers.size(); ++i) {
    CAPTURE(i);
    CAPTURE(numbers[i]);
    CAPTURE(expected.numbers[i]);
    REQUIRE(Agrees(numbers[i], expected.numbers[i], expected.scales[i]));
  }
}

std::vector<Case> AllCases() {
  std::vector<Case> cases;
  for (const Lesson& lesson : BuiltInLessons()) {
    for (const ScriptTask task : {ScriptTask::kOutput, ScriptTask::kTraining}) {
      const Document& document = lesson.session.document;
      const bool learns = TaskOf(lesson.session.view) == ScriptTask::kTraining;
      if (task == ScriptTask::kTraining && !learns) continue;
      const std::string ending = task == ScriptTask::kOutput ? "-output" : "-training";
      cases.push_back({lesson.id + ending, document, task});
    }
  }
  for (int i = 0; i < kRandomDocuments; ++i) {
    const bool trains = i % 2 == 1;
    cases.push_back({"random" + std::to_string(i), RandomDocument(static_cast<uint64_t>(i), trains),
                     trains ? ScriptTask::kTraining : ScriptTask::kOutput});
  }
  return cases;
}

/// Writes the scripts of all cases that the language can express; the names of these.
std::vector<Case> WriteScripts(const std::filesystem::path& folder, ScriptLanguage language,
                               const std::string& ending) {
  std::vector<Case> written;
  for (Case& one : AllCases()) {
    CAPTURE(one.name);
    const Result<Script> script = ScriptFor(one.document, {language, one.task, one.name});
    if (!script) {
      const bool scipy = language == ScriptLanguage::kSciPy;
      CHECK_MESSAGE(scipy, ToEnglish(script.problem()));
      continue;
    }
    CHECK(script->arrays.empty());
    std::ofstream(folder / (one.name + ending)) << script->text;
    written.push_back(std::move(one));
  }
  return written;
}

void CheckPython(ScriptLanguage language) {
  const ScratchFolder folder;
  const std::vector<Case> cases = WriteScripts(folder.path(), language, ".py");
  MESSAGE(cases.size() << " scripts");
  const std::string command = "/usr/bin/python3 '" CONVLENS_RUN_SCRIPTS "' '" +
                              folder.path().string() + "' " +
                              (language == ScriptLanguage::kPyTorch ? "torch" : "numpy");
  REQUIRE(std::system(command.c_str()) == 0);
  for (const Case& one : cases) {
    CAPTURE(one.name);
    CheckPrinted(TextOfFile(folder.path() / (one.name + ".out")), one);
  }
}

}  // namespace

TEST_CASE("scripts for NumPy print the program's numbers") { CheckPython(ScriptLanguage::kNumPy); }
TEST_CASE("scripts for SciPy print the program's numbers") { CheckPython(ScriptLanguage::kSciPy); }
TEST_CASE("scripts for PyTorch print the program's numbers") {
  CheckPython(ScriptLanguage::kPyTorch);
}

TEST_CASE("scripts in C++ print the program's numbers") {
  const ScratchFolder folder;
  const std::vector<Case> cases = WriteScripts(folder.path(), ScriptLanguage::kCpp, ".cpp");
  MESSAGE(cases.size() << " scripts");
  std::vector<std::string> names;
  for (const Case& one : cases) names.push_back(one.name);
  const std::string log = RunCppScripts(folder.path(), names);
  REQUIRE_MESSAGE(log.empty(), log.substr(0, 3000));
  for (const Case& one : cases) {
    CAPTURE(one.name);
    CheckPrinted(TextOfFile(folder.path() / (one.name + ".out")), one);
  }
}

TEST_CASE("scripts stand alone: arrays beside them, and no more includes than their own") {
  const ScratchFolder folder;
  Session session;
  session.document.input = NormalGrid({70, 60}, 1);
  REQUIRE(SaveSession(folder / "s.convlens", session).ok());
  const std::string shell =
      "cd '" + folder.path().string() +
      "' && for as in numpy pytorch scipy; do " CONVLENS_PROGRAM
      " code s.convlens --as $as -o $as.py || exit 1; done && " CONVLENS_PROGRAM
      " code s.convlens --as cpp -o cpp.cc && " CONVLENS_COMPILER
      " -std=c++17 -Wall -Wextra -Werror cpp.cc -o cpp && ./cpp >cpp.out && "
      "/usr/bin/python3 '" CONVLENS_RUN_SCRIPTS "' . torch";
  REQUIRE(std::system(shell.c_str()) == 0);
  for (const char* as : {"numpy", "pytorch", "scipy", "cpp"}) {
    CheckPrinted(TextOfFile(folder / (std::string(as) + ".out")), {as, session.document});
  }
}
