#include <doctest/doctest.h>

#include "e2e/harness/application.h"
#include "e2e/harness/options.h"
#include "e2e/sessions.h"
#include "io/grids/image_file.h"

namespace convlens::e2e {
namespace {

constexpr int kWidth = 96;
constexpr int kHeight = 64;

// A dark picture with a bright square: edges in both directions.
void WriteSquare(const std::filesystem::path& file) {
  Pixels pixels{kWidth, kHeight, {}};
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      const bool inside = x >= 32 && x < 64 && y >= 16 && y < 48;
      const auto grey = static_cast<uint8_t>(inside ? 230 : 20);
      pixels.rgba.insert(pixels.rgba.end(), {grey, grey, grey, uint8_t{255}});
    }
  }
  const Result<Done> done = WritePng(file, pixels);
  REQUIRE(done.ok());
}

// The pixels of a place.
std::vector<Pixel> PixelsOf(Application& app, const std::string& place) {
  const Place at = app.Find(place);
  const Picture picture = app.robot().Look();
  std::vector<Pixel> pixels;
  for (int y = 0; y < static_cast<int>(at.height); ++y) {
    for (int x = 0; x < static_cast<int>(at.width); ++x) {
      pixels.push_back(picture.At(static_cast<int>(at.x) + x, static_cast<int>(at.y) + y));
    }
  }
  return pixels;
}

void Settle(Application& app) {
  app.Hover({app.Find("figure").x + 3, app.Find("figure").y + 3});
  app.Rest();
  app.NextFrames();
}

TEST_CASE("an image dropped on the window becomes the input, and undo brings the old one back") {
  Application app(OnWork());
  const std::filesystem::path file = app.home() / "my square.png";
  WriteSquare(file);
  const double before = app.Number("revision");
  REQUIRE(app.robot().Drop(file, 500, 300));
  app.Await("the image", [&] { return app.Number("revision") > before; });
  const nlohmann::json session = app.SaveAs("square.convlens");
  CHECK(session["document"]["input"]["name"] == "my square.png");
  CHECK(session["document"]["input"]["is_image"] == true);
  CHECK(app.Fact("position") == "1 of 5,985");
  app.Press("ctrl+z");
  CHECK(InputOf(app.Save(app.home() / kWork)) == Rows{{0, 1, 2}, {3, 4, 5}, {6, 7, 8}});
}

TEST_CASE("a picture in colour becomes three channels and grey again, and the choice is kept") {
  Application app(OnWork());
  const std::filesystem::path file = app.home() / "halves.png";
  Pixels pixels{40, 30, {}};
  for (int i = 0; i < 40 * 30; ++i) {
    const bool left = i % 40 < 20;
    pixels.rgba.insert(pixels.rgba.end(),
                       {uint8_t(left ? 255 : 0), 0, uint8_t(left ? 0 : 255), 255});
  }
  REQUIRE(WritePng(file, pixels).ok());
  REQUIRE(app.robot().Drop(file, 500, 300));
  app.Press("1");
  app.Click(kInColor);
  app.Find(kBlueChannel);
  nlohmann::json session = app.SaveAs("halves.convlens");
  CHECK(session["document"]["input"]["channels"].size() == 3);
  CHECK(session["document"]["layers"][0]["weights"][0] ==
        nlohmann::json::array({0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3}));
  app.Press("ctrl+z");
  session = app.Save(app.home() / "halves.convlens");
  CHECK(session["document"]["input"]["channels"].size() == 1);
  app.Press("ctrl+shift+z");
  app.Click(kInGrey);
  session = app.Save(app.home() / "halves.convlens");
  CHECK(session["document"]["layers"][0]["weights"][0] == nlohmann::json::array({0, 1, 2, 3}));
}

TEST_CASE("a kernel drawn on an image changes the output at once; undo, redo and zero do too") {
  Application app(OnWork());
  const std::filesystem::path file = app.home() / "square.png";
  WriteSquare(file);
  const double before = app.Number("revision");
  REQUIRE(app.robot().Drop(file, 500, 300));
  app.Await("the image", [&] { return app.Number("revision") > before; });
  Settle(app);
  const std::vector<Pixel> first = PixelsOf(app, "grid.output");

  app.Click(app.Find("grid.kernel").Cell(0, 0, 2, 2));
  app.Type("-8");
  app.Press("Return");
  app.Press("Escape");
  Settle(app);
  const std::vector<Pixel> drawn = PixelsOf(app, "grid.output");
  CHECK(drawn != first);

  app.Press("ctrl+z");
  Settle(app);
  CHECK(PixelsOf(app, "grid.output") == first);
  app.Press("ctrl+shift+z");
  Settle(app);
  CHECK(PixelsOf(app, "grid.output") == drawn);

  app.Click("tab.kernel");
  app.Click("button.zero");
  Settle(app);
  CHECK(KernelOf(app.SaveAs("square.convlens")) == Rows{{0, 0}, {0, 0}});
  CHECK(PixelsOf(app, "grid.output") != drawn);
}

TEST_CASE("a preset kernel is taken from the list with its exact coefficients") {
  Application app(OnWork());
  app.Click("tab.input");
  app.Fill("field.input_height", "6");
  app.Fill("field.input_width", "8");
  app.Click("tab.kernel");
  app.Click("choice.preset");
  app.Click("choice.preset.sobel_left");
  const Rows kernel = KernelOf(app.Save(app.home() / kWork));
  CHECK(kernel == Rows{{1, 0, -1}, {2, 0, -2}, {1, 0, -1}});
}

}  // namespace
}  // namespace convlens::e2e
