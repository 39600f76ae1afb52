#pragma once

#include <string>

#include "core/grid/pixels.h"

namespace convlens {

/// `pixels` as the bytes of a PNG; empty when there is not enough memory.
std::string EncodePng(const Pixels& pixels);

/// `pixels` as the bytes of a JPEG of quality 90 of 100, without their alpha; empty when there is
/// not enough memory.
std::string EncodeJpeg(const Pixels& pixels);

}  // namespace convlens
