#include "scene/layout/stack_fields.h"

namespace convlens {
namespace {

StackField FieldSeen(Field field) {
  return {StackField::Kind::kSeen, std::move(field.cells), field.clipped, field.unclipped};
}

StackField FieldReached(FieldCells cells) {
  const CellRect bounds = cells.bounds();
  return {StackField::Kind::kReached, std::move(cells), bounds, bounds};
}

std::string Count(int number) { return std::to_string(number); }

}  // namespace

StackGeometry GeometryOf(const Evaluation& evaluation) {
  StackGeometry geometry;
  geometry.shapes.push_back(evaluation.document.input.shape().grid);
  for (size_t i = 0; i < evaluation.outputs.size(); ++i) {
    geometry.settings.push_back(evaluation.document.layers[i].settings);
    geometry.shapes.push_back(evaluation.outputs[i].shape().grid);
  }
  return geometry;
}

std::vector<StackField> FieldsThrough(const Evaluation& evaluation, const StackElement& element) {
  const StackGeometry geometry = GeometryOf(evaluation);
  const auto own = static_cast<size_t>(element.grid);
  if (element.grid < 0 || own >= geometry.shapes.size()) return {};
  const Shape shape = geometry.shapes[own];
  if (!CellRect{0, 0, shape.height, shape.width}.Contains(element.cell)) return {};
  const CellRect itself{element.cell.row, element.cell.col, 1, 1};
  std::vector<StackField> fields;
  if (element.grid > 0) {
    for (Field& field :
         ReceptiveFields(geometry.settings, geometry.shapes, element.grid - 1, itself)) {
      fields.push_back(FieldSeen(std::move(field)));
    }
  }
  fields.push_back({StackField::Kind::kItself, CellsOf(itself), itself, itself});
  for (FieldCells& cells :
       ProjectiveFields(geometry.settings, geometry.shapes, element.grid, itself)) {
    fields.push_back(FieldReached(std::move(cells)));
  }
  return fields;
}

Message FieldCaption(const StackField& field) {
  const CellRect& bounds = field.bounds;
  const CellRect& all = field.unclipped;
  switch (field.kind) {
    case StackField::Kind::kItself:
      return {};
    case StackField::Kind::kReached:
      if (bounds.empty()) return {"Reaches nothing", {}};
      return {"Reaches {} × {}", {Count(bounds.height), Count(bounds.width)}};
    case StackField::Kind::kSeen:
      break;
  }
  if (all.empty()) return {"Nothing of it is seen", {}};
  if (!field.reaches_out()) return {"{} × {} seen", {Count(bounds.height), Count(bounds.width)}};
  return {"{} × {} seen, {} × {} inside",
          {Count(all.height), Count(all.width), Count(bounds.height), Count(bounds.width)}};
}

}  // namespace convlens
