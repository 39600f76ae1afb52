#include <csetjmp>
#include <cstdio>
// After cstdio, which it needs and does not include.
#include <jpeglib.h>
// After jpeglib.h, likewise.
#include <jerror.h>

#include <new>

#include "io/image/decoders.h"
#include "io/image/exif.h"

namespace convlens {
namespace {

/// A file of more scans than any encoder writes is made to keep its reader busy.
constexpr int kMostScans = 200;

/// libjpeg's error handler, which leaves by longjmp, and its progress monitor.
struct Handlers {
  jpeg_error_mgr errors;
  jpeg_progress_mgr progress;
  std::jmp_buf escape;
  bool no_end = false;          ///< the end-of-image marker is missing
  uint32_t components_met = 0;  ///< a bit for each component of which there was a scan
};

Handlers& HandlersOf(j_common_ptr info) { return *static_cast<Handlers*>(info->client_data); }

[[noreturn]] void Escape(j_common_ptr info) { std::longjmp(HandlersOf(info).escape, 1); }

void TakeWarning(j_common_ptr info, int level) {
  if (level >= 0) return;  // not a warning
  switch (info->err->msg_code) {
    case JWRN_JPEG_EOF:
      HandlersOf(info).no_end = true;
      // Within a segment, whose rest libjpeg then makes up.
      if (reinterpret_cast<j_decompress_ptr>(info)->unread_marker != 0) Escape(info);
      break;
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
    case JWRN_MUST_RESYNC:
      Escape(info);  // samples are missing, and would be made up
    default:         // bytes between segments, odd but whole files
      break;
  }
}

/// Called at least once in each scan of an image of several.
void WatchScans(j_common_ptr info) {
  const auto* reader = reinterpret_cast<j_decompress_ptr>(info);
  if (reader->input_scan_number > kMostScans) Escape(info);
  for (int i = 0; i < reader->comps_in_scan; ++i) {
    HandlersOf(info).components_met |= 1U << reader->cur_comp_info[i]->component_index;
  }
}

/// Reads one JPEG. What libjpeg leaves by longjmp are only the member functions that `Guarded`
/// calls, which own nothing.
class JpegReader {
 public:
  explicit JpegReader(std::string_view bytes) : bytes_(bytes) {
    info_.err = jpeg_std_error(&handlers_.errors);
    info_.client_data = &handlers_;
    handlers_.errors.error_exit = Escape;
    handlers_.errors.emit_message = TakeWarning;
    handlers_.progress.progress_monitor = WatchScans;
  }
  ~JpegReader() { jpeg_destroy_decompress(&info_); }
  JpegReader(const JpegReader&) = delete;
  JpegReader& operator=(const JpegReader&) = delete;

  Result<Raster> Read(const std::string& source) {
    if (!Guarded(&JpegReader::ReadHeader)) return Problem(source);
    if (info_.data_precision != 8) {
      return UnusualImage(source, "JPEG", std::to_string(info_.data_precision) + " bits a sample");
    }
    if (const auto problem = CheckSize(info_.image_height, info_.image_width, source)) {
      return *problem;
    }
    raster_ =
        MakeRaster({static_cast<int>(info_.image_height), static_cast<int>(info_.image_width)});
    line_.resize(static_cast<size_t>(info_.image_width) * 4);
    if (!Guarded(&JpegReader::ReadPixels) || !IsComplete()) return Problem(source);
    return OrientedRaster(std::move(raster_), Orientation());
  }

 private:
  /// What the last error or warning of libjpeg means.
  Message Problem(const std::string& source) const {
    const auto unusual = [&](const std::string& kind) {
      return UnusualImage(source, "JPEG", kind);
    };
    switch (handlers_.errors.msg_code) {
      case JERR_OUT_OF_MEMORY:
        throw std::bad_alloc();
      case JERR_IMAGE_TOO_BIG:
      case JERR_EMPTY_IMAGE:
        return CheckSize(info_.image_height, info_.image_width, source)
            .value_or(DamagedImage(source, "JPEG"));
      case JERR_BAD_PRECISION:
        return unusual(std::to_string(info_.data_precision) + " bits a sample");
      case JERR_SOF_UNSUPPORTED:
        return unusual("lossless or hierarchical");
      case JERR_COMPONENT_COUNT:
      case JERR_CONVERSION_NOTIMPL:
        return unusual(std::to_string(info_.num_components) + " components");
      case JERR_ARITH_NOTIMPL:
        return unusual("arithmetic coding");
      default:
        return DamagedImage(source, "JPEG");
    }
  }

