#include "io/image/film.h"

#ifdef CONVLENS_WITH_WEBP
#include <webp/encode.h>
#include <webp/mux.h>

#include <new>

namespace convlens {
namespace {

/// libwebp fails here where the memory does not suffice: its input is what it asks for.
void Require(bool done) {
  if (!done) throw std::bad_alloc();
}

struct DeleteEncoder {
  void operator()(WebPAnimEncoder* encoder) const { WebPAnimEncoderDelete(encoder); }
};

class Picture {
 public:
  explicit Picture(const Pixels& pixels) {
    Require(WebPPictureInit(&picture_) != 0);
    picture_.use_argb = 1;
    picture_.width = pixels.width;
    picture_.height = pixels.height;
    const bool read = WebPPictureImportRGBA(&picture_, pixels.rgba.data(), pixels.width * 4) != 0;
    if (!read) WebPPictureFree(&picture_);
    Require(read);
  }
  ~Picture() { WebPPictureFree(&picture_); }
  Picture(const Picture&) = delete;
  Picture& operator=(const Picture&) = delete;

  WebPPicture* get() { return &picture_; }

 private:
  WebPPicture picture_{};
};

}  // namespace

struct FilmEncoder::State {
  std::unique_ptr<WebPAnimEncoder, DeleteEncoder> encoder;
  WebPConfig config{};
  int milliseconds = 0;
  int time = 0;  ///< of the next picture
};

bool FilmEncoder::IsThere() { return true; }

FilmEncoder::FilmEncoder(int width, int height, int milliseconds)
    : state_(std::make_unique<State>()) {
  WebPAnimEncoderOptions options;
  Require(WebPAnimEncoderOptionsInit(&options) != 0);
  options.anim_params.loop_count = 0;  // without end
  state_->encoder.reset(WebPAnimEncoderNew(width, height, &options));
  constexpr int kEffort = 3;  // of 9: more saves little on figures
  Require(state_->encoder && WebPConfigInit(&state_->config) != 0 &&
          WebPConfigLosslessPreset(&state_->config, kEffort) != 0);
  state_->milliseconds = milliseconds;
}

FilmEncoder::~FilmEncoder() = default;

void FilmEncoder::Add(const Pixels& picture) {
  Picture frame(picture);
  Require(WebPAnimEncoderAdd(state_->encoder.get(), frame.get(), state_->time, &state_->config) !=
          0);
  state_->time += state_->milliseconds;
}

std::string FilmEncoder::Finish() {
  WebPAnimEncoder* encoder = state_->encoder.get();
  Require(WebPAnimEncoderAdd(encoder, nullptr, state_->time, nullptr) != 0);  // the last one's end
  WebPData data;
  WebPDataInit(&data);
  Require(WebPAnimEncoderAssemble(encoder, &data) != 0);
  std::string bytes(reinterpret_cast<const char*>(data.bytes), data.size);
  WebPDataClear(&data);
  return bytes;
}

}  // namespace convlens

#else

namespace convlens {

struct FilmEncoder::State {};

bool FilmEncoder::IsThere() { return false; }
FilmEncoder::FilmEncoder(int, int, int) {}
FilmEncoder::~FilmEncoder() = default;
void FilmEncoder::Add(const Pixels&) {}
std::string FilmEncoder::Finish() { return {}; }

}  // namespace convlens

#endif
