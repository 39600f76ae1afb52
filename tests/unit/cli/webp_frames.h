#pragma once

#include <doctest/doctest.h>
#include <webp/demux.h>

#include <string>
#include <vector>

#include "core/grid/pixels.h"

namespace convlens {

/// A picture of a film as it is shown, with what lies under it.
struct FilmFrame {
  Pixels pixels;
  int milliseconds = 0;
};

inline std::vector<FilmFrame> FramesOf(const std::string& bytes) {
  const WebPData data{reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()};
  WebPAnimDecoder* decoder = WebPAnimDecoderNew(&data, nullptr);
  REQUIRE(decoder != nullptr);
  WebPAnimInfo info;
  REQUIRE(WebPAnimDecoderGetInfo(decoder, &info) != 0);
  CHECK(info.loop_count == 0);  // without end
  std::vector<FilmFrame> frames;
  int before = 0;
  while (WebPAnimDecoderHasMoreFrames(decoder) != 0) {
    uint8_t* shown = nullptr;
    int until = 0;
    REQUIRE(WebPAnimDecoderGetNext(decoder, &shown, &until) != 0);
    const size_t size = size_t{4} * info.canvas_width * info.canvas_height;
    frames.push_back({{static_cast<int>(info.canvas_width), static_cast<int>(info.canvas_height),
                       std::vector<uint8_t>(shown, shown + size)},
                      until - before});
    before = until;
  }
  WebPAnimDecoderDelete(decoder);
  return frames;
}

}  // namespace convlens
