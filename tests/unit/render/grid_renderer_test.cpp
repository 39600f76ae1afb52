#include "render/grid_renderer.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>

#include "render/framebuffer.h"
#include "render/offscreen.h"

using namespace convlens;

namespace {

using Rgb = std::array<int, 3>;

const Color kBlue = {0, 0, 1};
const Color kBlack = {0, 0, 0};
const Color kRed = {1, 0, 0};
const Color kGrey = {0.5F, 0.5F, 0.5F};
const Color kGreen = {0, 1, 0};

GridPalette TestPalette() {
  return {.negative = kBlue,
          .zero = kBlack,
          .positive = kRed,
          .dark = kBlack,
          .light = {1, 1, 1},
          .border = kGreen,
          .empty = kGrey,
          .background = {0, 0, 0.2F},
          .not_finite = {1, 1, 0}};
}

// A canvas of 256 × 256 pixels with a renderer, cleared to magenta.
struct Canvas {
  std::unique_ptr<OffscreenContext> context;
  std::unique_ptr<GridRenderer> renderer;
  Pixels pixels;

  Canvas() {
    auto made = OffscreenContext::Create(256, 256);
    REQUIRE(made.ok());
    context = std::move(made.value());
    renderer = std::make_unique<GridRenderer>();
  }
  ~Canvas() { renderer.reset(); }

  void Frame(const GridDraw& draw) {
    ClearFramebuffer(1, 0, 1);
    renderer->BeginFrame();
    renderer->Draw(draw, TestPalette(), 256, 256);
    pixels = context->Read();
  }
  Rgb At(int x, int y) const {
    const uint8_t* p = &pixels.rgba[static_cast<size_t>(y * 256 + x) * 4];
    return {p[0], p[1], p[2]};
  }
};

const Rgb kUntouched = {255, 0, 255};

GridDraw DrawOf(const Pyramid& pyramid, PixelRect bounds) {
  const Shape shape = pyramid.front()->shape();
  GridDraw draw;
  draw.pyramid = &pyramid;
  draw.region = {0, 0, shape.height, shape.width};
  draw.bounds = bounds;
  draw.clip = {0, 0, 256, 256};
  return draw;
}

const float kNan = std::numeric_limits<float>::quiet_NaN();
const float kInfinity = std::numeric_limits<float>::infinity();

bool Near(Rgb a, Rgb b, int tolerance = 2) {
  return std::abs(a[0] - b[0]) <= tolerance && std::abs(a[1] - b[1]) <= tolerance &&
         std::abs(a[2] - b[2]) <= tolerance;
}

}  // namespace

TEST_CASE("values become colours around zero, rows from the top, inside the bounds only") {
  Canvas canvas;
  const Pyramid pyramid = MakePyramid(Grid{{1, -1}, {0, 0.5F}});
  canvas.Frame(DrawOf(pyramid, {20, 40, 80, 80}));
  CHECK(canvas.At(40, 60) == Rgb{255, 0, 0});
  CHECK(canvas.At(80, 60) == Rgb{0, 0, 255});
  CHECK(canvas.At(40, 100) == Rgb{0, 0, 0});
  CHECK(Near(canvas.At(80, 100), {128, 0, 0}));
  CHECK(canvas.At(19, 60) == kUntouched);
  CHECK(canvas.At(60, 39) == kUntouched);
  CHECK(canvas.At(60, 120) == kUntouched);
  CHECK(canvas.At(100, 60) == kUntouched);
}

TEST_CASE("an image runs from dark to light and values beyond the range keep the end's colour") {
  Canvas canvas;
  const Pyramid pyramid = MakePyramid(Grid{{-3, 0, 0.5F, 1, 9}});
  GridDraw draw = DrawOf(pyramid, {0, 0, 250, 50});
  draw.scale = {ValueMap::kSequential, 0, 1};
  canvas.Frame(draw);
  CHECK(canvas.At(35, 35) == Rgb{0, 0, 0});
  CHECK(canvas.At(75, 25) == Rgb{0, 0, 0});
  CHECK(Near(canvas.At(125, 25), {128, 128, 128}));
  CHECK(canvas.At(175, 25) == Rgb{255, 255, 255});
  CHECK(canvas.At(225, 25) == Rgb{255, 255, 255});
}

