// SVG files of the golden scenes, rasterized by librsvg, look like the golden pictures.

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "golden/compare.h"
#include "golden/scenes.h"
#include "io/files/file.h"
#include "io/grids/image_file.h"
#include "png.h"

using namespace convlens;
using namespace convlens::test;

namespace {

Pixels Rasterized(const std::string& svg, const std::string& name) {
  const std::string file = name + ".out.svg";
  const std::string picture = name + ".svg.out.png";
  REQUIRE(WriteFileAtomically(file, svg).ok());
  const std::string command = "rsvg-convert --unlimited " + file + " -o " + picture;
  REQUIRE_MESSAGE(std::system(command.c_str()) == 0, "is librsvg2-bin installed?");
  const Result<Pixels> pixels = ReadPixels(picture);
  REQUIRE(pixels.ok());
  return *pixels;
}

// Chinese letters are those of the machine's fonts, which are not the program's.
bool LooksLike(const Difference& difference, Language language) {
  if (language == Language::kEnglish) return difference.passes();
  return difference.same_size && difference.missing <= 15 &&
         difference.changed <= 0.008 * difference.blocks;
}

void CheckSvg(const Scene& scene) {
  CAPTURE(scene.name);
  const Result<Pixels> golden =
      ReadPixels(std::filesystem::path(CONVLENS_GOLDEN_FOLDER) / (scene.name + ".png"));
  REQUIRE(golden.ok());
  const Difference difference = Compare(*golden, Rasterized(Svg(scene), scene.name));
  CAPTURE(difference.worst);
  CAPTURE(difference.changed);
  CAPTURE(difference.missing);
  CAPTURE(difference.blocks);
  const bool alike = LooksLike(difference, scene.language);
  CHECK(alike);
  if (!alike) CHECK(WritePng(scene.name + ".svg.diff.png", difference.picture).ok());
}

}  // namespace

TEST_CASE("an SVG of a figure looks like its picture") {
  for (const Scene& scene : GoldenScenes()) {
    SUBCASE(scene.name.c_str()) { CheckSvg(scene); }
  }
}

TEST_CASE("an SVG has its texts as texts, and a group for each grid") {
  const std::string svg = Svg(GoldenScenes().front());
  for (const char* part : {">Input X</text>", ">19</text>", "<g id=\"input\">", "<g id=\"kernel\">",
                           "<g id=\"output\">"}) {
    CAPTURE(part);
    CHECK(svg.find(part) != std::string::npos);
  }
  CHECK(svg.find("<image") == std::string::npos);
  CHECK(svg == Svg(GoldenScenes().front()));
}
