#include <doctest/doctest.h>

#include "io/file.h"
#include "io/image/encode.h"
#include "io/image/exif.h"
#include "io/image/formats.h"
#include "io/image_file.h"
#include "unit/io/sample_images.h"

using namespace convlens;

namespace {

std::string BytesOf(const std::string& name) {
  const Result<std::string> bytes = ReadFile(std::filesystem::path(CONVLENS_IMAGES) / name);
  REQUIRE(bytes.ok());
  return *bytes;
}

Picture PictureOf(const std::string& bytes) {
  CHECK(StartsAsImage(bytes.substr(0, 4096)));
  const Result<Picture> picture = PictureFromBytes(bytes, "image");
  REQUIRE(picture.ok());
  return *picture;
}

bool IsDamaged(const std::string& bytes) {
  const Result<Picture> picture = PictureFromBytes(bytes, "image");
  return !picture.ok() && ToEnglish(picture.problem()).find("damaged") != std::string::npos;
}

/// An Exif block of one entry, the orientation, in either byte order.
std::string ExifBlock(char orientation, bool big_endian) {
  using namespace std::string_literals;
  return big_endian ? "MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"s + orientation + "\0\0"s
                    : "II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0"s + orientation + "\0\0\0"s;
}

/// A PNG chunk; the reader checks its CRC-32.
std::string PngChunk(const std::string& type, const std::string& content) {
  uint32_t crc = 0xFFFFFFFF;
  for (const char c : type + content) {
    crc ^= static_cast<uint8_t>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
  }
  crc = ~crc;
  const auto number = [](uint32_t value) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift);
    return bytes;
  };
  return number(static_cast<uint32_t>(content.size())) + type + content + number(crc);
}

}  // namespace

TEST_CASE("TIFF and WebP give the same pixels as PNG") {
  const Grid luma = *PictureOf(BytesOf("f.png")).luma;
  CHECK(luma.shape() == Shape{32, 48});
  CHECK(luma.at(0, 20) == 1);
  CHECK(luma.at(20, 20) == 0);
  for (const char* name : {"lzw.tiff", "lossless.webp", "animated.webp"}) {
    CAPTURE(name);
    CHECK(*PictureOf(BytesOf(name)).luma == luma);
  }
}

TEST_CASE("a TIFF and a PGM of 16 bits keep them") {
  CHECK(PictureOf(BytesOf("wide.tiff")).luma->at(0, 0) == 1);
  const float middle = PictureOf(BytesOf("wide.pgm")).luma->at(0, 0);
  CHECK(middle == 0x807F / 65535.0F);
}

TEST_CASE("netpbm's texts and bytes give their values over the largest one") {
  const Grid grey = *PictureOf(BytesOf("grey_text.pgm")).luma;
  CHECK(grey == Grid{{0, 1, 85 / 255.0F}, {170 / 255.0F, 51 / 255.0F, 0}});
  CHECK(*PictureOf(BytesOf("bits_text.pbm")).luma == Grid{{0, 1, 0}});
  for (const char* name : {"color_text.ppm", "color.ppm"}) {
    const Picture picture = PictureOf(BytesOf(name));
    CHECK(*picture.color[0] == Grid{{1, 0}});
    CHECK(*picture.color[2] == Grid{{0, 1}});
  }
}

TEST_CASE("a BMP's runs of bytes are read, and of half bytes") {
  const Picture picture = PictureOf(BytesOf("rle.bmp"));
  REQUIRE(picture.color.shape() == TensorShape{3, {5, 7}});
  CHECK(picture.color[2]->at(0, 3) == 0);
  CHECK(picture.color[2]->at(2, 3) == 1);
  CHECK(picture.color[0]->at(4, 6) == 1);

  // 4 bits a pixel: four pixels 0 1 0 1 as a run, then three literal ones 1 1 0, then the end.
  const std::string header = FromHex(
      "424D4E000000000000003E000000280000000700000001000000010004000200000008000000000000000000"
      "00000200000000000000");
  const std::string black_and_white = FromHex("00000000FFFFFF00");
  const std::string runs = FromHex("0401000311000001");
  CHECK(*PictureOf(header + black_and_white + runs).luma == Grid{{0, 1, 0, 1, 1, 1, 0}});
}

TEST_CASE("inks become colours, by Adobe's marker upside down") {
  std::string jpeg = BytesOf("cmyk_adobe.jpg");
  const Picture red = PictureOf(jpeg);
  REQUIRE(red.color.channels.size() == 3);
  CHECK(red.color[0]->at(8, 8) == doctest::Approx(1).epsilon(0.03));
  CHECK(red.color[1]->at(8, 8) == doctest::Approx(0).epsilon(0.03));
  const size_t marker = jpeg.find("\xFF\xEE");
  REQUIRE(marker == 2);
  jpeg.erase(marker, 16);
  // The same samples without the marker are amounts of ink: 255 of black hides all.
  CHECK(PictureOf(jpeg).luma->at(8, 8) == doctest::Approx(0).epsilon(0.03));
}

