#include "layer/compute/winograd_sums.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "layer/compute/simd/winograd_routines.h"
#include "layer/compute/thread_scratch.h"
#include "layer/settings/window.h"

namespace convlens {
namespace {

constexpr int kFewestChannels = 32;
constexpr int kTaps = 9;
constexpr ptrdiff_t kVector = 16;  // floats of the widest vector

ptrdiff_t RoundUp(ptrdiff_t count) { return (count + kVector - 1) / kVector * kVector; }
int DivideUp(int value, int by) { return (value + by - 1) / by; }

/// Cells of a 3×3 kernel in the order of the window.
std::vector<Cell> KernelCells(const LayerSettings& settings) {
  std::vector<Cell> cells;
  cells.reserve(kTaps);
  for (int tap = 0; tap < kTaps; ++tap) cells.push_back(KernelCellAt(settings, {tap / 3, tap % 3}));
  return cells;
}

}  // namespace

/// Tiles around a region: those of tile rows [row, row + rows) and columns [col, col + cols).
struct WinogradSums::Wanted {
  int tile;
  CellRect region;
  int row = 0;
  int col = 0;
  int rows = 0;
  int cols = 0;

  Wanted(CellRect of, int side)
      : tile(side),
        region(of),
        row(of.row / side),
        col(of.col / side),
        rows(DivideUp(of.row + of.height, side) - row),
        cols(DivideUp(of.col + of.width, side) - col) {}
  /// The region, counted from the first tile's first output.
  CellRect inside() const {
    return {region.row - tile * row, region.col - tile * col, region.height, region.width};
  }
};

/// What a thread needs for a band.
struct WinogradSums::Scratch {
  ptrdiff_t tile_pitch;  // of one place and channel
  ptrdiff_t row_pitch;   // of rows of the input
  float* rows;           // of one channel
  float* inputs;         // transformed, [place][channel][tile]
  float* products;
  float* sums;