TEST_CASE("cells have lines between them, but not around the grid and not when they are small") {
  Canvas canvas;
  const Pyramid pyramid = MakePyramid(Grid(4, 4, 0.0F));
  canvas.Frame(DrawOf(pyramid, {0, 0, 160, 160}));
  CHECK(canvas.At(40, 20) == Rgb{0, 255, 0});
  CHECK(canvas.At(20, 80) == Rgb{0, 255, 0});
  CHECK(canvas.At(0, 20) == Rgb{0, 0, 0});
  CHECK(canvas.At(20, 0) == Rgb{0, 0, 0});
  canvas.Frame(DrawOf(pyramid, {0, 0, 20, 20}));
  for (int x = 0; x < 20; ++x) CHECK(canvas.At(x, 7) == Rgb{0, 0, 0});
}

TEST_CASE("a negative value has a notch in its upper left corner, so colour is not needed") {
  Canvas canvas;
  const Pyramid pyramid = MakePyramid(Grid{{-1, 1}});
  canvas.Frame(DrawOf(pyramid, {0, 0, 160, 80}));
  CHECK(canvas.At(2, 2)[0] > 100);
  CHECK(canvas.At(40, 40) == Rgb{0, 0, 255});
  CHECK(canvas.At(83, 2) == Rgb{255, 0, 0});
}

TEST_CASE("cells that are not revealed are empty, and the one being summed shows its part") {
  Canvas canvas;
  const Pyramid pyramid = MakePyramid(Grid{{1, 1}, {1, 1}});
  GridDraw draw = DrawOf(pyramid, {0, 0, 80, 80});
  draw.revealed = 1;
  canvas.Frame(draw);
  CHECK(canvas.At(20, 20) == Rgb{255, 0, 0});
  CHECK(Near(canvas.At(60, 25), {128, 128, 128}));
  CHECK(Near(canvas.At(25, 60), {128, 128, 128}));
  draw.partial_cell = Cell{0, 1};
  draw.partial_value = -1;
  canvas.Frame(draw);
  CHECK(canvas.At(65, 25) == Rgb{0, 0, 255});
  CHECK(Near(canvas.At(65, 65), {128, 128, 128}));
}

TEST_CASE("cells outside what is lit fade towards the background") {
  Canvas canvas;
  const Pyramid pyramid = MakePyramid(Grid{{1, 1, 1}});
  GridDraw draw = DrawOf(pyramid, {0, 0, 120, 40});
  draw.lit = CellRect{0, 1, 1, 1};
  draw.dim = 0.5F;
  canvas.Frame(draw);
  CHECK(Near(canvas.At(20, 20), {128, 0, 26}));
  CHECK(canvas.At(60, 20) == Rgb{255, 0, 0});
  CHECK(Near(canvas.At(100, 20), {128, 0, 26}));
}

TEST_CASE("NaN and the infinities are hatched, each in its own way") {
  Canvas canvas;
  const Pyramid pyramid = MakePyramid(Grid{{kNan, kInfinity, -kInfinity}});
  canvas.Frame(DrawOf(pyramid, {0, 0, 240, 80}));
  const auto hatched = [&](int left, Rgb ground) {
    int striped = 0;
    for (int y = 30; y < 70; ++y) striped += Near(canvas.At(left + 40, y), ground) ? 0 : 1;
    return striped;
  };
  CHECK(hatched(0, {128, 128, 128}) > 10);
  CHECK(hatched(0, {128, 128, 128}) < 35);
  CHECK(hatched(80, {255, 0, 0}) > 10);
  CHECK(hatched(80, {255, 0, 0}) < 35);
  CHECK(hatched(160, {0, 0, 255}) > 10);
  // Along a row, only NaN's diagonal stripes change.
  const auto changes = [&](int left) {
    int count = 0;
    for (int x = left + 21; x < left + 70; ++x) count += canvas.At(x, 50) != canvas.At(x - 1, 50);
    return count;
  };
  CHECK(changes(0) > 5);
  CHECK(changes(80) == 0);
  CHECK(changes(160) == 0);
}

