#include "io/session/preferences.h"

#include <doctest/doctest.h>

#include "io/files/file.h"
#include "unit/environment.h"
#include "unit/io/scratch_folder.h"

using namespace convlens;

namespace {

std::string ProblemOf(const std::string& text) {
  const ScratchFolder folder;
  REQUIRE(WriteFileAtomically(folder / "p.json", text).ok());
  const Result<Preferences> read = LoadPreferences(folder / "p.json");
  REQUIRE_FALSE(read.ok());
  const std::string problem = ToEnglish(read.problem());
  const std::string name = (folder / "p.json").string();
  CHECK(problem.starts_with(name));
  return problem.substr(name.size());
}

}  // namespace

TEST_CASE("preferences come back as they were saved, into a folder that is made for them") {
  const ScratchFolder folder;
  Preferences preferences;
  preferences.language = "zh";
  preferences.theme = ThemeKind::kProjector;
  preferences.scale = 1.25F;
  preferences.lesson_panel = false;
  preferences.recent_files = {"/a/\xE5\x8D\xB7.png", "/b \"c\".npy"};
  preferences.window_width = 1024;
  preferences.window_height = 700;
  const std::filesystem::path path = folder / "new/folder/p.json";
  REQUIRE(SavePreferences(path, preferences).ok());
  const Result<Preferences> read = LoadPreferences(path);
  REQUIRE(read.ok());
  CHECK(*read == preferences);
}

TEST_CASE("a missing file gives the defaults, and so does a missing field") {
  const ScratchFolder folder;
  REQUIRE(LoadPreferences(folder / "none.json").ok());
  CHECK(*LoadPreferences(folder / "none.json") == Preferences{});
  REQUIRE(WriteFileAtomically(folder / "p.json", "{\"theme\":\"light\"}").ok());
  REQUIRE(LoadPreferences(folder / "p.json").ok());
  CHECK(LoadPreferences(folder / "p.json")->theme == ThemeKind::kLight);
  CHECK(LoadPreferences(folder / "p.json")->window_width == Preferences{}.window_width);
}

TEST_CASE("broken preferences are a message that names the file and the field") {
  CHECK(ProblemOf("{") == " ends too early: part of the file is missing.");
  CHECK(ProblemOf("[]") == ": its text is not a JSON object.");
  CHECK(ProblemOf("{\"theme\":\"pink\"}") ==
        ": theme is not one of \"dark\", \"light\", \"projector\".");
  CHECK(ProblemOf("{\"scale\":-1}") == ": scale is -1, which is out of range.");
  CHECK(ProblemOf("{\"window_width\":0}") == ": window_width is 0, which is out of range.");
  CHECK(ProblemOf("{\"recent_files\":[1]}") == ": recent_files is not a list of strings.");
  CHECK(ProblemOf("{\"recent_files\":\"a\"}") == ": recent_files is not a list of strings.");
}

TEST_CASE("a file that is opened again moves to the front, and only the newest are kept") {
  const auto full = [](const char* path) { return TextOf(std::filesystem::absolute(path)); };
  Preferences preferences;
  for (int i = 0; i < 20; ++i) AddRecent(preferences, "/f/" + std::to_string(i));
  CHECK(preferences.recent_files.size() == Preferences::kMaxRecent);
  CHECK(preferences.recent_files.front() == full("/f/19"));
  AddRecent(preferences, "/f/./15");
  CHECK(preferences.recent_files.front() == full("/f/15"));
  CHECK(preferences.recent_files.size() == Preferences::kMaxRecent);
  CHECK(preferences.recent_files[1] == full("/f/19"));
}

#ifdef _WIN32
TEST_CASE("preferences are where Windows keeps what programs know of a user") {
  {
    const Environment data("LOCALAPPDATA", "C:\\Users\\me\\AppData\\Local");
    CHECK(DefaultPreferencesPath() ==
          std::filesystem::path("C:\\Users\\me\\AppData\\Local\\ConvLens\\preferences.json"));
  }
  const Environment relative("LOCALAPPDATA", "not\\absolute");
  CHECK(DefaultPreferencesPath().empty());
}
#else
TEST_CASE("preferences are kept where the environment says, or under the home folder") {
  const Environment home("HOME", "/home/somebody");
  {
    const Environment config("XDG_CONFIG_HOME", "/etc/mine");
    CHECK(DefaultPreferencesPath() == "/etc/mine/convlens/preferences.json");
  }
  const Environment relative("XDG_CONFIG_HOME", "not/absolute");
  CHECK(DefaultPreferencesPath() == "/home/somebody/.config/convlens/preferences.json");
}
#endif

TEST_CASE("numbers that no window can have are brought within bounds; 0 is the display's scale") {
  const auto scale = [](const char* text) { return PreferencesFromJson(text, "p")->scale; };
  CHECK(scale(R"({"scale": 0.02})") == 0.5F);
  CHECK(scale(R"({"scale": 1e30})") == 8);
  CHECK(scale(R"({"scale": 0})") == 0);
  const Result<Preferences> read =
      PreferencesFromJson(R"({"window_width": 1, "window_height": 2000000000})", "p");
  REQUIRE(read.ok());
  CHECK(read->window_width == 200);
  CHECK(read->window_height == 16384);
}

TEST_CASE("a damaged file is moved aside, not overwritten") {
  const ScratchFolder folder;
  const std::filesystem::path path = folder / "p.json";
  REQUIRE(WriteFileAtomically(path, "{").ok());
  SetDamagedAside(path);
  REQUIRE(SavePreferences(path, Preferences{}).ok());
  CHECK(*ReadFile(folder / "p.json.damaged") == "{");
}
