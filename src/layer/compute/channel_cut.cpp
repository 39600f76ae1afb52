#include "layer/compute/channel_cut.h"

#include <algorithm>

namespace convlens {
namespace {

// Of a part, in multiply-adds: of much work about a millisecond, since every part prepares its
// inputs for itself; of less, still much longer than it takes to hand it to a thread.
constexpr int64_t kPartWork = 50'000'000;
constexpr int64_t kSmallPartWork = 2'000'000;
constexpr int64_t kFewParts = 8;

int64_t WantedParts(int64_t work) {
  return std::max({work / kPartWork, std::min(work / kSmallPartWork, kFewParts), int64_t{1}});
}

// Elements of a band that keep the kernels busy for the time that the weights take to come.
constexpr int kElementsOfBand = 168;

int CeilDivide(int64_t value, int64_t by) { return static_cast<int>((value + by - 1) / by); }

int BandByWork(CellRect region, int64_t work, int unit) {
  const auto wanted =
      static_cast<int>(std::min<int64_t>(WantedParts(work), std::max(region.height, 1)));
  const int lowest = CeilDivide(kElementsOfBand, std::max(region.width, 1));
  const int band = std::max(CeilDivide(region.height, wanted), std::min(lowest, region.height));
  const int whole = unit > 1 ? unit : 2;  // tiles of two rows
  return CeilDivide(band, whole) * whole;
}

}  // namespace

ChannelCut::ChannelCut(int channels, CellRect region, int64_t work, Shape unit)
    : ChannelCut(channels, region, work, BandByWork(region, work, unit.height)) {}

ChannelCut::ChannelCut(int channels, CellRect region, int64_t work, int band)
    : channels_(channels), region_(region), band_(std::max(band, 1)) {
  if (region.empty() || channels == 0) return;
  bands_ = CeilDivide(region.height, band_);
  const auto wanted = std::max<int64_t>(WantedParts(work) / bands_, 1);
  block_ = CeilDivide(CeilDivide(channels, wanted), kChannelsTogether) * kChannelsTogether;
  blocks_ = CeilDivide(channels, block_);
}

ChannelPart ChannelCut::operator[](int i) const {
  const int first = i % blocks_ * block_;
  const int row = i / blocks_ * band_;
  return {first,
          std::min(block_, channels_ - first),
          {region_.row + row, region_.col, std::min(band_, region_.height - row), region_.width}};
}

Tensor ComputeByChannels(TensorShape shape, int64_t work, Threads threads,
                         const ComputeChannels& compute, Shape unit) {
  Tensor made;
  made.channels.resize(static_cast<size_t>(shape.channels));
  std::vector<MutableGridView> grids;
  grids.reserve(made.channels.size());
  for (SharedGrid& channel : made.channels) {
    channel = Grid::Unfilled(shape.grid);
    grids.emplace_back(channel.Mutable());
  }
  const ChannelCut parts(shape.channels, WholeOf(shape.grid), work, unit);
  ForEachPart(parts.count(), threads, [&](int i) {
    const ChannelPart part = parts[i];
    compute(
        part.first, part.region,
        std::span(grids).subspan(static_cast<size_t>(part.first), static_cast<size_t>(part.count)));
  });
  return made;
}

}  // namespace convlens
