// Pictures of whole figures, compared with those in this folder: see check_picture.h.

#include <doctest/doctest.h>

#include <algorithm>

#include "golden/check_picture.h"
#include "golden/compare.h"
#include "golden/scenes.h"
#include "render/offscreen.h"

using namespace convlens;
using namespace convlens::test;

namespace {

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
    SUBCASE(scene.name.c_str()) { CheckPicture(scene.name, Draw(scene)); }
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