  Scratch(const Wanted& wanted, int channels, int lanes) {
    const ptrdiff_t tiles = ptrdiff_t{wanted.rows} * wanted.cols;
    const int places = WinogradPlaces(wanted.tile);
    tile_pitch = RoundUp(tiles + kVector);
    row_pitch = RoundUp(wanted.tile * wanted.cols + 2 + kWinogradSlack);
    const ptrdiff_t of_rows = (wanted.tile * wanted.rows + 2) * row_pitch;
    const ptrdiff_t of_inputs = places * channels * tile_pitch;
    const ptrdiff_t of_products = places * (tiles + kVector) * lanes;
    const ptrdiff_t of_sums = wanted.tile * wanted.tile * tiles * lanes;
    rows = ThreadScratch(of_rows + of_inputs + of_products + of_sums);
    inputs = rows + of_rows;
    products = inputs + of_inputs;
    sums = products + of_products;
  }
};

bool WinogradSums::Suits(const LayerSettings& s, int input_channels) {
  return s.kind == LayerKind::kConvolution && s.window == Shape{3, 3} && s.stride == Step{} &&
         s.dilation == Step{} && input_channels / s.groups >= kFewestChannels &&
         s.outputs / s.groups >= kFewestChannels;
}

WinogradSums::WinogradSums(const LayerSettings& settings, const Weights& weights,
                           std::vector<float> bias, const Tensor& x, Shape output, int tile,
                           Threads threads, PreparedWeightsPtr kept)
    : tile_(tile),
      settings_(settings),
      weights_(weights),
      bias_(std::move(bias)),
      x_(x),
      output_(output),
      group_inputs_(x.shape().channels / settings.groups),
      group_outputs_(settings.outputs / settings.groups),
      blocks_(settings, 2 * OutputLanes(), OutputLanes()),
      source_rows_(SourceRows(settings, x.shape().grid, -settings.padding.top,
                              tile * DivideUp(output.height, tile) + 2)),
      source_cols_(settings, x.shape().grid, -settings.padding.left,
                   tile * DivideUp(output.width, tile) + 2) {
  PreparedWeights made{weights_, settings_, output_, OutputLanes(), tile};
  if (kept == nullptr || !kept->Serves(made)) {
    made.packed.push_back(Transformed(threads));
    kept = std::make_shared<const PreparedWeights>(std::move(made));
  }
  prepared_ = std::move(kept);
}

Grid WinogradSums::Transformed(Threads threads) const {
  const Grid packed =
      PackedWeights(settings_, weights_, group_inputs_, blocks_, KernelCells(settings_), threads);
  const int places = WinogradPlaces(tile_);
  Grid transformed = Grid::Unfilled({1, blocks_.lanes() * group_inputs_ * places});
  const std::vector<int> firsts = blocks_.firsts();
  ForEachPart(static_cast<int>(firsts.size()), threads, [&](int i) {
    const OutputBlocks::Block block = blocks_.Of(firsts[static_cast<size_t>(i)]);
    const ptrdiff_t before = ptrdiff_t{block.lanes_before} * group_inputs_;
    WinogradWeights(tile_, packed.row(0) + before * kTaps, group_inputs_, block.lanes,
                    transformed.row(0) + before * places);
  });
  return transformed;
}

void WinogradSums::Compute(int first, CellRect region, std::span<const MutableGridView> y) const {
  constexpr int kCachedInputs = 393216;  // transformed, in floats
  if (region.empty()) return;
  const int of_tile_row = group_inputs_ * Wanted(region, tile_).cols * WinogradPlaces(tile_);
  const int tile_rows = std::max(1, kCachedInputs / of_tile_row);
  const int end = region.row + region.height;
  for (int row = region.row; row < end;) {
    const int next = std::min(end, tile_ * (row / tile_ + tile_rows));
    ComputeBand(first, {row, region.col, next - row, region.width}, y);
    row = next;
  }
}

void WinogradSums::ComputeBand(int first, CellRect region,
                               std::span<const MutableGridView> y) const {
  const Wanted wanted(region, tile_);
  const Scratch scratch(wanted, group_inputs_, 2 * OutputLanes());
  std::vector<int> spoiled;  // outputs of blocks with a number that is not finite
  int group = -1;
  const int end = first + static_cast<int>(y.size());
  const auto block_end = [&](int output) {
    const OutputBlocks::Block block = blocks_.Of(output);
    return std::min(block.first + block.count, end);
  };
  const auto grids = [&](int output) {
    return y.subspan(static_cast<size_t>(output - first),
                     static_cast<size_t>(block_end(output) - output));
  };
  for (int output = first; output < end; output = block_end(output)) {
    if (std::exchange(group, output / group_outputs_) != output / group_outputs_) {
      TransformInputs(group, wanted, scratch);
    }
    if (!ComputeBlock(output, wanted, scratch, grids(output))) spoiled.push_back(output);
  }
  for (const int output : spoiled) Repair(output, region, grids(output));
}

void WinogradSums::TransformInputs(int group, const Wanted& wanted, const Scratch& scratch) const {
  const ptrdiff_t place_step = scratch.tile_pitch * group_inputs_;
  const int first_col = tile_ * wanted.col;
  const int end_col = first_col + tile_ * wanted.cols + 2;
  const int row_count = tile_ * wanted.rows + 2;
  // What is read behind the end of a row belongs to no tile, but has to be there.
  std::fill_n(scratch.rows, row_count * scratch.row_pitch, 0.0F);
  for (int c = 0; c < group_inputs_; ++c) {
    const Grid& channel = *x_[group * group_inputs_ + c];
    for (int r = 0; r < row_count; ++r) {
      const int place = wanted.row * tile_ + r;
      const int row = source_rows_[static_cast<size_t>(place)];
      float* copy = scratch.rows + r * scratch.row_pitch;
      if (row < 0) {
        std::fill_n(copy, end_col - first_col, source_cols_.constant());
      } else {
        source_cols_.Copy(channel.row(row), first_col, end_col, 1, copy);
      }
    }
    float* to = scratch.inputs + c * scratch.tile_pitch;
    for (int r = 0; r < wanted.rows; ++r, to += wanted.cols) {
      WinogradInputs(tile_, scratch.rows + tile_ * r * scratch.row_pitch, scratch.row_pitch,
                     wanted.cols, to, place_step);
    }
  }
}

bool WinogradSums::ComputeBlock(int first, const Wanted& wanted, const Scratch& scratch,
                                std::span<const MutableGridView> y) const {
  const OutputBlocks::Block block = blocks_.Of(first);
  const int places = WinogradPlaces(tile_);
  std::vector<const float*> inputs(static_cast<size_t>(places * group_inputs_));
  for (size_t i = 0; i < inputs.size(); ++i) {
    inputs[i] = scratch.inputs + static_cast<ptrdiff_t>(i) * scratch.tile_pitch;
  }
  std::array<float, kMostLanes> bias{};
  std::copy_n(bias_.begin() + block.first, block.count, bias.begin());
  const float* u =
      prepared_->packed[0].row(0) + ptrdiff_t{block.lanes_before} * group_inputs_ * places;
  const WinogradTiles tiles{inputs.data(), group_inputs_, wanted.rows, wanted.cols, tile_};
  const bool finite =
      WinogradOutputs(tiles, u, bias.data(), block.lanes, scratch.products, scratch.sums);
  const int elements = tile_ * tile_ * tiles.count() * block.lanes;
  if (finite) ActivateAll(settings_, {scratch.sums, 1, elements, elements});
  std::array<float*, kMostLanes> to{};
  const CellRect from = wanted.inside();
  for (size_t i = 0; i < y.size(); ++i) to[i] = y[i].Sub(wanted.region).row(0);
  const float* sums = scratch.sums +
                      (ptrdiff_t{from.row} * tile_ * wanted.cols + from.col) * block.lanes +
                      (first - block.first);
  StoreSums(sums, ptrdiff_t{tile_} * wanted.cols, block.lanes, {0, 0, from.height, from.width},
            {to.data(), nullptr, static_cast<int>(y.size()), y[0].pitch, 1});
  return finite;
}

void WinogradSums::Repair(int first, CellRect region, std::span<const MutableGridView> y) const {
  std::vector<Grid> grids;
  std::vector<MutableGridView> direct;
  for (size_t i = 0; i < y.size(); ++i) {
    direct.emplace_back(grids.emplace_back(Grid::Unfilled(output_)).view());
  }
  Direct().Compute(first, region, direct);
  for (size_t i = 0; i < y.size(); ++i) {
    const MutableGridView to = y[i].Sub(region);
    const GridView from = GridView(direct[i]).Sub(region);
    for (int r = 0; r < to.height; ++r) {
      for (int c = 0; c < to.width; ++c) {
        if (!std::isfinite(to.at(r, c))) to.at(r, c) = from.at(r, c);
      }
    }
    ActivateAll(settings_, to);
  }
}

const LayerSums& WinogradSums::Direct() const {
  std::call_once(direct_->made, [this] {
    LayerSettings settings = settings_;
    settings.activation = Activation::kNone;
    direct_->sums = std::make_unique<const LayerSums>(settings, weights_, bias_, x_, output_);
  });
  return *direct_->sums;
}

}  // namespace convlens
