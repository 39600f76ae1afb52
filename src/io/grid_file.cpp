#include <algorithm>
#include <fstream>

#include "io/file.h"
#include "io/image/formats.h"
#include "io/image_file.h"
#include "io/npy_file.h"

namespace convlens {
namespace {

constexpr std::string_view kNpyMagic = "\x93NUMPY";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Enough for every header that `KindOf` looks at.
constexpr size_t kHeaderBytes = 4096;

std::string FirstBytes(const std::filesystem::path& path) {
  std::string bytes(kHeaderBytes, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  return bytes;
}

FileKind KindOfBytes(std::string_view bytes) {
  bytes = bytes.substr(0, kHeaderBytes);
  if (bytes.starts_with(kNpyMagic)) return FileKind::kNpy;
  if (StartsAsImage(bytes)) return FileKind::kImage;
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  const size_t start = bytes.find_first_not_of(" \t\r\n");
  const bool object = start != std::string_view::npos && bytes[start] == '{';
  return object ? FileKind::kSession : FileKind::kUnknown;
}

}  // namespace

FileKind KindOf(const std::filesystem::path& path) { return KindOfBytes(FirstBytes(path)); }

std::vector<std::string> ImageExtensions() {
  return {".png",  ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff",
          ".webp", ".tga", ".psd",  ".pbm", ".pgm", ".ppm", ".pnm"};
}

std::vector<std::string> ArrayExtensions() { return {".npy"}; }

Result<Grid> ReadGrid(const std::filesystem::path& path) {
  const Result<std::string> bytes = ReadFile(path);
  if (!bytes.ok()) return bytes.problem();
  const std::string name = path.filename().string();
  switch (KindOfBytes(*bytes)) {
    case FileKind::kNpy:
      return NpyFromBytes(*bytes, name);
    case FileKind::kImage:
      return ImageFromBytes(*bytes, name);
    case FileKind::kSession:
      return Message{"{} is a session or another text, not an image or an .npy array.", {name}};
    case FileKind::kUnknown:
      break;
  }
  return Message{
      "{} is neither an image (PNG, JPEG, BMP, GIF, TIFF, WebP, TGA, PSD, PNM) nor an .npy array.",
      {name}};
}

}  // namespace convlens
