#include "ui/inspector/input_tab_crop.h"

#include "scene/figure/number_text.h"
#include "ui/controls/rows.h"
#include "ui/controls/widgets.h"

namespace convlens {
namespace {

CellRect Whole(Shape shape) { return {0, 0, shape.height, shape.width}; }

std::string RegionText(UiContext& ui, const CellRect& region) {
  return ui.tr("rows {}–{}, columns {}–{}", std::to_string(region.row),
               std::to_string(region.row + region.height - 1), std::to_string(region.col),
               std::to_string(region.col + region.width - 1));
}

void PairRow(UiContext& ui, const std::string& label, const char* first_id, int* first,
             int first_low, int first_high, const char* second_id, int* second, int second_low,
             int second_high) {
  FieldLabel(ui, label);
  const float half = ShareOfRow(ui, 2);
  IntegerField(ui, first_id, first, first_low, first_high, half);
  ImGui::SameLine();
  IntegerField(ui, second_id, second, second_low, second_high);
}

}  // namespace

void DrawCrop(UiContext& ui) {
  Section(ui, ui.tr("Crop"));
  const Shape shape = ui.bench.document().input.shape().grid;
  InspectorFields& fields = ui.state.fields;
  CellRect& region = fields.crop;
  if (!(fields.crop_input == shape)) {
    region = Whole(shape);
    fields.crop_input = shape;
  }
  PairRow(ui, ui.tr("Row, column"), "field.crop_row", &region.row, 0, shape.height - 1,
          "field.crop_col", &region.col, 0, shape.width - 1);
  PairRow(ui, ui.tr("Height, width"), "field.crop_height", &region.height, 1, shape.height,
          "field.crop_width", &region.width, 1, shape.width);
  region = Intersection(region, Whole(shape));
  const bool whole = region == Whole(shape);
  Remark(ui,
         whole ? ui.tr("This is the whole input: there is nothing to crop.")
               : ui.tr("Keeps {}: {} of {} cells.", RegionText(ui, region),
                       CountText(int64_t{region.height} * region.width), CountText(shape.count())));
  if (Button(ui, "button.crop", ui.tr("Crop to this region"), 0, ButtonLook::kPlain, !whole)) {
    ui.bench.Do(CropInput(region));
  }
}

}  // namespace convlens
