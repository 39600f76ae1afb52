#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/grid/result.h"
#include "core/grid/words.h"
#include "model/document/document.h"

namespace convlens {

/// What a document can be written as.
enum class ScriptLanguage { kNumPy, kPyTorch, kSciPy, kCpp, kLatex };

/// What a script does: computes the output of all layers and prints it, or trains them from their
/// initial numbers, prints the loss of each step and then what was learned.
enum class ScriptTask { kOutput, kTraining };

inline constexpr Word<ScriptLanguage> kScriptLanguageWords[] = {
    {ScriptLanguage::kNumPy, "Copy code for NumPy", "numpy"},
    {ScriptLanguage::kPyTorch, "Copy code for PyTorch", "pytorch"},
    {ScriptLanguage::kSciPy, "Copy code for SciPy", "scipy"},
    {ScriptLanguage::kCpp, "Copy code in C++", "cpp"},
    {ScriptLanguage::kLatex, "Copy formula in LaTeX", "latex"}};
inline constexpr Word<ScriptTask> kScriptTaskWords[] = {
    {ScriptTask::kOutput, "Output", "output"}, {ScriptTask::kTraining, "Training", "training"}};

/// Arrays of more numbers than this stand in files beside the script.
inline constexpr int64_t kMostNumbersInText = 4096;

/// An array that a script reads, as a .npy file of float32 in the folder where it runs.
struct ScriptArray {
  std::string file;
  std::vector<int> shape;
  std::vector<SharedGrid> grids;  ///< one after the other, of one shape
};

/// A complete program, or for LaTeX a complete text.
struct Script {
  std::string text;
  std::vector<ScriptArray> arrays;
};

struct ScriptRequest {
  ScriptLanguage language = ScriptLanguage::kNumPy;
  ScriptTask task = ScriptTask::kOutput;
  std::string title{};           ///< named in the first line
  std::string stem{"convlens"};  ///< how the files of arrays begin
};

/// The script, which gives the numbers of the program up to rounding; or a message that says why
/// the document has no output, cannot be trained, or what the library lacks for it.
Result<Script> ScriptFor(const Document& document, const ScriptRequest& request);

/// The task of what `view` shows.
ScriptTask TaskOf(const ViewSettings& view);

}  // namespace convlens
