#include "model/document/seen_places.h"

#include <algorithm>
#include <cmath>

#include "layer/settings/receptive_field.h"

namespace convlens {
namespace {

/// Which of `inputs` rows (columns) belongs to each of `outputs`.
std::vector<int> Places(int inputs, int outputs, int stride, double center, int filter_side) {
  const double filter_middle = filter_side % 2 == 0 ? 0.5 : 0;
  std::vector<int> places;
  for (int i = 0; i < outputs; ++i) {
    const double at = stride > 0 ? center + double{1} * stride * i - filter_middle
                                 : (i + 0.5) * inputs / outputs - 0.5;
    places.push_back(std::clamp(static_cast<int>(std::ceil(at - 0.5)), 0, inputs - 1));
  }
  return places;
}

}  // namespace

Grid SeenByOutputs(GridView picture, const std::vector<Layer>& layers, Shape output, Shape filter) {
  const FieldGeometry field = FieldGeometries(SettingsOf(layers)).back();
  const std::vector<int> rows =
      Places(picture.height, output.height, field.stride.rows, field.center_row, filter.height);
  const std::vector<int> cols =
      Places(picture.width, output.width, field.stride.cols, field.center_col, filter.width);
  Grid seen(output);
  for (int r = 0; r < output.height; ++r) {
    const float* row = picture.row(rows[static_cast<size_t>(r)]);
    for (int c = 0; c < output.width; ++c) seen.at(r, c) = row[cols[static_cast<size_t>(c)]];
  }
  return seen;
}

}  // namespace convlens
