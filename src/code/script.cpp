#include "code/script.h"

#include "code/script_plan.h"

namespace convlens {

Result<Script> ScriptFor(const Document& document, const ScriptRequest& request) {
  const Result<ScriptPlan> plan = PlanScript(document, request);
  if (!plan) return plan.problem();
  switch (request.language) {
    case ScriptLanguage::kNumPy:
      return NumPyScript(*plan);
    case ScriptLanguage::kPyTorch:
      return PyTorchScript(*plan);
    case ScriptLanguage::kSciPy:
      return SciPyScript(*plan);
    case ScriptLanguage::kCpp:
      return CppScript(*plan);
    case ScriptLanguage::kLatex:
      break;
  }
  return LatexScript(*plan);
}

ScriptTask TaskOf(const ViewSettings& view) {
  return view.figure == FigureKind::kLearn ? ScriptTask::kTraining : ScriptTask::kOutput;
}

}  // namespace convlens
