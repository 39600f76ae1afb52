#include "ui/figure/figure_view_focus.h"

namespace convlens {
namespace {

bool Inside(Cell cell, Shape shape) {
  return cell.row >= 0 && cell.col >= 0 && cell.row < shape.height && cell.col < shape.width;
}

FigureFocus Lit(const Evaluation& evaluation, Focus focus, bool pinned) {
  const auto lit = [&](FigureFocus::Kind kind, const EvaluatedGrid& grid) {
    return Inside(focus.cell, grid.shape()) ? FigureFocus{kind, focus.cell, pinned} : FigureFocus{};
  };
  switch (focus.kind) {
    case Focus::Kind::kOutput:
      return lit(FigureFocus::Kind::kOutput, evaluation.output);
    case Focus::Kind::kInput:
      return lit(FigureFocus::Kind::kInput, evaluation.input);
    case Focus::Kind::kKernel:
      return lit(FigureFocus::Kind::kKernel, evaluation.kernel);
    case Focus::Kind::kNone:
      break;
  }
  return {};
}

}  // namespace

FigureFocus EffectiveFocus(const Evaluation& evaluation, Focus hovered, Focus pinned) {
  const FigureFocus held = Lit(evaluation, pinned, true);
  return held.kind != FigureFocus::Kind::kNone ? held : Lit(evaluation, hovered, false);
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