TEST_CASE("one NaN in a large picture is seen at any zoom") {
  Canvas canvas;
  Grid grid(1500, 1500, 0.0F);
  grid.at(777, 333) = kNan;
  const Pyramid pyramid = MakePyramid(grid);
  GridDraw draw = DrawOf(pyramid, {0, 0, 250, 250});
  draw.scale = {ValueMap::kSequential, 0, 1};
  canvas.Frame(draw);
  int seen = 0;
  for (int y = 0; y < 250; ++y) {
    for (int x = 0; x < 250; ++x) seen += canvas.At(x, y)[0] > 150 ? 1 : 0;
  }
  CHECK(seen >= 1);
  CHECK(seen <= 9);
}

TEST_CASE("tiles of a large grid meet without a seam, and each cell is where it belongs") {
  Canvas canvas;
  Grid grid(1100, 1100);
  for (int r = 0; r < 1100; ++r) {
    for (int c = 0; c < 1100; ++c) grid.at(r, c) = static_cast<float>((r * 7 + c * 3) % 11);
  }
  const Pyramid pyramid = MakePyramid(grid);
  GridDraw draw = DrawOf(pyramid, {-508.0F * 16, -508.0F * 16, 1100.0F * 16, 1100.0F * 16});
  draw.scale = {ValueMap::kSequential, 0, 10};
  canvas.Frame(draw);
  for (int row = 508; row < 520; ++row) {
    for (int col = 508; col < 520; ++col) {
      const int expected = static_cast<int>(std::lround(grid.at(row, col) * 25.5F));
      const Rgb drawn = canvas.At((col - 508) * 16 + 10, (row - 508) * 16 + 10);
      CHECK(Near(drawn, {expected, expected, expected}));
    }
  }
}

TEST_CASE("zoomed out, a smooth picture stays smooth across the edges of tiles") {
  Canvas canvas;
  Grid grid(700, 700);
  for (int r = 0; r < 700; ++r) {
    for (int c = 0; c < 700; ++c) grid.at(r, c) = static_cast<float>(c) / 700;
  }
  const Pyramid pyramid = MakePyramid(grid);
  GridDraw draw = DrawOf(pyramid, {-400, 0, 700 * 1.1F, 700 * 1.1F});
  draw.scale = {ValueMap::kSequential, 0, 1};
  canvas.Frame(draw);
  for (int x = 1; x < 256; ++x) {
    CHECK(canvas.At(x, 100)[0] >= canvas.At(x - 1, 100)[0]);
    CHECK(canvas.At(x, 100)[0] - canvas.At(x - 1, 100)[0] <= 1);
  }
}

TEST_CASE("a close-up of a region counts cells over the whole grid") {
  Canvas canvas;
  Grid grid(20, 20, 0.0F);
  grid.at(10, 12) = 1;
  const Pyramid pyramid = MakePyramid(grid);
  GridDraw draw = DrawOf(pyramid, {0, 0, 120, 120});
  draw.region = {9, 11, 3, 3};
  draw.lit = CellRect{10, 12, 1, 1};
  canvas.Frame(draw);
  CHECK(canvas.At(60, 60) == Rgb{255, 0, 0});
  CHECK(Near(canvas.At(20, 20), {0, 0, 28}));
}