  bool Guarded(void (JpegReader::*action)()) {
    if (setjmp(handlers_.escape) != 0) return false;
    (this->*action)();
    return true;
  }

  void ReadHeader() {
    constexpr int kExifMarker = JPEG_APP0 + 1;
    jpeg_create_decompress(&info_);
    info_.progress = &handlers_.progress;
    jpeg_mem_src(&info_, reinterpret_cast<const unsigned char*>(bytes_.data()),
                 static_cast<unsigned long>(bytes_.size()));
    jpeg_save_markers(&info_, kExifMarker, 0xFFFF);
    jpeg_read_header(&info_, TRUE);
  }

  void ReadPixels() {
    const bool inks = info_.jpeg_color_space == JCS_CMYK || info_.jpeg_color_space == JCS_YCCK;
    info_.out_color_space = inks ? JCS_CMYK : JCS_EXT_RGBA;
    jpeg_start_decompress(&info_);
    while (info_.output_scanline < info_.output_height) {
      const size_t offset = static_cast<size_t>(info_.output_scanline) * line_.size();
      JSAMPROW row = inks ? line_.data() : raster_.samples8.data() + offset;
      if (jpeg_read_scanlines(&info_, &row, 1) != 1) Escape(reinterpret_cast<j_common_ptr>(&info_));
      if (inks) ColorsOfInks(raster_.samples8.data() + offset);
    }
    // What follows the last row is not looked at: it can only be an end marker, or missing.
  }

  /// Adobe's programs store inks upside down, 255 for none, and say so by their marker.
  void ColorsOfInks(uint8_t* rgba) const {
    const bool inverted = info_.saw_Adobe_marker;
    for (size_t i = 0; i < line_.size(); i += 4) {
      const auto light = [&](size_t k) { return inverted ? line_[i + k] : 255 - line_[i + k]; };
      for (size_t k = 0; k < 3; ++k) {
        rgba[i + k] = static_cast<uint8_t>((light(k) * light(3) + 127) / 255);
      }
      rgba[i + 3] = 255;
    }
  }

  /// Whether each row came from the file. In arithmetic coding missing bytes count as zeros, by the
  /// standard, so that a file which ends early cannot be told from one without its end marker.
  bool IsComplete() const {
    if (handlers_.no_end && (info_.arith_code || !AllBitsThere())) return false;
    if (!jpeg_has_multiple_scans(const_cast<j_decompress_ptr>(&info_))) return true;
    return handlers_.components_met == (1U << info_.num_components) - 1;
  }

  /// Whether a progressive image has had all of its scans: without the last ones it is coarse.
  bool AllBitsThere() const {
    if (!info_.progressive_mode || info_.coef_bits == nullptr) return true;
    for (int c = 0; c < info_.num_components; ++c) {
      for (int k = 0; k < DCTSIZE2; ++k) {
        if (info_.coef_bits[c][k] != 0) return false;
      }
    }
    return true;
  }

  int Orientation() const {
    for (jpeg_saved_marker_ptr marker = info_.marker_list; marker != nullptr;
         marker = marker->next) {
      const std::string_view block(reinterpret_cast<const char*>(marker->data),
                                   marker->data_length);
      if (block.starts_with("Exif")) return ExifOrientation(block);
    }
    return kUpright;
  }

  std::string_view bytes_;
  Handlers handlers_{};
  jpeg_decompress_struct info_{};
  Raster raster_;
  std::vector<uint8_t> line_;  ///< a row of inks
};

}  // namespace

Result<Raster> DecodeJpeg(std::string_view bytes, const std::string& source) {
  return JpegReader(bytes).Read(source);
}

}  // namespace convlens
