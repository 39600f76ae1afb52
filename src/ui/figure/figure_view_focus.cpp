#include "ui/figure/figure_view_focus.h"

namespace convlens {
namespace {

bool Inside(Cell cell, Shape shape) {
  return cell.row >= 0 && cell.col >= 0 && cell.row < shape.height && cell.col < shape.width;
}

bool Exists(const Evaluation& evaluation, Focus focus) {
  switch (focus.kind) {
    case Focus::Kind::kOutput:
      return Inside(focus.cell, evaluation.output.shape());
    case Focus::Kind::kInput:
      return Inside(focus.cell, evaluation.input.shape());
    case Focus::Kind::kKernel:
      return Inside(focus.cell, evaluation.kernel.shape());
    case Focus::Kind::kNone:
      break;
  }
  return false;
}

}  // namespace

Focus EffectiveFocus(const Evaluation& evaluation, Focus hovered, Focus pinned) {
  if (Exists(evaluation, pinned)) return pinned;
  return Exists(evaluation, hovered) ? hovered : Focus{};
}

Focus FocusFor(GridRole role, Cell cell) {
  switch (role) {
    case GridRole::kInput:
      return {Focus::Kind::kInput, cell};
    case GridRole::kKernel:
      return {Focus::Kind::kKernel, cell};
    case GridRole::kOutput:
    case GridRole::kTarget:
    case GridRole::kError:
      return {Focus::Kind::kOutput, cell};
    case GridRole::kReference:
    case GridRole::kMatrix:
      break;
  }
  return {};
}

const char* RoleSymbol(GridRole role, FigureKind figure) {
  switch (role) {
    case GridRole::kInput:
      return "X";
    case GridRole::kKernel:
      return "K";
    case GridRole::kOutput:
      return figure == FigureKind::kLearn ? "Ŷ" : "H";
    case GridRole::kTarget:
      return "Y";
    case GridRole::kError:
      return "(Ŷ − Y)";
    case GridRole::kReference:
      return "K*";
    case GridRole::kMatrix:
      return "M";
  }
  return "";
}

}  // namespace convlens
