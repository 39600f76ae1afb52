// Netpbm's formats P1 to P6: bits, grey and colours, as text and as bytes. Source: netpbm's pbm(5),
// pgm(5), ppm(5).

#include <algorithm>
#include <limits>

#include "io/image/decoders.h"

namespace convlens {
namespace {

class PnmReader {
 public:
  PnmReader(std::string_view bytes, const std::string& source)
      : rest_(bytes.substr(2)), kind_(bytes[1] - '0'), source_(source) {}

  Result<Raster> Read() {
    const int64_t width = TakeNumber();
    const int64_t height = TakeNumber();
    most_ = bits() ? 1 : TakeNumber();
    if (failed_ || most_ < 1 || most_ > 65535) return Damaged();
    if (const auto problem = CheckSize(height, width, source_)) return *problem;
    if (!text()) SkipOneBlank();  // behind the header
    const int64_t samples = height * width * channels();
    // As text, a sample is at least a digit, in P1 without a blank between them.
    const int64_t needed = text()   ? (bits() ? samples : 2 * samples - 1)
                           : bits() ? height * ((width + 7) / 8)
                                    : samples * (most_ > 255 ? 2 : 1);
    if (static_cast<int64_t>(rest_.size()) < needed) return Damaged();
    Raster raster = MakeRaster({static_cast<int>(height), static_cast<int>(width)}, most_ > 255);
    if (raster.wide()) {
      Fill(raster.samples16, width);
    } else {
      Fill(raster.samples8, width);
    }
    if (failed_) return Damaged();
    return raster;
  }

 private:
  Message Damaged() const { return DamagedImage(source_, "PNM"); }

  bool text() const { return kind_ <= 3; }
  bool bits() const { return kind_ == 1 || kind_ == 4; }
  int channels() const { return kind_ == 3 || kind_ == 6 ? 3 : 1; }

  /// `most` of a sample's type stands for `most_`.
  template <typename Sample>
  void Fill(std::vector<Sample>& rgba, int64_t width) {
    constexpr int64_t kMost = std::numeric_limits<Sample>::max();
    int64_t col = 0;
    for (size_t i = 0; i < rgba.size() && !failed_; i += 4, col = (col + 1) % width) {
      for (int c = 0; c < channels(); ++c) {
        const int64_t value = TakeSample(col);
        failed_ = failed_ || value > most_;
        rgba[i + static_cast<size_t>(c)] = static_cast<Sample>((value * kMost + most_ / 2) / most_);
      }
      if (channels() == 1) rgba[i + 1] = rgba[i + 2] = rgba[i];
      rgba[i + 3] = static_cast<Sample>(kMost);
    }
  }

  int64_t TakeSample(int64_t col) {
    if (kind_ == 1) return 1 - TakeDigit();  // 1 is black
    if (text()) return TakeNumber();
    if (kind_ == 4) {
      if (col % 8 == 0) packed_ = TakeByte();
      return ((packed_ >> (7 - col % 8)) & 1) == 0 ? 1 : 0;
    }
    const int64_t byte = TakeByte();
    return most_ > 255 ? byte * 256 + TakeByte() : byte;
  }

  int64_t TakeByte() {
    if (rest_.empty()) {
      failed_ = true;
      return 0;
    }
    const auto byte = static_cast<uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return byte;
  }

  bool AtBlank() const {
    return !rest_.empty() &&
           std::string_view(" \t\r\n\v\f").find(rest_.front()) != std::string_view::npos;
  }

  void SkipOneBlank() {
    failed_ = failed_ || !AtBlank();
    if (AtBlank()) rest_.remove_prefix(1);
  }

  void SkipBlanksAndComments() {
    while (!rest_.empty()) {
      if (rest_.front() == '#') {
        rest_.remove_prefix(std::min(rest_.find_first_of("\r\n"), rest_.size()));
      } else if (AtBlank()) {
        rest_.remove_prefix(1);
      } else {
        return;
      }
    }
  }

  bool AtDigit() const { return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; }

  int64_t TakeDigit() {
    SkipBlanksAndComments();
    failed_ = failed_ || !AtDigit() || rest_.front() > '1';
    return TakeByte() - '0';
  }

  int64_t TakeNumber() {
    constexpr int64_t kEnough = 1'000'000'000;
    SkipBlanksAndComments();
    failed_ = failed_ || !AtDigit();
    int64_t number = 0;
    while (AtDigit()) number = std::min(number * 10 + (TakeByte() - '0'), kEnough);
    return number;
  }

  std::string_view rest_;
  int kind_;
  const std::string& source_;
  int64_t most_ = 1;  ///< the sample that is white
  int64_t packed_ = 0;
  bool failed_ = false;
};

}  // namespace

Result<Raster> DecodePnm(std::string_view bytes, const std::string& source) {
  return PnmReader(bytes, source).Read();
}

}  // namespace convlens
