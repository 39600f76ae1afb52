#include <tiffio.h>

#include <cstring>
#include <limits>
#include <memory>

#include "io/image/decoders.h"

namespace convlens {
namespace {

/// The bytes of a file, as libtiff reads them.
struct Source {
  std::string_view bytes;
  uint64_t at = 0;
};

tmsize_t ReadBytes(thandle_t handle, void* to, tmsize_t length) {
  Source& source = *static_cast<Source*>(handle);
  if (length < 0 || source.at >= source.bytes.size()) return 0;
  const size_t read =
      std::min<uint64_t>(static_cast<uint64_t>(length), source.bytes.size() - source.at);
  std::memcpy(to, source.bytes.data() + source.at, read);
  source.at += read;
  return static_cast<tmsize_t>(read);
}

tmsize_t WriteNothing(thandle_t, void*, tmsize_t) { return 0; }

toff_t Seek(thandle_t handle, toff_t offset, int from) {
  Source& source = *static_cast<Source*>(handle);
  const uint64_t base = from == SEEK_SET ? 0 : from == SEEK_CUR ? source.at : source.bytes.size();
  source.at = base + offset;
  return source.at;
}

int CloseNothing(thandle_t) { return 0; }
toff_t Size(thandle_t handle) { return static_cast<Source*>(handle)->bytes.size(); }

struct CloseTiff {
  void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using Tiff = std::unique_ptr<TIFF, CloseTiff>;

uint16_t Field(const Tiff& tiff, uint32_t tag, uint16_t otherwise) {
  uint16_t value = otherwise;
  return TIFFGetFieldDefaulted(tiff.get(), tag, &value) != 0 ? value : otherwise;
}

/// Grey or RGB of 16 bits, of which libtiff's own conversion would keep 8: rows of whole pixels.
bool IsPlainWide(const Tiff& tiff) {
  const uint16_t kind = Field(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_PALETTE);
  const uint16_t samples = Field(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
  const bool grey =
      (kind == PHOTOMETRIC_MINISBLACK || kind == PHOTOMETRIC_MINISWHITE) && samples == 1;
  const bool colors = kind == PHOTOMETRIC_RGB && samples == 3;
  return (grey || colors) && Field(tiff, TIFFTAG_BITSPERSAMPLE, 1) == 16 &&
         Field(tiff, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT) == SAMPLEFORMAT_UINT &&
         Field(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) == PLANARCONFIG_CONTIG &&
         TIFFIsTiled(tiff.get()) == 0;
}

bool ReadWide(const Tiff& tiff, Raster& raster) {
  const size_t samples = Field(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
  const bool white_is_0 = Field(tiff, TIFFTAG_PHOTOMETRIC, 0) == PHOTOMETRIC_MINISWHITE;
  const auto width = static_cast<size_t>(raster.shape.width);
  std::vector<uint16_t> line(width * samples);
  if (TIFFScanlineSize64(tiff.get()) != line.size() * sizeof line[0]) return false;
  uint16_t* pixel = raster.samples16.data();
  for (int r = 0; r < raster.shape.height; ++r) {
    if (TIFFReadScanline(tiff.get(), line.data(), static_cast<uint32_t>(r)) != 1) return false;
    for (size_t c = 0; c < width; ++c, pixel += 4) {
      for (size_t k = 0; k < 3; ++k) {
        const uint16_t value = line[c * samples + (samples == 3 ? k : 0)];
        pixel[k] = white_is_0 ? static_cast<uint16_t>(65535 - value) : value;
      }
      pixel[3] = 65535;
    }
  }
  return true;
}

/// libtiff multiplies colours by alpha; this takes it back.
uint8_t Unmultiplied(uint32_t value, uint32_t alpha) {
  return static_cast<uint8_t>(
      alpha == 0 ? 0 : std::min<uint32_t>(255, (value * 255 + alpha / 2) / alpha));
}

bool ReadBytesOfPixels(const Tiff& tiff, Raster& raster) {
  std::vector<uint32_t> packed(static_cast<size_t>(raster.shape.count()));
  // As stored, row by row: the orientation is applied later, for all formats in one place.
  const int as_stored = Field(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
  if (TIFFReadRGBAImageOriented(tiff.get(), static_cast<uint32_t>(raster.shape.width),
                                static_cast<uint32_t>(raster.shape.height), packed.data(),
                                as_stored, 1) != 1) {
    return false;
  }
  uint8_t* pixel = raster.samples8.data();
  for (const uint32_t value : packed) {
    const uint32_t alpha = TIFFGetA(value);
    pixel[0] = Unmultiplied(TIFFGetR(value), alpha);
    pixel[1] = Unmultiplied(TIFFGetG(value), alpha);
    pixel[2] = Unmultiplied(TIFFGetB(value), alpha);
    pixel[3] = static_cast<uint8_t>(alpha);
    pixel += 4;
  }
  return true;
}

/// libtiff prints its errors and warnings unless told otherwise, for the whole process.
void BeSilent() {
  TIFFSetErrorHandler(nullptr);
  TIFFSetWarningHandler(nullptr);
}

}  // namespace

Result<Raster> DecodeTiff(std::string_view bytes, const std::string& source) {
  BeSilent();
  Source memory{bytes};
  // "m": no mapping into memory, since there is no file.
  const Tiff tiff(TIFFClientOpen("image", "rm", &memory, ReadBytes, WriteNothing, Seek,
                                 CloseNothing, Size, nullptr, nullptr));
  if (tiff == nullptr) return DamagedImage(source, "TIFF");
  uint32_t height = 0;
  uint32_t width = 0;
  TIFFGetField(tiff.get(), TIFFTAG_IMAGELENGTH, &height);
  TIFFGetField(tiff.get(), TIFFTAG_IMAGEWIDTH, &width);
  if (const auto problem = CheckSize(height, width, source)) return *problem;
  // libtiff would take the bits of a negative number for a large one.
  if (Field(tiff, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT) == SAMPLEFORMAT_INT) {
    return UnusualImage(source, "TIFF", "signed samples");
  }
  char reason[1024] = "";
  const bool wide = IsPlainWide(tiff);
  if (!wide && TIFFRGBAImageOK(tiff.get(), reason) != 1) {
    return UnusualImage(source, "TIFF", reason);
  }
  // A file that claims more than a file of its length could hold is made to exhaust memory.
  constexpr uint64_t kMostPixelsInAByte = 8 * kMaxInputSide;  // fax: a bit for an empty row
  const uint64_t pixels = static_cast<uint64_t>(height) * width;
  if (pixels / kMostPixelsInAByte > bytes.size()) return DamagedImage(source, "TIFF");
  Raster raster = MakeRaster({static_cast<int>(height), static_cast<int>(width)}, wide);
  const bool read = wide ? ReadWide(tiff, raster) : ReadBytesOfPixels(tiff, raster);
  if (!read) return DamagedImage(source, "TIFF");
  return OrientedRaster(std::move(raster), Field(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT));
}

}  // namespace convlens
