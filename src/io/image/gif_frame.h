#pragma once

#include <string_view>

namespace convlens {

/// Whether the first frame of a GIF has data for all of its pixels: a decoder leaves the rest as it
/// was. False also where the data is no LZW (GIF89a specification, appendix F).
bool FirstGifFrameIsWhole(std::string_view gif);

}  // namespace convlens
