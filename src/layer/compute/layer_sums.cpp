#include "layer/compute/layer_sums.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "layer/compute/forward.h"
#include "layer/compute/simd/tap_routines.h"
#include "layer/compute/thread_scratch.h"
#include "layer/settings/window.h"

namespace convlens {
namespace {

constexpr int kWidestVector = 16;
constexpr int64_t kPastCache = int64_t{1} << 21;  // floats: outputs that no cache keeps

int FloorDivide(int value, int by) { return value >= 0 ? value / by : -((by - 1 - value) / by); }
int CeilDivide(int value, int by) { return -FloorDivide(-value, by); }

bool AllFinite(GridView grid) {
  for (int r = 0; r < grid.height; ++r) {
    for (int c = 0; c < grid.width; ++c) {
      if (!std::isfinite(grid.at(r, c))) return false;
    }
  }
  return true;
}

/// Kernel rows (or columns) that meet the transposed outputs first, first + stride, …, with the
/// input row that each of them finds for output `first`.
struct TapClass {
  int first = 0;
  std::vector<int> taps;     // of the window
  std::vector<int> sources;  // input rows
};

std::vector<TapClass> TapClasses(int window, int stride, int dilation, int padding, int outputs) {
  std::vector<TapClass> classes;
  for (int first = 0; first < std::min(stride, outputs); ++first) {
    TapClass made{first, {}, {}};
    for (int a = 0; a < window; ++a) {
      const int spread = first + padding - a * dilation;
      if (spread % stride != 0) continue;
      made.taps.push_back(a);
      made.sources.push_back(spread / stride);
    }
    if (!made.taps.empty()) classes.push_back(std::move(made));
  }
  return classes;
}

/// The places k with first + step · k in [from, from + count), clipped to [0, limit).
struct Steps {
  int begin = 0;
  int count = 0;
};
Steps StepsIn(int first, int step, int limit, int from, int count) {
  const int begin = std::clamp(CeilDivide(from - first, step), 0, limit);
  const int end = std::clamp(CeilDivide(from + count - first, step), begin, limit);
  return {begin, end - begin};
}

PaddedPlanes::Extent TransposedExtent(const LayerSettings& s, Shape output) {
  const Cell low{FloorDivide(s.padding.top - s.span().height + 1, s.stride.rows),
                 FloorDivide(s.padding.left - s.span().width + 1, s.stride.cols)};
  const Cell high{(output.height - 1 + s.padding.top) / s.stride.rows,
                  (output.width - 1 + s.padding.left) / s.stride.cols};
  return {low, {high.row - low.row + 1, high.col - low.col + 1}, 1, {0}};
}

}  // namespace

LayerSums::LayerSums(const LayerSettings& settings, const Weights& weights, std::vector<float> bias,
                     const Tensor& x, Shape output, CellRect part, Threads threads,
                     CorrelationMethod method, PreparedWeightsPtr kept)
    : settings_(settings),
      weights_(weights),
      bias_(std::move(bias)),
      x_(x),
      output_(output),
      part_(part),
      group_inputs_(x.shape().channels / settings.groups),
      group_outputs_(settings.outputs / settings.groups),
      blocks_(Across() ? OutputBlocks(settings, 2 * OutputLanes(), OutputLanes())
                       : OutputBlocks(settings, kOutputBlock, 1)) {
  if (ByCore()) {
    PrepareCore(threads, method);
    return;
  }
  planes_.emplace(MakePlanes(x, threads));
  // The zeros around a transposed convolution's input are not part of its sums: times infinity they
  // would show.
  one_by_one_ = settings.kind == LayerKind::kTransposed && !AllFinite(weights.matrix());
  if (one_by_one_) return;
  if (settings.kind == LayerKind::kTransposed) {
    AddTransposed();
  } else {
    AddConvolution();
  }
  PrepareWeights(threads, std::move(kept));
}

// The border of many small channels is put around each band when it is computed, in memory that
// stays in the cache, instead of around all channels first.
void LayerSums::PrepareCore(Threads threads, CorrelationMethod method) {
  constexpr int kFewestChannels = 8;
  constexpr int kHighestKernel = 7;  // whose rows are soon copied twice
  for (int channel = 0; channel < settings_.outputs; ++channel) {
    plans_.push_back(*PlanOf(settings_, weights_, channel, output_, method));
  }
  if (settings_.outputs < kFewestChannels || settings_.padding.none() ||
      settings_.window.height > kHighestKernel || unit() != Shape{1, 1}) {
    planes_.emplace(MakePlanes(x_, threads));
    return;
  }
  const PaddedPlanes::Extent extent = ExtentOfWindows(settings_, part_);
  const Shape input = x_.shape().grid;
  source_rows_ = SourceRows(settings_, input, extent.origin.row, extent.shape.height);
  source_cols_ = BorderedRow(settings_, input, extent.origin.col, extent.shape.width);
}

void LayerSums::PrepareWeights(Threads threads, PreparedWeightsPtr kept) {
  PreparedWeights made{weights_, settings_, output_, OutputLanes(), 0};
  if (kept == nullptr || !kept->Serves(made)) {
    for (const Class& elements : classes_) {
      made.packed.push_back(
          PackedWeights(settings_, weights_, group_inputs_, blocks_, elements.cells, threads));
    }
    kept = std::make_shared<const PreparedWeights>(std::move(made));
  }
  prepared_ = std::move(kept);
  for (size_t i = 0; i < classes_.size(); ++i) classes_[i].weights = prepared_->packed[i].row(0);
}

bool LayerSums::ByCore() const {
  return settings_.kind == LayerKind::kConvolution && settings_.stride == Step{} &&
         settings_.dilation == Step{} && group_inputs_ == 1 && group_outputs_ == 1;
}

bool LayerSums::Across() const { return group_outputs_ >= kFewestAcross; }

PaddedPlanes LayerSums::MakePlanes(const Tensor& x, Threads threads) const {
  if (settings_.kind == LayerKind::kTransposed) {
    const bool narrow = CeilDivide(output_.width, settings_.stride.cols) < kWidestVector;
    return {settings_, x, TransposedExtent(settings_, output_), narrow && !Across(), threads};
  }
  PaddedPlanes::Extent extent = ExtentOfWindows(settings_, part_);
  if (Across()) extent.column_step = 1;
  const bool narrow = part_.width < kWidestVector && !ByCore() && !Across();
  return {settings_, x, extent, narrow, threads};
}

void LayerSums::AddConvolution() {
  Class made{{part_.row, part_.col},
             {1, 1},
             {part_.height, part_.width},
             {},
             {},
             settings_.stride.rows * planes_->pitch(),
             Across() ? settings_.stride.cols : 1};
  for (int a = 0; a < settings_.window.height; ++a) {
    for (int b = 0; b < settings_.window.width; ++b) {
      made.cells.push_back(KernelCellAt(settings_, {a, b}));
      made.taps.push_back(
          planes_->OffsetOf(a * settings_.dilation.rows, b * settings_.dilation.cols));
    }
  }
  classes_.push_back(std::move(made));
}

void LayerSums::AddTransposed() {
  const LayerSettings& s = settings_;
  const Cell low = TransposedExtent(s, output_).origin;
  const std::vector<TapClass> rows =
      TapClasses(s.window.height, s.stride.rows, s.dilation.rows, s.padding.top, output_.height);
  const std::vector<TapClass> cols =
      TapClasses(s.window.width, s.stride.cols, s.dilation.cols, s.padding.left, output_.width);
  bias_only_somewhere_ = static_cast<int>(rows.size()) < std::min(s.stride.rows, output_.height) ||
                         static_cast<int>(cols.size()) < std::min(s.stride.cols, output_.width);
  for (const TapClass& row : rows) {
    for (const TapClass& col : cols) {
      Class made{{row.first, col.first}, s.stride, {}, {}, {}, planes_->pitch()};
      made.count = {CeilDivide(output_.height - row.first, s.stride.rows),
                    CeilDivide(output_.width - col.first, s.stride.cols)};
      for (size_t a = 0; a < row.taps.size(); ++a) {
        for (size_t b = 0; b < col.taps.size(); ++b) {
          made.cells.push_back(KernelCellAt(s, {row.taps[a], col.taps[b]}));
          made.taps.push_back(planes_->OffsetOf(row.sources[a] - low.row, 0) +
                              (col.sources[b] - low.col));
        }
      }
      classes_.push_back(std::move(made));
    }
  }
}

// Rows that are computed for all outputs before the next ones: their inputs stay in the cache.
int LayerSums::BandRows(CellRect region) const {
  constexpr ptrdiff_t kCached = ptrdiff_t{1} << 17;  // floats: half of one core's cache
  constexpr int kVectors = 24;                       // enough to fill a few tiles
  if (group_outputs_ <= kOutputBlock || classes_.empty()) return region.height;
  const int step = classes_.front().step.rows;
  const ptrdiff_t row = std::max<ptrdiff_t>(group_inputs_ * classes_.front().row_step / step, 1);
  const int per_row = CeilDivide(region.width, kWidestVector);
  const auto rows = static_cast<int>(std::min<ptrdiff_t>(kCached / row, region.height));
  return std::clamp(rows, std::min(CeilDivide(kVectors, per_row) * step, region.height),
                    region.height);
}

void LayerSums::Compute(int first, CellRect region, std::span<const MutableGridView> y) const {
  if (region.empty()) return;
  const int band = BandRows(region);
  const int count = static_cast<int>(y.size());
  for (int row = 0; row < region.height; row += band) {
    const CellRect part{region.row + row, region.col, std::min(band, region.height - row),
                        region.width};
    for (int done = 0; done < count;) {
      const OutputBlocks::Block block = blocks_.Of(first + done);
      const int wanted = std::min(block.first + block.count - (first + done), count - done);
      ComputeBlock(first + done, part,
                   y.subspan(static_cast<size_t>(done), static_cast<size_t>(wanted)));
      done += wanted;
    }
  }
}

void LayerSums::ComputeBlock(int first, CellRect region, std::span<const MutableGridView> y) const {
  for (size_t i = 0; i < y.size(); ++i) {
    const int channel = first + static_cast<int>(i);
    if (one_by_one_) {
      ComputeOneByOne(channel, region, y[i]);
    } else if (ByCore()) {
      ComputeByCore(channel, region, y[i]);
    } else if (bias_only_somewhere_ || classes_.empty()) {
      const MutableGridView part = y[i].Sub(region);
      for (int r = 0; r < part.height; ++r) {
        std::fill_n(part.row(r), part.width, bias_[static_cast<size_t>(channel)]);
      }
    }
  }
  // Sums across outputs are activated as they are made: what else there is comes before them.
  const bool before = Across() && !classes_.empty();
  if (before && bias_only_somewhere_) Activate(region, y);
  for (const Class& elements : classes_) ComputeClass(elements, first, region, y);
  if (!before) Activate(region, y);
}

void LayerSums::Activate(CellRect region, std::span<const MutableGridView> y) const {
  for (const MutableGridView& grid : y) ActivateAll(settings_, grid.Sub(region));
}

void LayerSums::ComputeClass(const Class& elements, int first, CellRect region,
                             std::span<const MutableGridView> y) const {
  const Steps rows = StepsIn(elements.first.row, elements.step.rows, elements.count.height,
                             region.row, region.height);
  const Steps cols = StepsIn(elements.first.col, elements.step.cols, elements.count.width,
                             region.col, region.width);
  const OutputBlocks::Block block = blocks_.Of(first);
  const int lane = first - block.first;
  const size_t sums = static_cast<size_t>(group_inputs_) * elements.taps.size();
  const float* weights = elements.weights + static_cast<size_t>(block.lanes_before) * sums;
  std::array<float*, kMostLanes> to{};
  for (size_t i = 0; i < y.size(); ++i) to[i] = y[i].row(elements.first.row) + elements.first.col;
  const TapInputs inputs{planes_->bases() + first / group_outputs_ * group_inputs_,
                         group_inputs_,
                         elements.taps.data(),
                         static_cast<int>(elements.taps.size()),
                         elements.row_step,
                         elements.count.width,
                         elements.col_step};
  const TapOutputs outputs{to.data(),
                           bias_.data() + first,
                           static_cast<int>(y.size()),
                           elements.step.rows * y[0].pitch,
                           elements.step.cols,
                           settings_.outputs * output_.count() >= kPastCache};
  const CellRect places{rows.begin, cols.begin, rows.count, cols.count};
  if (Across()) {
    SumTapsAcross(inputs, places, {weights, block.lanes, lane}, settings_, outputs);
  } else {
    SumTaps(inputs, places, weights + lane, block.lanes, outputs);
  }
}

Shape LayerSums::unit() const {
  for (const CorrelationPlan& plan : plans_) {
    if (plan.unit() != Shape{1, 1}) return plan.unit();  // of all that have tiles
  }
  return {1, 1};
}

double LayerSums::relative_cost() const {
  double sum = 0;
  for (const CorrelationPlan& plan : plans_) sum += plan.cost() / plan.direct_cost;
  return plans_.empty() ? 1 : sum / static_cast<double>(plans_.size());
}

/// What the windows of `region`, counted from the part, see of a channel: in memory of this thread.
GridView LayerSums::BorderedBand(int channel, CellRect region) const {
  const int rows = region.height + settings_.window.height - 1;
  const int cols = part_.width + settings_.window.width - 1;
  const ptrdiff_t pitch = (cols + kWidestVector - 1) / kWidestVector * kWidestVector;
  float* const copy = ThreadScratch(rows * pitch);
  for (int r = 0; r < rows; ++r) {
    const int place = region.row + r;
    const int row = source_rows_[static_cast<size_t>(place)];
    if (row < 0) {
      std::fill_n(copy + r * pitch, cols, source_cols_.constant());
    } else {
      source_cols_.Copy(x_[channel]->row(row), 0, cols, 1, copy + r * pitch);
    }
  }
  return {copy, rows, cols, pitch};
}

// One channel to one channel, step by step: the core's correlation knows more about its kernel.
void LayerSums::ComputeByCore(int channel, CellRect region, MutableGridView y) const {
  const CorrelationPlan& plan = plans_[static_cast<size_t>(channel)];
  const float bias = bias_[static_cast<size_t>(channel)];
  CellRect in_part{region.row - part_.row, region.col - part_.col, region.height, region.width};
  if (planes_) return CorrelateByPlan(plan, planes_->view(channel), bias, in_part, y.Sub(region));
  const GridView band = BorderedBand(channel, in_part);
  in_part.row = 0;
  CorrelateByPlan(plan, band, bias, in_part, y.Sub(region));
}

void LayerSums::ComputeOneByOne(int channel, CellRect region, MutableGridView y) const {
  const ChannelGroup inputs = InputsOf(settings_, x_.shape().channels, channel);
  for (int r = region.row; r < region.row + region.height; ++r) {
    for (int col = region.col; col < region.col + region.width; ++col) {
      float sum = bias_[static_cast<size_t>(channel)];
      for (int c = inputs.first; c < inputs.first + inputs.count; ++c) {
        const KernelIndex index = KernelBetween(settings_, inputs, c, channel);
        const GridView kernel = weights_.kernel(index.first, index.second);
        ForEachTap(settings_, x_.shape().grid, {r, col},
                   [&](Cell tap, Cell cell) { sum += kernel[tap] * GridView(x_[c])[cell]; });
      }
      y.at(r, col) = sum;
    }
  }
}

}  // namespace convlens