TEST_CASE("a grid of 8192 x 8192 is drawn in the first frame, and only what is seen is uploaded") {
  Canvas canvas;
  Grid grid(8192, 8192, 0.0F);
  grid.at(8191, 8191) = 1;
  const Pyramid pyramid = MakePyramid(grid);
  canvas.Frame(DrawOf(pyramid, {0, 0, 256, 256}));
  CHECK_FALSE(canvas.renderer->uploading());
  CHECK(canvas.At(128, 128) == Rgb{0, 0, 0});
  canvas.Frame(DrawOf(pyramid, {-8188.0F * 32, -8188.0F * 32, 8192.0F * 32, 8192.0F * 32}));
  CHECK_FALSE(canvas.renderer->uploading());
  CHECK(canvas.At(3 * 32 + 20, 3 * 32 + 20) == Rgb{255, 0, 0});
  CHECK(canvas.At(2 * 32 + 20, 3 * 32 + 20) == Rgb{0, 0, 0});
  CHECK(canvas.renderer->cached_texels() < 2 * 514 * 514);
}

TEST_CASE("grids that are no longer drawn are let go") {
  Canvas canvas;
  const Pyramid first = MakePyramid(Grid(300, 300, 1.0F));
  const Pyramid second = MakePyramid(Grid(10, 10, 1.0F));
  canvas.Frame(DrawOf(first, {0, 0, 256, 256}));
  CHECK(canvas.renderer->cached_texels() >= 150 * 150);
  canvas.Frame(DrawOf(second, {0, 0, 256, 256}));
  canvas.Frame(DrawOf(second, {0, 0, 256, 256}));
  CHECK(canvas.renderer->cached_texels() == 100);
}

TEST_CASE("while the new numbers of a large grid are uploaded, the old ones stand in") {
  // A canvas larger than the upload budget of one frame.
  constexpr int kSide = 2600;
  auto context = OffscreenContext::Create(kSide, kSide);
  REQUIRE(context.ok());
  GridRenderer renderer;
  const Pyramid old_numbers = MakePyramid(Grid(kSide, kSide, 1.0F));
  const Pyramid new_numbers = MakePyramid(Grid(kSide, kSide, -1.0F));
  const auto middle_after = [&](const Pyramid& pyramid) {
    renderer.BeginFrame();
    const float side = kSide;
    GridDraw draw = DrawOf(pyramid, {0, 0, side, side});
    draw.clip = {0, 0, side, side};
    draw.slot = 1;
    renderer.Draw(draw, TestPalette(), kSide, kSide);
    const Pixels pixels = (*context)->Read();
    const uint8_t* p = &pixels.rgba[(size_t{kSide} * (kSide / 2) + 2500) * 4];
    return Rgb{p[0], p[1], p[2]};
  };
  CHECK(middle_after(old_numbers) == Rgb{255, 0, 0});
  CHECK(renderer.uploading());
  while (renderer.uploading()) middle_after(old_numbers);
  CHECK(middle_after(new_numbers) == Rgb{255, 0, 0});
  CHECK(renderer.uploading());
  while (renderer.uploading()) middle_after(new_numbers);
  CHECK(middle_after(new_numbers) == Rgb{0, 0, 255});
}

TEST_CASE("a queued draw keeps its numbers until it is carried out") {
  Canvas canvas;
  ClearFramebuffer(1, 0, 1);
  canvas.renderer->BeginFrame();
  GridRenderer::Queued* queued = nullptr;
  {
    const Pyramid pyramid = MakePyramid(Grid{{1}});
    queued = canvas.renderer->Queue(DrawOf(pyramid, {0, 0, 50, 50}), TestPalette(), 256, 256);
  }
  GridRenderer::DrawQueued(*queued);
  canvas.pixels = canvas.context->Read();
  CHECK(canvas.At(25, 25) == Rgb{255, 0, 0});
}

TEST_CASE("a context that goes away leaves another one as it was") {
  auto first = OffscreenContext::Create(16, 16);
  REQUIRE(first.ok());
  {
    auto second = OffscreenContext::Create(16, 16);
    REQUIRE(second.ok());
  }
  first = OffscreenContext::Create(16, 16);
  REQUIRE(first.ok());
  ClearFramebuffer(1, 0, 0);
  CHECK((*first)->Read().rgba[0] == 255);
}
