#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "io/files/file.h"
#include "io/grids/image_file.h"
#include "io/session/lesson_file.h"
#include "io/session/session_file.h"
#include "png.h"
#include "unit/cli/run.h"
#include "unit/cli/webp_frames.h"
#include "unit/io/scratch_folder.h"

using namespace convlens;

namespace {

Pixels PictureAt(const std::string& path) {
  const Result<Pixels> pixels = ReadPixels(path);
  REQUIRE(pixels.ok());
  return *pixels;
}

Pixels Rendered(std::vector<std::string> arguments) {
  const ScratchFolder folder;
  const std::string out = folder / "out.png";
  arguments.insert(arguments.begin(), "render");
  arguments.insert(arguments.end(), {"-o", out, "--size", "480x300"});
  const Outcome outcome = Run(arguments);
  INFO(outcome.error);
  REQUIRE(outcome.exit_code == 0);
  CHECK(outcome.out.empty());
  CHECK(outcome.error.empty());
  return PictureAt(out);
}

void CheckRefused(const std::vector<std::string>& arguments, const std::string& message) {
  const Outcome outcome = Run(arguments);
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.out.empty());
  CHECK(outcome.error == "convlens: " + message + "\n");
}

}  // namespace

TEST_CASE("render draws a lesson in the size asked for, one picture a step") {
  const Pixels second = Rendered({"figure-6-2-1", "--step", "2"});
  CHECK(second.width == 480);
  CHECK(second.height == 300);
  CHECK(second.rgba == Rendered({"figure-6-2-1", "--step", "2"}).rgba);
  CHECK(second.rgba != Rendered({"figure-6-2-1", "--step", "3"}).rgba);
  const ScratchFolder folder;
  REQUIRE(Run({"render", "figure-6-2-1", "-o", folder / "out.PNG"}).exit_code == 0);
  CHECK(PictureAt(folder / "out.PNG").width == 1280);
}

TEST_CASE("render tells all lessons where it knows neither lesson nor file") {
  std::string lessons;
  for (const Lesson& lesson : BuiltInLessons()) {
    lessons.append(lessons.empty() ? "" : ", ").append(lesson.id);
  }
  CheckRefused({"render", "nosuch", "-o", "out.png"},
               "There is no lesson and no file nosuch. The lessons are: " + lessons + ".");
}

TEST_CASE("render draws every lesson, in every theme and language") {
  for (const Lesson& lesson : BuiltInLessons()) {
    INFO(lesson.id);
    const Pixels dark = Rendered({lesson.id});
    const Pixels light = Rendered({lesson.id, "--theme", "light", "--language", "zh"});
    CHECK(dark.rgba[0] < 64);
    CHECK(light.rgba[0] > 192);
  }
  CHECK(Rendered({"figure-6-2-1", "--theme", "projector"}).rgba[0] == 255);
}

TEST_CASE("render draws a session where its playback stands") {
  const ScratchFolder folder;
  const std::string file = folder / "mine.convlens";
  Session session;
  session.playback.output = 2;
  REQUIRE(SaveSession(file, session).ok());
  CHECK(Rendered({file}).rgba == Rendered({file, "--step", "3"}).rgba);
  CHECK(Rendered({file}).rgba != Rendered({file, "--step", "1"}).rgba);
}

TEST_CASE("render refuses what it cannot do with one message") {
  const ScratchFolder folder;
  const std::string out = folder / "out.png";
  CheckRefused({"render", "figure-6-2-1", "-o", out, "--step", "5"},
               "--step 5: the output has 4 elements, so a step is a number from 1 to 4.");
  for (const std::string step : {"0", "-1", "x", "1.5"}) {
    CheckRefused(
        {"render", "figure-6-2-1", "-o", out, "--step", step},
        "--step: " + step + " is not a whole number from 1 to 268435456. Try convlens --help.");
  }
  CheckRefused({"render", "figure-6-2-1", "-o", folder / "out.jpg"},
               "-o: " + (folder / "out.jpg").string() +
                   " must end in .png or .svg, or for a film in .webp.");
  CheckRefused({"render", "figure-6-2-1", "-o", out, "--size", "10x10"},
               "--size: 10x10 is not a width and a height of 64 to 8192 pixels, such as 1280x800.");
  for (const std::string size : {"640", "640x", "x480", "640x480x2", "-640x480", "9000x9000"}) {
    CHECK(Run({"render", "figure-6-2-1", "-o", out, "--size", size}).exit_code == 2);
  }
  const Outcome unknown = Run({"render", "no-such-lesson", "-o", out});
  CHECK(unknown.exit_code == 2);
  CHECK(unknown.error.find("figure-6-2-1") != std::string::npos);
  CHECK(std::count(unknown.error.begin(), unknown.error.end(), '\n') == 1);
  CHECK_FALSE(std::filesystem::exists(out));
}

