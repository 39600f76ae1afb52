#include "io/grids/image_file.h"

#include <doctest/doctest.h>

#include "io/files/file.h"
#include "io/files/file_kind.h"
#include "io/image/formats.h"
#include "png.h"
#include "unit/io/sample_images.h"
#include "unit/io/scratch_folder.h"

using namespace convlens;

namespace {

std::string ProblemOf(std::string_view bytes) {
  const Result<Grid> read = ImageFromBytes(bytes, "a.png");
  REQUIRE_FALSE(read.ok());
  return ToEnglish(read.problem());
}

}  // namespace

TEST_CASE("each format gives the luma of its pixels") {
  const float red = static_cast<float>(0.299 * 255 / 255.0);
  const float blue = static_cast<float>(0.114 * 255 / 255.0);
  for (const std::string_view hex :
       {kRedBluePng, kRedBluePalettePng, kRedBlueBmp, kRedBlueTga, kRedBlueGif, kRedBluePsd}) {
    INFO(hex);
    const std::string bytes = FromHex(hex);
    CHECK(StartsAsImage(bytes));
    const Result<Grid> read = ImageFromBytes(bytes, "sample");
    REQUIRE(read.ok());
    CHECK(*read == Grid{{red, blue}});
  }
}

TEST_CASE("a JPEG's white half is 1 and its black half is 0") {
  const Result<Grid> read = ImageFromBytes(FromHex(kHalvesJpeg), "a.jpg");
  REQUIRE(read.ok());
  CHECK(read->shape() == Shape{8, 8});
  CHECK(read->at(3, 1) == doctest::Approx(1).epsilon(0.02));
  CHECK(read->at(3, 6) == doctest::Approx(0).epsilon(0.02));
}

TEST_CASE("alpha is laid over white") {
  const Result<Grid> read = ImageFromBytes(FromHex(kAlphaPng), "a.png");
  REQUIRE(read.ok());
  CHECK(*read == Grid{{0, 1}, {1, 0.8F}});
}

TEST_CASE("16-bit grey is exactly its value over 65535") {
  const Result<Grid> read = ImageFromBytes(FromHex(kGrey16Png), "a.png");
  REQUIRE(read.ok());
  CHECK(*read == Grid{{32895.0F / 65535.0F, 1}});
}

TEST_CASE("a picture has red, green and blue beside its luma") {
  for (const std::string_view hex :
       {kRedBluePng, kRedBluePalettePng, kRedBlueBmp, kRedBlueTga, kRedBlueGif, kRedBluePsd}) {
    const Result<Picture> read = PictureFromBytes(FromHex(hex), "sample");
    REQUIRE(read.ok());
    CHECK(*read->luma == *ImageFromBytes(FromHex(hex), "sample"));
    REQUIRE(read->color.shape() == TensorShape{3, {1, 2}});
    CHECK(*read->color[0] == Grid{{1, 0}});
    CHECK(*read->color[1] == Grid{{0, 0}});
    CHECK(*read->color[2] == Grid{{0, 1}});
  }
}

TEST_CASE("a grey picture has no colours, whatever its format says") {
  for (const std::string_view hex : {kHalvesJpeg, kGrey16Png, kAlphaPng}) {
    const Result<Picture> read = PictureFromBytes(FromHex(hex), "sample");
    REQUIRE(read.ok());
    CHECK(read->color.channels.empty());
    CHECK(*read->luma == *ImageFromBytes(FromHex(hex), "sample"));
  }
}

TEST_CASE("an image over the limit is refused by its header, before it is decoded") {
  CHECK(ProblemOf(FromHex(kTooWidePng)) == "a.png is 1×8193, larger than the allowed 8192×8192.");
  CHECK(ProblemOf(FromHex(kClaimsTooMuchPng)).find("larger than the allowed 8192×8192.") !=
        std::string::npos);
}

TEST_CASE("what is not an image, and a damaged one, each give a message") {
  const std::string kNoImage =
      "a.png is not an image that can be read (PNG, JPEG, BMP, GIF, TIFF, WebP, TGA, PSD, PNM).";
  CHECK(ProblemOf("") == kNoImage);
  CHECK(ProblemOf("hello") == kNoImage);
  const std::string png = FromHex(kRedBluePng);
  const std::string damaged = "a.png is damaged: the PNG image ends early or holds wrong data.";
  CHECK(ProblemOf(png.substr(0, 20)) == damaged);
  CHECK(ProblemOf(png.substr(0, 45)) == damaged);
}

TEST_CASE(
    "a JPEG whose Huffman table claims too many symbols, and an image of no size, are refused") {
  std::string jpeg = FromHex(kHalvesJpeg);
  const size_t table = jpeg.find("\xFF\xC4");
  REQUIRE(table != std::string::npos);
  jpeg.replace(table + 5, 2, "\xFF\xFF");
  CHECK(ProblemOf(jpeg) == "a.png is damaged: the JPEG image ends early or holds wrong data.");
  std::string gif = FromHex(kRedBlueGif);
  gif[6] = 0;
  CHECK(ProblemOf(gif) == "a.png is an image without pixels.");
}

TEST_CASE("a picture written as PNG comes back pixel by pixel") {
  const ScratchFolder folder;
  Pixels pixels{3, 2, {}};
  for (int i = 0; i < 24; ++i) pixels.rgba.push_back(static_cast<uint8_t>(i * 11));
  REQUIRE(WritePng(folder / "a.png", pixels).ok());
  CHECK(KindOfBytes(*ReadFile(folder / "a.png")) == FileKind::kImage);
  const Result<Pixels> read = ReadPixels(folder / "a.png");
  REQUIRE(read.ok());
  CHECK(read->width == 3);
  CHECK(read->height == 2);
  CHECK(read->rgba == pixels.rgba);
}

TEST_CASE("a picture that cannot be written or read names the file") {
  const ScratchFolder folder;
  const Pixels pixels{1, 1, {0, 0, 0, 255}};
  const Result<Done> written = WritePng(folder / "none/a.png", pixels);
  REQUIRE_FALSE(written.ok());
  CHECK(ToEnglish(written.problem()) ==
        (folder / "none/a.png").string() + " cannot be written: its folder does not exist.");
  const Result<Pixels> read = ReadPixels(folder / "b.png");
  REQUIRE_FALSE(read.ok());
  CHECK(ToEnglish(read.problem()) == "There is no file " + (folder / "b.png").string() + ".");
}