TEST_CASE("Exif's orientation is read in both byte orders, and damage means upright") {
  for (char value = 1; value <= 8; ++value) {
    CHECK(ExifOrientation(ExifBlock(value, false)) == value);
    CHECK(ExifOrientation("Exif" + std::string(2, '\0') + ExifBlock(value, true)) == value);
  }
  CHECK(ExifOrientation(ExifBlock(9, false)) == 1);
  const std::string block = ExifBlock(6, false);
  for (size_t length = 0; length < 20; ++length) {
    CHECK(ExifOrientation(std::string_view(block).substr(0, length)) == 1);
  }
}

TEST_CASE("all eight orientations turn an image upright") {
  // a b    stored as a camera held so stores it
  // c d
  // e f
  const auto raster = [](Shape shape, const std::string& pixels) {
    Raster made = MakeRaster(shape);
    for (size_t i = 0; i < pixels.size(); ++i) {
      std::fill_n(&made.samples8[4 * i], 4, static_cast<uint8_t>(pixels[i]));
    }
    return made;
  };
  const Raster upright = raster({3, 2}, "abcdef");
  const std::pair<Shape, std::string> stored[] = {
      {{3, 2}, "abcdef"}, {{3, 2}, "badcfe"}, {{3, 2}, "fedcba"}, {{3, 2}, "efcdab"},
      {{2, 3}, "acebdf"}, {{2, 3}, "bdface"}, {{2, 3}, "fdbeca"}, {{2, 3}, "ecafdb"}};
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const auto& [shape, pixels] = stored[orientation - 1];
    const Raster turned = Oriented(raster(shape, pixels), orientation);
    CAPTURE(orientation);
    CHECK(turned.shape == upright.shape);
    CHECK(turned.samples8 == upright.samples8);
  }
}

TEST_CASE("a PNG's own Exif block is obeyed") {
  std::string png = FromHex(kRedBluePng);
  png.insert(33, PngChunk("eXIf", ExifBlock(6, true)));
  CHECK(PictureOf(png).luma->shape() == Shape{2, 1});
  CHECK(PictureOf(png).color[0]->at(0, 0) == 1);
}

TEST_CASE("a wrong checksum of a PNG is damage") {
  std::string png = FromHex(kRedBluePng);
  png[png.find("IDAT") - 8 + 4 + 8 + 13] ^= 1;
  CHECK(IsDamaged(png));
}

TEST_CASE("no format takes a file that ends early for a whole one") {
  std::vector<std::string> files;
  for (const std::string_view hex : {kRedBluePng, kRedBluePalettePng, kAlphaPng, kGrey16Png,
                                     kRedBlueBmp, kRedBlueTga, kRedBluePsd, kHalvesJpeg}) {
    files.push_back(FromHex(hex));
  }
  for (const char* name : {"lzw.tiff", "wide.tiff", "lossless.webp", "rle.bmp", "grey_text.pgm",
                           "color.ppm", "wide.pgm", "cmyk_adobe.jpg", "bits_text.pbm"}) {
    files.push_back(BytesOf(name));
  }
  for (const std::string& whole : files) {
    const Grid luma = *PictureOf(whole).luma;
    for (size_t length = 0; length < whole.size(); ++length) {
      const Result<Picture> part = PictureFromBytes(whole.substr(0, length), "image");
      // What only lacks an end mark or a padding byte still shows every pixel.
      if (part.ok()) CHECK(*part->luma == luma);
      if (length <= whole.size() / 2) CHECK_FALSE(part.ok());
    }
  }
}

TEST_CASE("a GIF needs its first frame only, and all of that") {
  const std::string gif = FromHex(kRedBlueGif);
  const Grid luma = *PictureOf(gif).luma;
  for (size_t length = 0; length < gif.size(); ++length) {
    const Result<Picture> part = PictureFromBytes(gif.substr(0, length), "image");
    if (part.ok()) CHECK(*part->luma == luma);
    if (length < 30) CHECK_FALSE(part.ok());
  }
}

TEST_CASE("a JPEG may lack its Huffman tables, which a camera's film does: the standard's count") {
  std::string jpeg = FromHex(kHalvesJpeg);
  for (size_t table = jpeg.find("\xFF\xC4"); table != std::string::npos;
       table = jpeg.find("\xFF\xC4")) {
    const size_t length = static_cast<size_t>(static_cast<uint8_t>(jpeg[table + 2])) * 256 +
                          static_cast<uint8_t>(jpeg[table + 3]);
    jpeg.erase(table, length + 2);
  }
  const Result<Picture> first = PictureFromBytes(jpeg, "image");
  for (int again = 0; again < 3; ++again) {
    const std::string noise(1 << 16, static_cast<char>(again * 85));
    const Result<Picture> other = PictureFromBytes(jpeg, "image");
    REQUIRE(other.ok() == first.ok());
    if (first.ok()) CHECK(*other->luma == *first->luma);
  }
}

TEST_CASE("a picture written as JPEG comes back about as it was") {
  Pixels pixels{16, 8, {}};
  for (int i = 0; i < 16 * 8; ++i) pixels.rgba.insert(pixels.rgba.end(), {200, 100, 50, 255});
  const Picture picture = PictureOf(EncodeJpeg(pixels));
  CHECK(picture.luma->shape() == Shape{8, 16});
  CHECK(picture.color[0]->at(4, 8) == doctest::Approx(200 / 255.0).epsilon(0.02));
  CHECK(picture.color[2]->at(4, 8) == doctest::Approx(50 / 255.0).epsilon(0.05));
}
