#include "model/edit/edit_labels.h"

namespace convlens {
namespace {

struct RoleLabels {
  const char* input;
  const char* kernel;
  const char* target;
  const char* reference;
};

Message Pick(const RoleLabels& labels, GridRole role) {
  switch (role) {
    case GridRole::kInput:
      return {labels.input, {}};
    case GridRole::kKernel:
      return {labels.kernel, {}};
    case GridRole::kTarget:
      return {labels.target, {}};
    case GridRole::kReference:
      return {labels.reference, {}};
    case GridRole::kOutput:
    case GridRole::kError:
    case GridRole::kMatrix:
      break;
  }
  return {};
}

constexpr RoleLabels kSetCell{"Change input cell", "Change kernel cell", "Change target cell",
                              "Change reference cell"};
constexpr RoleLabels kPaint{"Paint input", "Paint kernel", "Paint target", "Paint reference"};
constexpr RoleLabels kClear{"Clear input", "Clear kernel", "Clear target", "Clear reference"};
constexpr RoleLabels kResize{"Resize input", "Resize kernel", "Resize target", "Resize reference"};

}  // namespace

Message SetCellLabel(GridRole role) { return Pick(kSetCell, role); }
Message PaintLabel(GridRole role) { return Pick(kPaint, role); }
Message ClearLabel(GridRole role) { return Pick(kClear, role); }
Message ResizeLabel(GridRole role) { return Pick(kResize, role); }

}  // namespace convlens
