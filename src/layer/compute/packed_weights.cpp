#include "layer/compute/packed_weights.h"

#include <algorithm>

#include "layer/settings/window.h"

namespace convlens {
namespace {

int RoundUp(int value, int unit) { return (value + unit - 1) / unit * unit; }

}  // namespace

OutputBlocks::OutputBlocks(const LayerSettings& settings, int most, int unit)
    : groups_(settings.groups),
      group_outputs_(settings.outputs / settings.groups),
      most_(most),
      unit_(unit),
      group_lanes_(RoundUp(group_outputs_, unit)) {}

OutputBlocks::Block OutputBlocks::Of(int output) const {
  const int group = output / group_outputs_;
  const int before = output % group_outputs_ / most_ * most_;
  const int count = std::min(most_, group_outputs_ - before);
  return {group * group_outputs_ + before, count, RoundUp(count, unit_),
          group * group_lanes_ + before};
}

std::vector<int> OutputBlocks::firsts() const {
  std::vector<int> firsts;
  for (int output = 0; output < groups_ * group_outputs_;) {
    firsts.push_back(output);
    output += Of(output).count;
  }
  return firsts;
}

Grid PackedWeights(const LayerSettings& settings, const Weights& weights, int group_inputs,
                   const OutputBlocks& blocks, const std::vector<Cell>& cells, Threads threads) {
  constexpr int64_t kWorthThreads = 1 << 16;  // weights
  const auto sums = static_cast<ptrdiff_t>(cells.size()) * group_inputs;
  Grid packed(1, static_cast<int>(blocks.lanes() * sums));
  std::vector<ptrdiff_t> places;  // of the cells in a kernel
  places.reserve(cells.size());
  for (const Cell& cell : cells) places.push_back(cell.row * settings.window.width + cell.col);
  const std::vector<int> firsts = blocks.firsts();
  if (packed.count() < kWorthThreads) threads = {};
  ForEachPart(static_cast<int>(firsts.size()), threads, [&](int i) {
    const OutputBlocks::Block block = blocks.Of(firsts[static_cast<size_t>(i)]);
    const ChannelGroup inputs = InputsOf(settings, group_inputs * settings.groups, block.first);
    float* to = packed.row(0) + block.lanes_before * sums;
    for (int c = inputs.first; c < inputs.first + inputs.count; ++c) {
      for (int o = 0; o < block.count; ++o) {
        const KernelIndex index = KernelBetween(settings, inputs, c, block.first + o);
        const float* kernel = weights.kernel(index.first, index.second).data;
        for (size_t t = 0; t < places.size(); ++t) {
          to[static_cast<ptrdiff_t>(t) * block.lanes + o] = kernel[places[t]];
        }
      }
      to += static_cast<ptrdiff_t>(places.size()) * block.lanes;
    }
  });
  return packed;
}

bool PreparedWeights::Serves(const PreparedWeights& other) const {
  const bool same_shape = settings.kind != LayerKind::kTransposed || output == other.output;
  return tile == other.tile && lanes == other.lanes && same_shape && settings == other.settings &&
         weights.SameAs(other.weights);
}

}  // namespace convlens
