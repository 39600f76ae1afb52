#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "code/script_plan.h"

namespace convlens {

// What scripts that write the gradients out have in common, whatever their language.

using Lines = std::vector<std::string>;

/// One expression of a forward pass, and the lines that take the slopes D of the loss back through
/// it. In both `@` stands for what goes in, and in the lines back `#` for what comes out.
struct ScriptStep {
  std::string forward;
  Lines back;        ///< the slopes by what learns here
  Lines back_input;  ///< makes D the slopes by what goes in
  std::string comment = {};
};

/// How a language writes the steps of a layer. `weights` and `bias` are their names.
struct StepWriter {
  ScriptStep (*pad)(const PlannedLayer&);
  ScriptStep (*convolution)(const PlannedLayer&, const std::string& weights,
                            const std::string& bias);
  /// A transposed convolution: spreads its input, and then makes its output of that.
  ScriptStep (*spread)(const PlannedLayer&, const std::string& weights);
  ScriptStep (*cut)(const PlannedLayer&, const std::string& bias);
  ScriptStep (*max_pool)(const PlannedLayer&);
  ScriptStep (*average_pool)(const PlannedLayer&);
  ScriptStep (*activation)(const LayerSettings&);
  std::string (*bias_slopes)(const std::string& bias);  ///< a line of the way back
};
/// The steps of layer `at` of `plan`, in their order.
std::vector<ScriptStep> StepsOf(const StepWriter& writer, const ScriptPlan& plan, size_t at);

/// `text` with `by` in the place of every `mark`.
std::string Replaced(std::string text, char mark, const std::string& by);

/// The lines of `step`, which stands at `place`, from A[place] to A[place + 1]; `passes`: with
/// those that go on to what stands before it.
Lines BackLines(const ScriptStep& step, size_t place, bool passes);

/// Whether `text` calls the function `name` of the script itself, not of a library.
bool Calls(std::string_view text, std::string_view name);

}  // namespace convlens
