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
  const Sources sources = SourcesOf(settings, extent);
  if (copies_.count() < kWorthThreads) threads = {};
  ForEachPart(copies_.height(), threads, [&](int channel) { CopyChannel(sources, channel); });
}

ptrdiff_t PaddedPlanes::OffsetOf(int row, int col) const {
  assert(class_starts_[static_cast<size_t>(col % column_step_)] >= 0);
  return row * pitch_ + class_starts_[static_cast<size_t>(col % column_step_)] + col / column_step_;
}

PaddedPlanes::Sources PaddedPlanes::SourcesOf(const LayerSettings& settings,
                                              const Extent& extent) const {
  const Shape input = input_.shape().grid;
  Sources sources;
  sources.rows = SourceRows(settings, input, extent.origin.row, shape_.height);
  sources.cols = SourceCols(settings, input, extent.origin.col, shape_.width);
  sources.first_inside = std::clamp(-extent.origin.col, 0, shape_.width);
  sources.end_inside =
      std::clamp(input.width - extent.origin.col, sources.first_inside, shape_.width);
  sources.constant = BorderConstant(settings);
  return sources;
}

void PaddedPlanes::CopyChannel(const Sources& sources, int channel) {
  float* to = copies_.row(channel);
  for (const int row : sources.rows) {
    if (row < 0) {
      std::fill_n(to, pitch_, sources.constant);
    } else {
      for (int k = 0; k < column_step_ && k < shape_.width; ++k) {
        const ptrdiff_t start = class_starts_[static_cast<size_t>(k)];
        if (start >= 0) CopyRow(sources, input_[channel]->row(row), k, to + start);
      }
    }
    to += pitch_;
  }
  std::fill_n(to, kSlack, 0.0F);
}

/// The columns k, k + step, … of one row, side by side, for the class k of columns.
void PaddedPlanes::CopyRow(const Sources& sources, const float* from, int column_class,
                           float* to) const {
  float* const end = to + class_width_;
  int i = column_class;
  const auto copy_until = [&](int limit) {
    for (; i < limit; i += column_step_, ++to) {
      const int col = sources.cols[static_cast<size_t>(i)];
      *to = col < 0 ? sources.constant : from[col];
    }
  };
  copy_until(sources.first_inside);
  if (i < sources.end_inside) {
    const int first = sources.cols[static_cast<size_t>(i)];
    const int count = (sources.end_inside - i + column_step_ - 1) / column_step_;
    if (column_step_ == 1) {
      std::copy_n(from + first, count, to);
    } else {
      for (int n = 0; n < count; ++n) to[n] = from[first + n * column_step_];
    }
    to += count;
    i += count * column_step_;
  }
  copy_until(shape_.width);
  std::fill(to, end, 0.0F);
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
