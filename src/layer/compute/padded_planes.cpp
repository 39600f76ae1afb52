#include "layer/compute/padded_planes.h"

#include <algorithm>

#include "layer/compute/bordered_row.h"
#include "layer/settings/window.h"

namespace convlens {
namespace {

constexpr ptrdiff_t kVector = 16;  // floats of the widest vector

ptrdiff_t RoundUp(ptrdiff_t count) { return (count + kVector - 1) / kVector * kVector; }

}  // namespace

PaddedPlanes::PaddedPlanes(const LayerSettings& settings, const Tensor& x, const Extent& extent,
                           bool must_copy, Threads threads)
    : input_(x), shape_(extent.shape), column_step_(extent.column_step) {
  const Shape input = x.shape().grid;
  const CellRect read{extent.origin.row, extent.origin.col, shape_.height, shape_.width};
  const bool inside = Intersection(read, {0, 0, input.height, input.width}) == read;
  if (!must_copy && inside && column_step_ == 1) {
    pitch_ = x[0]->pitch();
    class_starts_ = {0};
    for (const SharedGrid& channel : input_.channels) {
      bases_.push_back(channel->row(read.row) + read.col);
    }
    return;
  }
  class_width_ = RoundUp((shape_.width + column_step_ - 1) / column_step_);
  class_starts_.assign(static_cast<size_t>(column_step_), -1);
  for (const int col : extent.columns) {
    ptrdiff_t& start = class_starts_[static_cast<size_t>(col % column_step_)];
    if (start >= 0) continue;
    start = pitch_;
    pitch_ += class_width_;
  }
  constexpr int64_t kWorthThreads = 1 << 18;  // cells
  const auto cells = static_cast<int>(shape_.height * pitch_ + kSlack);
  copies_ = Grid::Unfilled({x.shape().channels, cells});
  for (int c = 0; c < copies_.height(); ++c) bases_.push_back(copies_.row(c));
  const std::vector<int> rows = SourceRows(settings, input, extent.origin.row, shape_.height);
  const BorderedRow cols(settings, input, extent.origin.col, shape_.width);
  if (copies_.count() < kWorthThreads) threads = {};
  ForEachPart(copies_.height(), threads, [&](int channel) { CopyChannel(rows, cols, channel); });
}

ptrdiff_t PaddedPlanes::OffsetOf(int row, int col) const {
  assert(class_starts_[static_cast<size_t>(col % column_step_)] >= 0);
  return row * pitch_ + class_starts_[static_cast<size_t>(col % column_step_)] + col / column_step_;
}

void PaddedPlanes::CopyChannel(const std::vector<int>& rows, const BorderedRow& cols, int channel) {
  float* to = copies_.row(channel);
  for (const int row : rows) {
    float* const end = to + pitch_;
    if (row < 0) {
      std::fill(to, end, cols.constant());
    } else {
      for (int k = 0; k < column_step_ && k < shape_.width; ++k) {
        const ptrdiff_t start = class_starts_[static_cast<size_t>(k)];
        if (start < 0) continue;
        float* done =
            cols.Copy(input_[channel]->row(row), k, shape_.width, column_step_, to + start);
        std::fill(done, to + start + class_width_, 0.0F);
      }
    }
    to = end;
  }
  std::fill_n(to, kSlack, 0.0F);
}

PaddedPlanes::Extent ExtentOfWindows(const LayerSettings& s, CellRect outputs) {
  PaddedPlanes::Extent extent;
  extent.origin = WindowStart(s, {outputs.row, outputs.col});
  extent.shape = {(outputs.height - 1) * s.stride.rows + s.span().height,
                  (outputs.width - 1) * s.stride.cols + s.span().width};
  extent.column_step = s.stride.cols;
  for (int b = 0; b < s.window.width; ++b) extent.columns.push_back(b * s.dilation.cols);
  return extent;
}

}  // namespace convlens
