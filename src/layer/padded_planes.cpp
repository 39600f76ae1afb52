#include "layer/padded_planes.h"

#include <algorithm>

#include "layer/window.h"

namespace convlens {
namespace {

constexpr ptrdiff_t kVector = 16;  // floats of the widest vector

ptrdiff_t RoundUp(ptrdiff_t count) { return (count + kVector - 1) / kVector * kVector; }

/// Row or column of the input behind each of `count` cells from `origin` on; -1 for the border's
/// constant.
std::vector<int> SourceRows(const LayerSettings& settings, Shape input, int origin, int count) {
  std::vector<int> sources(static_cast<size_t>(count));
  for (int i = 0; i < count; ++i) {
    const std::optional<Cell> source = SourceOf(settings, input, {origin + i, 0});
    sources[static_cast<size_t>(i)] = source ? source->row : -1;
  }
  return sources;
}
std::vector<int> SourceCols(const LayerSettings& settings, Shape input, int origin, int count) {
  std::vector<int> sources(static_cast<size_t>(count));
  for (int i = 0; i < count; ++i) {
    const std::optional<Cell> source = SourceOf(settings, input, {0, origin + i});
    sources[static_cast<size_t>(i)] = source ? source->col : -1;
  }
  return sources;
}

/// The columns first, first + step, … of one row, side by side.
void CopyRow(const float* from, const std::vector<int>& cols, size_t first, size_t step,
             float constant, float* to) {
  for (size_t i = first; i < cols.size(); i += step, ++to) {
    *to = cols[i] < 0 ? constant : from[cols[i]];
  }
}

/// The same with step 1, where the middle is one block.
void CopyWholeRow(const float* from, int width, int origin, const std::vector<int>& cols,
                  float constant, float* to) {
  const int count = static_cast<int>(cols.size());
  const int begin = std::clamp(-origin, 0, count);
  const int end = std::clamp(width - origin, begin, count);
  for (int i = 0; i < count; ++i) {
    if (i == begin && end > begin) {
      std::copy_n(from + origin + begin, end - begin, to + begin);
      i = end - 1;
      continue;
    }
    const int col = cols[static_cast<size_t>(i)];
    to[i] = col < 0 ? constant : from[col];
  }
}

}  // namespace

PaddedPlanes::PaddedPlanes(const LayerSettings& settings, const Tensor& x, const Extent& extent,
                           bool must_copy)
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
  const ptrdiff_t class_width = RoundUp((shape_.width + column_step_ - 1) / column_step_);
  class_starts_.assign(static_cast<size_t>(column_step_), -1);
  for (const int col : extent.columns) {
    ptrdiff_t& start = class_starts_[static_cast<size_t>(col % column_step_)];
    if (start >= 0) continue;
    start = pitch_;
    pitch_ += class_width;
  }
  CopyChannels(settings, extent);
}

ptrdiff_t PaddedPlanes::OffsetOf(int row, int col) const {
  assert(class_starts_[static_cast<size_t>(col % column_step_)] >= 0);
  return row * pitch_ + class_starts_[static_cast<size_t>(col % column_step_)] + col / column_step_;
}

void PaddedPlanes::CopyChannels(const LayerSettings& settings, const Extent& extent) {
  const Shape input = input_.shape().grid;
  const std::vector<int> rows = SourceRows(settings, input, extent.origin.row, shape_.height);
  const std::vector<int> cols = SourceCols(settings, input, extent.origin.col, shape_.width);
  const float constant = BorderConstant(settings);
  const auto cells = static_cast<int>(shape_.height * pitch_ + kSlack);
  copies_ = Grid(static_cast<int>(input_.channels.size()), cells);
  for (int c = 0; c < copies_.height(); ++c) {
    bases_.push_back(copies_.row(c));
    for (int r = 0; r < shape_.height; ++r) {
      const int source = rows[static_cast<size_t>(r)];
      float* to = copies_.row(c) + r * pitch_;
      if (source < 0) {
        std::fill_n(to, pitch_, constant);
        continue;
      }
      const float* from = input_[c]->row(source);
      if (column_step_ == 1) {
        CopyWholeRow(from, input.width, extent.origin.col, cols, constant, to);
        continue;
      }
      for (size_t k = 0; k < class_starts_.size() && k < cols.size(); ++k) {
        if (class_starts_[k] < 0) continue;
        CopyRow(from, cols, k, static_cast<size_t>(column_step_), constant, to + class_starts_[k]);
      }
    }
  }
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
