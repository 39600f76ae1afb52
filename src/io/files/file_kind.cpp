#include "io/files/file_kind.h"

#include <algorithm>

#include "io/image/formats.h"
#include "io/text/number_words.h"
#include "io/text/plain_text.h"

namespace convlens {
namespace {

constexpr std::string_view kNpyMagic = "\x93NUMPY";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Enough for every header that `KindOfBytes` looks at.
constexpr size_t kHeaderBytes = 4096;

/// Whether `text` begins a JSON object: Mathematica's and C's braces hold no names.
bool StartsAsObject(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  size_t at = text.find_first_not_of(kBlank);
  if (at == std::string_view::npos || text[at] != '{') return false;
  at = text.find_first_not_of(kBlank, at + 1);
  return at == std::string_view::npos || text[at] == '"' || text[at] == '}';
}

/// Whether `text` has a digit, or a word that stands for a number without one: "nan", "True".
bool HoldsNumber(std::string_view text) {
  constexpr std::string_view kBetweenWords = " \t\n\f\v,;|&[](){\"}\\";
  if (text.find_first_of("0123456789") != std::string_view::npos) return true;
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of(kBetweenWords), text.size());
    if (NumberFromText(text.substr(0, end))) return true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

/// Whether `bytes` are a text with numbers in it: no control characters but blanks and line ends.
bool LooksLikeNumbers(std::string_view bytes) {
  const std::string text = PlainText(bytes);
  const bool controls = std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < ' ' &&
           std::string_view("\t\n\f\v").find(c) == std::string_view::npos;
  });
  return !controls && HoldsNumber(text);
}

}  // namespace

FileKind KindOfBytes(std::string_view bytes) {
  bytes = bytes.substr(0, kHeaderBytes);
  if (bytes.starts_with(kNpyMagic)) return FileKind::kNpy;
  if (bytes.starts_with(kZipEntry) || bytes.starts_with(kZipEnd)) return FileKind::kNpz;
  if (StartsAsImage(bytes)) return FileKind::kImage;
  std::string_view text = bytes;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (StartsAsObject(text)) return FileKind::kSession;
  return LooksLikeNumbers(bytes) ? FileKind::kText : FileKind::kUnknown;
}

std::vector<std::string> ImageExtensions() {
  return {".png",  ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff",
          ".webp", ".tga", ".psd",  ".pbm", ".pgm", ".ppm", ".pnm"};
}

std::vector<std::string> ArrayExtensions() { return {".npy", ".npz", ".csv", ".tsv", ".txt"}; }

}  // namespace convlens
