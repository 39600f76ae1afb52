#include <webp/decode.h>
#include <webp/demux.h>

#include <memory>
#include <new>

#include "io/image/decoders.h"
#include "io/image/exif.h"

namespace convlens {
namespace {

struct DeleteDemuxer {
  void operator()(WebPDemuxer* demuxer) const { WebPDemuxDelete(demuxer); }
};

WebPData DataOf(std::string_view bytes) {
  return {reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()};
}

/// The still image, or an animation's first frame, and where it lies on its canvas.
struct Frame {
  std::string_view bytes;
  int row = 0;
  int col = 0;
  Shape shape;
};

std::optional<Frame> FirstFrame(const WebPDemuxer* demuxer) {
  WebPIterator at;
  if (WebPDemuxGetFrame(demuxer, 1, &at) == 0) return std::nullopt;
  const Frame frame{{reinterpret_cast<const char*>(at.fragment.bytes), at.fragment.size},
                    at.y_offset,
                    at.x_offset,
                    {at.height, at.width}};
  const bool complete = at.complete != 0;
  WebPDemuxReleaseIterator(&at);
  return complete ? std::optional(frame) : std::nullopt;
}

int Orientation(const WebPDemuxer* demuxer) {
  WebPChunkIterator at;
  if (WebPDemuxGetChunk(demuxer, "EXIF", 1, &at) == 0) return kUpright;
  const int orientation =
      ExifOrientation({reinterpret_cast<const char*>(at.chunk.bytes), at.chunk.size});
  WebPDemuxReleaseChunkIterator(&at);
  return orientation;
}

}  // namespace

Result<Raster> DecodeWebp(std::string_view bytes, const std::string& source) {
  const WebPData data = DataOf(bytes);
  const std::unique_ptr<WebPDemuxer, DeleteDemuxer> demuxer(WebPDemux(&data));
  if (demuxer == nullptr) return DamagedImage(source, "WebP");
  const int64_t height = WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_HEIGHT);
  const int64_t width = WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_WIDTH);
  if (const auto problem = CheckSize(height, width, source)) return *problem;
  const std::optional<Frame> frame = FirstFrame(demuxer.get());
  if (!frame) return DamagedImage(source, "WebP");
  if (frame->row + frame->shape.height > height || frame->col + frame->shape.width > width) {
    return DamagedImage(source, "WebP");
  }
  Raster raster = MakeRaster({static_cast<int>(height), static_cast<int>(width)});
  const size_t stride = static_cast<size_t>(width) * 4;
  const size_t start =
      static_cast<size_t>(frame->row) * stride + static_cast<size_t>(frame->col) * 4;
  WebPDecoderConfig config;
  if (WebPInitDecoderConfig(&config) == 0) return DamagedImage(source, "WebP");
  config.output.colorspace = MODE_RGBA;
  config.output.is_external_memory = 1;
  config.output.u.RGBA = {raster.samples8.data() + start, static_cast<int>(stride),
                          raster.samples8.size() - start};
  const WebPData pixels = DataOf(frame->bytes);
  const VP8StatusCode status = WebPDecode(pixels.bytes, pixels.size, &config);
  if (status == VP8_STATUS_OUT_OF_MEMORY) throw std::bad_alloc();
  if (status != VP8_STATUS_OK) return DamagedImage(source, "WebP");
  return OrientedRaster(std::move(raster), Orientation(demuxer.get()));
}

}  // namespace convlens
