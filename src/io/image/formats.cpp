#include "io/image/formats.h"

#include <algorithm>

#include "io/image/decoders.h"

namespace convlens {
namespace {

bool StartsAsJpeg(std::string_view bytes) {
  // Any number of fill bytes may stand before a marker, by some readers even before the first one.
  size_t at = 0;
  while (at < bytes.size() && bytes[at] == '\xFF') ++at;
  return at > 0 && at < bytes.size() && bytes[at] == '\xD8' &&
         (at + 1 == bytes.size() || bytes[at + 1] == '\xFF');
}

bool StartsAsPng(std::string_view bytes) { return bytes.starts_with("\x89PNG\r\n\x1A\n"); }

bool StartsAsGif(std::string_view bytes) {
  return bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a");
}

bool StartsAsPsd(std::string_view bytes) { return bytes.starts_with("8BPS"); }

bool StartsAsWebp(std::string_view bytes) {
  return bytes.starts_with("RIFF") && bytes.substr(std::min<size_t>(8, bytes.size()), 4) == "WEBP";
}

bool StartsAsTiff(std::string_view bytes) {
  using namespace std::string_view_literals;
  return bytes.starts_with("II*\0"sv) || bytes.starts_with("MM\0*"sv) ||
         bytes.starts_with("II+\0"sv) || bytes.starts_with("MM\0+"sv);
}

/// "BM" could begin a text: the length of the header that follows decides.
bool StartsAsBmp(std::string_view bytes) {
  constexpr size_t kHeaderLength = 14;
  if (!bytes.starts_with("BM") || bytes.size() < kHeaderLength + 4) return false;
  const auto length = static_cast<uint8_t>(bytes[kHeaderLength]);
  const bool short_length = bytes.substr(kHeaderLength + 1, 3) == std::string_view("\0\0\0", 3);
  return short_length &&
         (length == 12 || (length >= 40 && length <= 124) || length == 16 || length == 64);
}

/// "P1 P2" could head a table: a number or a comment comes next in an image.
bool StartsAsPnm(std::string_view bytes) {
  constexpr std::string_view kBlanks = " \t\r\n";
  if (bytes.size() < 3 || bytes[0] != 'P' || bytes[1] < '1' || bytes[1] > '6') return false;
  bytes.remove_prefix(2);
  if (bytes[0] == '#') return true;
  const size_t next = bytes.find_first_not_of(kBlanks);
  if (next == 0 || next == std::string_view::npos) return false;
  return bytes[next] == '#' || (bytes[next] >= '0' && bytes[next] <= '9');
}

/// TGA has no magic number: every field of its header that can be wrong must be right.
bool StartsAsTga(std::string_view bytes) {
  constexpr size_t kHeaderLength = 18;
  if (bytes.size() < kHeaderLength) return false;
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(bytes[i]); };
  const int map = byte(1);
  const int kind = byte(2);
  const int depth = byte(16);
  const bool indexed = kind == 1 || kind == 9;
  const bool colors = kind == 2 || kind == 10;
  const bool grey = kind == 3 || kind == 11;
  const bool map_fits = indexed ? map == 1 && depth == 8 : map <= 1;
  const bool map_depth_fits =
      map == 0 ? true : byte(7) == 15 || byte(7) == 16 || byte(7) == 24 || byte(7) == 32;
  const bool depth_fits = indexed  ? depth == 8
                          : colors ? depth == 15 || depth == 16 || depth == 24 || depth == 32
                                   : grey && (depth == 8 || depth == 16);
  const bool has_size = (byte(12) | byte(13)) != 0 && (byte(14) | byte(15)) != 0;
  return map_fits && map_depth_fits && depth_fits && has_size && (byte(17) & 0xC0) == 0;
}

struct Format {
  const char* name;
  bool (*starts)(std::string_view bytes);
  /// nullptr where this build was made without the library.
  Result<Raster> (*decode)(std::string_view bytes, const std::string& source);
};

#ifdef CONVLENS_WITH_JPEG
constexpr auto kDecodeJpeg = DecodeJpeg;
#else
constexpr Result<Raster> (*kDecodeJpeg)(std::string_view, const std::string&) = nullptr;
#endif
#ifdef CONVLENS_WITH_PNG
constexpr auto kDecodePng = DecodePng;
#else
constexpr Result<Raster> (*kDecodePng)(std::string_view, const std::string&) = nullptr;
#endif
#ifdef CONVLENS_WITH_TIFF
constexpr auto kDecodeTiff = DecodeTiff;
#else
constexpr Result<Raster> (*kDecodeTiff)(std::string_view, const std::string&) = nullptr;
#endif
#ifdef CONVLENS_WITH_WEBP
constexpr auto kDecodeWebp = DecodeWebp;
#else
constexpr Result<Raster> (*kDecodeWebp)(std::string_view, const std::string&) = nullptr;
#endif

constexpr Format kFormats[] = {
    {"PNG", StartsAsPng, kDecodePng},    {"JPEG", StartsAsJpeg, kDecodeJpeg},
    {"GIF", StartsAsGif, DecodeGif},     {"PSD", StartsAsPsd, DecodePsd},
    {"WebP", StartsAsWebp, kDecodeWebp}, {"TIFF", StartsAsTiff, kDecodeTiff},
    {"BMP", StartsAsBmp, DecodeBmp},     {"PNM", StartsAsPnm, DecodePnm},
    {"TGA", StartsAsTga, DecodeTga},  // last: it has no magic number
};

const Format* FormatOf(std::string_view bytes) {
  for (const Format& format : kFormats) {
    if (format.starts(bytes)) return &format;
  }
  return nullptr;
}

}  // namespace

bool StartsAsImage(std::string_view bytes) { return FormatOf(bytes) != nullptr; }

Result<Raster> DecodeImage(std::string_view bytes, const std::string& source) {
  const Format* format = FormatOf(bytes);
  if (format == nullptr) {
    return Message{
        "{} is not an image that can be read (PNG, JPEG, BMP, GIF, TIFF, WebP, TGA, PSD, PNM).",
        {source}};
  }
  if (format->decode == nullptr) {
    return Message{"{} is a {} image, which this build cannot read: save it as PNG.",
                   {source, format->name}};
  }
  return format->decode(bytes, source);
}

std::optional<Message> CheckSize(int64_t height, int64_t width, const std::string& source) {
  if (height > kMaxInputSide || width > kMaxInputSide) {
    const std::string limit = std::to_string(kMaxInputSide);
    return Message{"{} is {}×{}, larger than the allowed {}×{}.",
                   {source, std::to_string(height), std::to_string(width), limit, limit}};
  }
  if (height < 1 || width < 1) return Message{"{} is an image without pixels.", {source}};
  return std::nullopt;
}

Message DamagedImage(const std::string& source, const std::string& format) {
  return {"{} is damaged: the {} image ends early or holds wrong data.", {source, format}};
}

Message UnusualImage(const std::string& source, const std::string& format,
                     const std::string& kind) {
  return {"{} is a {} image of a kind that cannot be read ({}): save it as PNG.",
          {source, format, kind}};
}

}  // namespace convlens
