#include <doctest/doctest.h>

#include "io/files/file.h"
#include "io/grids/image_file.h"
#include "io/image/encode.h"
#include "io/image/exif.h"
#include "io/image/formats.h"
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

std::string ProblemOf(const std::string& bytes) {
  const Result<Picture> picture = PictureFromBytes(bytes, "image");
  REQUIRE_FALSE(picture.ok());
  return ToEnglish(picture.problem());
}

/// `jpeg` with `bytes` written over its frame header, from `offset` behind the header's marker.
std::string WithFrameHeader(std::string jpeg, size_t offset, const std::string& bytes) {
  const size_t frame = jpeg.find("\xFF\xC0");
  REQUIRE(frame != std::string::npos);
  return jpeg.replace(frame + offset, bytes.size(), bytes);
}

/// A TGA of one row without packing; `kind` is 2 for colours, 3 for grey.
std::string TgaRow(char kind, char width, char depth, const std::string& samples) {
  using namespace std::string_literals;
  return "\0\0"s + kind + "\0\0\0\0\0\0\0\0\0"s + width + "\0\1\0"s + depth + "\x20" + samples;
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

TEST_CASE("TIFF and WebP give the same pixels as PNG" * doctest::test_suite("tiff")) {
  const Grid luma = *PictureOf(BytesOf("f.png")).luma;
  CHECK(luma.shape() == Shape{32, 48});
  CHECK(luma.at(0, 20) == 1);
  CHECK(luma.at(20, 20) == 0);
  for (const char* name : {"lzw.tiff", "lossless.webp", "animated.webp"}) {
    CAPTURE(name);
    CHECK(*PictureOf(BytesOf(name)).luma == luma);
  }
}

TEST_CASE("a TIFF and a PGM of 16 bits keep them" * doctest::test_suite("tiff")) {
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
    const Raster turned = OrientedRaster(raster(shape, pixels), orientation);
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

TEST_CASE("no format takes a file that ends early for a whole one" * doctest::test_suite("tiff")) {
  std::vector<std::string> files;
  for (const std::string_view hex : {kRedBluePng, kRedBluePalettePng, kAlphaPng, kGrey16Png,
                                     kRedBlueBmp, kRedBlueTga, kRedBluePsd, kHalvesJpeg}) {
    files.push_back(FromHex(hex));
  }
  for (const char* name :
       {"lzw.tiff", "wide.tiff", "lossless.webp", "rle.bmp", "grey_text.pgm", "color.ppm",
        "wide.pgm", "cmyk_adobe.jpg", "bits_text.pbm", "scans.jpg", "arithmetic.jpg"}) {
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

TEST_CASE("a GIF whose data ends early inside a whole file is damaged") {
  // 3×2 pixels of one colour by the codes clear, 1, 6, 7, end: one, two and three pixels.
  const std::string whole =
      FromHex("47494638396103000200800000000000FFFFFF2C00000000030002000002028C5F003B");
  CHECK(PictureOf(whole).luma->shape() == Shape{2, 3});
  // Without the 7: the blocks are closed and the end is there, but three pixels are not.
  const std::string part =
      FromHex("47494638396103000200800000000000FFFFFF2C00000000030002000002028C0B003B");
  CHECK_FALSE(PictureFromBytes(part, "image").ok());
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

TEST_CASE("a JPEG without one component's scan is damaged, though it has an end marker") {
  const std::string jpeg = BytesOf("scans.jpg");
  CHECK_FALSE(PictureOf(jpeg).color.channels.empty());
  CHECK(IsDamaged(jpeg.substr(0, jpeg.rfind("\xFF\xDA")) + "\xFF\xD9"));
}

TEST_CASE("a JPEG of another kind is refused by what it is, not as damaged") {
  const std::string jpeg = FromHex(kHalvesJpeg);
  const std::string kUnusual = "image is a JPEG image of a kind that cannot be read (";
  CHECK(ProblemOf(WithFrameHeader(jpeg, 4, "\x0C")) ==
        kUnusual + "12 bits a sample): save it as PNG.");
  CHECK(ProblemOf(WithFrameHeader(jpeg, 1, "\xC3")) ==
        kUnusual + "lossless or hierarchical): save it as PNG.");
  CHECK(ProblemOf(WithFrameHeader(jpeg, 5, "\xFF\xFF\xFF\xFF")) ==
        "image is 65535×65535, larger than the allowed 8192×8192.");
}

TEST_CASE("a JPEG may leave out the standard's Huffman tables, as a camera's film does") {
  const std::string whole = FromHex(kHalvesJpeg);
  std::string jpeg = whole;
  for (size_t table = jpeg.find("\xFF\xC4"); table != std::string::npos;
       table = jpeg.find("\xFF\xC4")) {
    const size_t length = static_cast<size_t>(static_cast<uint8_t>(jpeg[table + 2])) * 256 +
                          static_cast<uint8_t>(jpeg[table + 3]);
    jpeg.erase(table, length + 2);
  }
  CHECK(*PictureOf(jpeg).luma == *PictureOf(whole).luma);
}

TEST_CASE("a TGA that ends within its last row is damaged, however long the row is") {
  // stb reads 128 bytes ahead: a row of that many, and rows of one byte more or fewer.
  for (const char width : {char{31}, char{32}, char{33}}) {
    const size_t row = static_cast<size_t>(width) * 4;
    const std::string tga = TgaRow(2, width, 32, std::string(row, '\x7F'));
    CHECK(PictureFromBytes(tga, "image").ok());
    for (size_t length = 18; length < tga.size(); ++length) CHECK(IsDamaged(tga.substr(0, length)));
  }
  // Two rows of 128 bytes: the second one is read on its own.
  std::string grey = TgaRow(3, '\x80', 8, std::string(256, '\x7F'));
  grey[14] = 2;
  CHECK(PictureFromBytes(grey, "image").ok());
  for (size_t length = 18; length < grey.size(); ++length) {
    CHECK(IsDamaged(grey.substr(0, length)));
  }
}

TEST_CASE("a TGA whose columns run from the right is mirrored") {
  std::string tga = FromHex(kRedBlueTga);
  const Grid luma = *PictureOf(tga).luma;
  tga[17] = '\x10';
  CHECK(*PictureOf(tga).luma == Grid{{luma.at(0, 1), luma.at(0, 0)}});
}

TEST_CASE("a BMP whose pixels would begin within its header is damaged") {
  std::string bmp = FromHex(kRedBlueBmp);
  bmp[10] = 0;
  CHECK(IsDamaged(bmp));
}

TEST_CASE("a sample over the largest one of a PNM is damage") {
  CHECK(PictureFromBytes("P2 2 1 100 50 100", "image").ok());
  CHECK(IsDamaged("P2 2 1 100 50 101"));
  CHECK(IsDamaged("P5 2 1 100 \x32\x65"));
}

TEST_CASE("a table whose first column is called P1 is no image") {
  CHECK_FALSE(StartsAsImage("P1\tP2\n1\t2\n"));
  CHECK_FALSE(StartsAsImage("P6 a\n1 2\n"));
  CHECK(StartsAsImage("P1\n# made by hand\n1 1\n0"));
}

TEST_CASE("a TIFF of an empty page is read, however little of a file it takes" *
          doctest::test_suite("tiff")) {
  const Grid page = *PictureOf(BytesOf("empty_page.tiff")).luma;
  CHECK(page.shape() == Shape{4000, 8000});
  CHECK(page.at(3999, 7999) == 1);
}

TEST_CASE("a picture written as JPEG comes back about as it was") {
  Pixels pixels{16, 8, {}};
  for (int i = 0; i < 16 * 8; ++i) pixels.rgba.insert(pixels.rgba.end(), {200, 100, 50, 255});
  const Picture picture = PictureOf(EncodeJpeg(pixels));
  CHECK(picture.luma->shape() == Shape{8, 16});
  CHECK(picture.color[0]->at(4, 8) == doctest::Approx(200 / 255.0).epsilon(0.02));
  CHECK(picture.color[2]->at(4, 8) == doctest::Approx(50 / 255.0).epsilon(0.05));
}