TEST_CASE("render refuses a broken session and a folder that is not there, by their names") {
  const ScratchFolder folder;
  const std::string file = folder / "broken.convlens";
  REQUIRE(WriteFileAtomically(file, "{\"convlens\": 1").ok());
  const Outcome broken = Run({"render", file, "-o", folder / "out.png"});
  CHECK(broken.exit_code == 2);
  CHECK(broken.error.find("broken.convlens") != std::string::npos);
  const Outcome nowhere = Run({"render", "figure-6-2-1", "-o", folder / "none/out.png"});
  CHECK(nowhere.exit_code == 2);
  CHECK(nowhere.error.find("out.png") != std::string::npos);
}

TEST_CASE("a session whose kernel does not fit is drawn with the reason, but has no steps") {
  const ScratchFolder folder;
  const std::string file = folder / "large-kernel.convlens";
  Session session;
  SetFrontKernel(session.document, {}, Grid(5, 5, 1.0F));
  REQUIRE(SaveSession(file, session).ok());
  CHECK(Rendered({file}).width == 480);
  const Outcome step = Run({"render", file, "-o", folder / "out.png", "--step", "1"});
  CHECK(step.exit_code == 2);
  CHECK(std::count(step.error.begin(), step.error.end(), '\n') == 1);
}

TEST_CASE("render writes a walk as a film of every element, or as numbered pictures") {
  const ScratchFolder folder;
  const std::string film = folder / "walk.webp";
  REQUIRE(
      Run({"render", "figure-6-2-1", "-o", film, "--size", "320x200", "--fps", "4"}).exit_code ==
      0);
  const Result<std::string> bytes = ReadFile(PathOf(film));
  REQUIRE(bytes.ok());
  const std::vector<FilmFrame> frames = FramesOf(*bytes);
  REQUIRE(frames.size() == 4);
  const std::string pictures = folder / "walk-{}.png";
  REQUIRE(Run({"render", "figure-6-2-1", "-o", pictures, "--size", "320x200"}).exit_code == 0);
  for (size_t i = 0; i < frames.size(); ++i) {
    CAPTURE(i);
    CHECK(frames[i].milliseconds == 250);
    const Pixels picture = PictureAt(folder / ("walk-" + std::to_string(i + 1) + ".png"));
    CHECK(frames[i].pixels.rgba == picture.rgba);
    if (i > 0) CHECK(frames[i].pixels.rgba != frames[i - 1].pixels.rgba);
  }
}

TEST_CASE("a part of a walk keeps the numbers of its elements, with as many digits each") {
  const ScratchFolder folder;
  REQUIRE(Run({"render", "edge-detection", "-o", folder / "step {}.png", "--size", "120x80",
               "--from", "9", "--to", "11"})
              .exit_code == 0);
  CHECK(PictureAt(folder / "step 09.png").width == 120);
  CHECK(PictureAt(folder / "step 11.png").width == 120);
  CHECK_FALSE(std::filesystem::exists(folder / "step 12.png"));
}

TEST_CASE("what makes no walk is refused") {
  const ScratchFolder folder;
  const std::string film = folder / "walk.webp";
  const auto render = [](std::vector<std::string> more) {
    more.insert(more.begin(), {"render", "figure-6-2-1"});
    return more;
  };
  CheckRefused(render({"-o", film, "--to", "5"}),
               "--from, --to: the output has 4 elements, so there is no element 5.");
  CheckRefused(render({"-o", film, "--from", "3", "--to", "2"}), "--from 3 is behind --to 2.");
  CheckRefused(render({"-o", film, "--step", "2"}),
               "--step draws one element: a walk goes from --from to --to.");
  CheckRefused(render({"-o", film, "--fps", "0"}), "--fps: 0 is not a number from 0.1 to 50.");
  CheckRefused(render({"-o", "walk-{}.svg"}),
               "-o: numbered pictures end in .png, not walk-{}.svg.");
  CheckRefused(render({"-o", "walk.png", "--from", "2"}),
               "--from, --to and --fps are of a walk: -o must end in .webp, or be numbered "
               "pictures such as walk-{}.png, not walk.png.");
  CHECK_FALSE(std::filesystem::exists(PathOf(film)));
}
