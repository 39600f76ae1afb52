// Pictures of whole figures, compared with those in this folder. A picture that differs is left in
// the folder where the test runs as NAME.out.png, and NAME.diff.png shows where. Once it is found
// right, running the test with CONVLENS_ACCEPT=1 accepts it.

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "golden/compare.h"
#include "golden/scenes.h"
#include "io/grids/image_file.h"
#include "png.h"
#include "render/offscreen.h"

using namespace convlens;
using namespace convlens::test;

namespace {

bool Accepting() {
  const char* accept = std::getenv("CONVLENS_ACCEPT");
  return accept != nullptr && std::string(accept) == "1";
}

std::filesystem::path GoldenFile(const Scene& scene) {
  return std::filesystem::path(CONVLENS_GOLDEN_FOLDER) / (scene.name + ".png");
}

void CheckPicture(const Scene& scene) {
  CAPTURE(scene.name);
  const Pixels drawn = Draw(scene);
  if (Accepting()) {
    REQUIRE(WritePng(GoldenFile(scene), drawn).ok());
    return;
  }
  const Result<Pixels> golden = ReadPixels(GoldenFile(scene));
  REQUIRE_MESSAGE(golden.ok(), "no golden picture: run with CONVLENS_ACCEPT=1 and look at it");
  const Difference difference = Compare(golden.value(), drawn);
  CAPTURE(difference.worst);
  CAPTURE(difference.changed);
  CAPTURE(difference.missing);
  CHECK(difference.passes());
  if (difference.passes()) return;
  CHECK(WritePng(scene.name + ".out.png", drawn).ok());
  CHECK(WritePng(scene.name + ".diff.png", difference.picture).ok());
}

// Fills a rectangle of a picture with the colour of its upper left neighbour.
void Erase(Pixels& picture, int x, int y, int width, int height) {
  const auto at = [&](int px, int py) {
    return picture.rgba.begin() + (static_cast<std::ptrdiff_t>(py) * picture.width + px) * 4;
  };
  for (int row = y; row < y + height; ++row) {
    for (int col = x; col < x + width; ++col) std::copy_n(at(x - 1, y - 1), 4, at(col, row));
  }
}

}  // namespace

TEST_CASE("figures look as they did when they were last looked at") {
  auto context = OffscreenContext::Create(64, 64);
  REQUIRE(context.ok());
  for (const Scene& scene : GoldenScenes()) {
    SUBCASE(scene.name.c_str()) { CheckPicture(scene); }
  }
}

TEST_CASE("the comparison passes a picture moved by a pixel and sees one missing badge") {
  auto context = OffscreenContext::Create(64, 64);
  REQUIRE(context.ok());
  const Pixels picture = Draw(GoldenScenes().front());
  CHECK(Compare(picture, picture).worst == 0);

  Pixels moved = picture;
  std::copy(picture.rgba.begin(), picture.rgba.end() - 4, moved.rgba.begin() + 4);
  CHECK(Compare(picture, moved).passes());

  Pixels without_badge = picture;
  Erase(without_badge, 222, 230, 29, 25);
  CHECK_FALSE(Compare(picture, without_badge).passes());

  Pixels smaller = picture;
  smaller.height -= 1;
  CHECK_FALSE(Compare(picture, smaller).passes());
}

TEST_CASE("the comparison sees a figure without its lens, its numbers or its outlines") {
  auto context = OffscreenContext::Create(64, 64);
  REQUIRE(context.ok());
  const Scene scene = GoldenScenes().front();
  const Pixels picture = Draw(scene);
  Scene without_lens = scene;
  without_lens.view.show_lens = false;
  CHECK_FALSE(Compare(picture, Draw(without_lens)).passes());
  Scene without_numbers = scene;
  without_numbers.view.show_numbers = false;
  CHECK_FALSE(Compare(picture, Draw(without_numbers)).passes());
  Scene elsewhere = scene;
  elsewhere.playback.output = 0;
  CHECK_FALSE(Compare(picture, Draw(elsewhere)).passes());
}
