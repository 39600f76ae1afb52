#pragma once

#include <string_view>

namespace convlens {

/// The orientation that an Exif block gives (a TIFF structure: "II*\0" or "MM\0*" first; a leading
/// "Exif\0\0" is skipped): tag 0x0112 of its first directory, 1 to 8. 1, upright, where there is
/// none or the block is damaged. Source: Exif 2.32, 4.6.4.
int ExifOrientation(std::string_view bytes);

}  // namespace convlens
