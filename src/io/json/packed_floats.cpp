#include "io/json/packed_floats.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <bit>
#include <memory>
#include <new>
#include <span>
#include <utility>
#include <vector>

#include "core/grid/base64.h"

namespace convlens {
namespace {

/// Deflate cannot shrink by more than this (zlib's technical details).
constexpr size_t kMaxDeflateRatio = 1032;

using Bytes = std::vector<uint8_t>;

Bytes Shuffled(GridView grid) {
  const auto count = static_cast<size_t>(grid.shape().count());
  Bytes planes(count * 4);
  size_t i = 0;
  for (int r = 0; r < grid.height; ++r) {
    const float* row = grid.row(r);
    for (int c = 0; c < grid.width; ++c, ++i) {
      const auto bits = std::bit_cast<uint32_t>(row[c]);
      for (size_t b = 0; b < 4; ++b) planes[b * count + i] = bits >> (8 * b) & 255U;
    }
  }
  return planes;
}

/// Puts the bytes of shuffled floats into their places in a grid, as they come.
class Unshuffler {
 public:
  explicit Unshuffler(Shape shape) : grid_(shape) {}

  bool full() const { return plane_ == sizeof(float); }
  Grid Take() { return std::move(grid_); }

  /// False where there are more bytes than cells.
  bool Put(std::span<const uint8_t> bytes) {
    while (!bytes.empty()) {
      if (full()) return false;
      const auto room = static_cast<size_t>(grid_.width() - col_);
      const std::span<const uint8_t> piece = bytes.first(std::min(bytes.size(), room));
      PutInRow(piece);
      bytes = bytes.subspan(piece.size());
    }
    return true;
  }

 private:
  void PutInRow(std::span<const uint8_t> bytes) {
    float* cells = grid_.row(row_) + col_;
    for (size_t i = 0; i < bytes.size(); ++i) {
      const auto bits = std::bit_cast<uint32_t>(cells[i]) | uint32_t{bytes[i]} << (8 * plane_);
      cells[i] = std::bit_cast<float>(bits);
    }
    col_ += static_cast<int>(bytes.size());
    if (col_ < grid_.width()) return;
    col_ = 0;
    if (++row_ < grid_.height()) return;
    row_ = 0;
    ++plane_;
  }

  Grid grid_;
  size_t plane_ = 0;
  int row_ = 0;
  int col_ = 0;
};

Message WrongSize(Shape shape) {
  return {"{}: {} does not hold the {}×{} numbers that it should.",
          {std::to_string(shape.height), std::to_string(shape.width)}};
}

/// A zlib stream that is inflated piece by piece into a grid: neither its bytes nor those of the
/// planes are ever whole in memory.
class Inflater {
 public:
  Inflater() { ready_ = inflateInit(&stream_) == Z_OK; }
  ~Inflater() {
    if (ready_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  /// Z_OK while more is wanted, Z_STREAM_END behind the end, Z_BUF_ERROR where `cells` are full
  /// too early, or another error of zlib.
  int Put(std::span<uint8_t> packed, Unshuffler& cells) {
    if (!ready_) return Z_MEM_ERROR;
    stream_.next_in = packed.data();
    stream_.avail_in = static_cast<uInt>(packed.size());
    int status = Z_OK;
    do {
      stream_.next_out = bytes_.data();
      stream_.avail_out = static_cast<uInt>(bytes_.size());
      status = inflate(&stream_, Z_NO_FLUSH);
      if (status == Z_BUF_ERROR) return Z_OK;  // it has all there is
      if (status != Z_OK && status != Z_STREAM_END) return status;
      if (!cells.Put({bytes_.data(), bytes_.size() - stream_.avail_out})) return Z_BUF_ERROR;
    } while (status == Z_OK && (stream_.avail_in > 0 || stream_.avail_out == 0));
    return status;
  }

 private:
  z_stream stream_{};
  bool ready_ = false;
  std::array<uint8_t, 1 << 16> bytes_{};
};

}  // namespace

std::string PackFloats(GridView grid) {
  const Bytes planes = Shuffled(grid);
  auto size = compressBound(static_cast<uLong>(planes.size()));
  Bytes packed(size);
  compress2(packed.data(), &size, planes.data(), static_cast<uLong>(planes.size()), Z_BEST_SPEED);
  packed.resize(size);
  return ToBase64(packed);
}

Result<Grid> UnpackFloats(std::string_view text, Shape shape) {
  const Message not_base64 = {"{}: {} is not Base64.", {}};
  const auto packed = std::make_unique<Base64Reader>(text);
  if (!packed->possible()) return not_base64;
  const auto size = static_cast<size_t>(shape.count()) * sizeof(float);
  if (size / kMaxDeflateRatio > packed->size()) return WrongSize(shape);
  if (size == 0) return Grid();
  Unshuffler cells(shape);
  const auto inflater = std::make_unique<Inflater>();
  int status = Z_OK;
  while (!packed->done() && status == Z_OK) {
    const auto bytes = packed->Next();
    if (!bytes) return not_base64;
    status = inflater->Put(*bytes, cells);
  }
  if (status == Z_MEM_ERROR) throw std::bad_alloc();
  if (status == Z_STREAM_END && cells.full()) return cells.Take();
  if (status == Z_BUF_ERROR || status == Z_STREAM_END) return WrongSize(shape);
  return Message{"{}: {} is not deflated data, or it is damaged.", {}};
}

}  // namespace convlens
