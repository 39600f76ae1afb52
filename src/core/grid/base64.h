#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace convlens {

/// By value, 0 to 63 (RFC 4648, section 4).
inline constexpr std::string_view kBase64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Padded with "=" to whole groups of four.
std::string ToBase64(std::span<const uint8_t> bytes);

}  // namespace convlens
