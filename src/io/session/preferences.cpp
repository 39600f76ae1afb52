#include "io/session/preferences.h"

#include <algorithm>

#include "core/grid/path_text.h"
#include "io/files/file.h"
#include "io/files/user_folders.h"
#include "io/json/json_fields.h"
#include "io/json/parse_json.h"

namespace convlens {
namespace {

namespace fs = std::filesystem;

// Smaller than the first, fonts have no pixels; larger than the second, they fill a texture.
constexpr float kMinScale = 0.5F;
constexpr float kMaxScale = 8;
constexpr int kMinWindowSide = 200;
constexpr int kMaxWindowSide = 1 << 14;

void ReadRecent(JsonReading& reading, const nlohmann::json& value,
                std::vector<std::string>& files) {
  if (!value.is_object() || !value.contains("recent_files")) return;
  const nlohmann::json& list = value["recent_files"];
  const bool texts = list.is_array() && std::all_of(list.begin(), list.end(), [](const auto& item) {
                       return item.is_string();
                     });
  if (!texts) return reading.Fail("{}: {} is not a list of strings.", {"recent_files"});
  files = list.get<std::vector<std::string>>();
  files.resize(std::min(files.size(), Preferences::kMaxRecent));
}

}  // namespace

fs::path DefaultPreferencesPath() {
  const fs::path folder = UserFolder("XDG_CONFIG_HOME", ".config");
  return folder.empty() ? folder : folder / "preferences.json";
}

Result<Preferences> PreferencesFromJson(std::string_view text, const std::string& source) {
  const Result<nlohmann::json> value = ParseJson(text, source);
  if (!value.ok()) return value.problem();
  Preferences preferences;
  JsonReading reading{source, Missing::kUsesDefault, std::nullopt};
  JsonFields fields(reading, &*value, "");
  fields.Read("language", preferences.language);
  fields.ReadWord("theme", preferences.theme, kThemeWords);
  fields.ReadFinite("scale", preferences.scale, 0);
  fields.Read("lesson_panel", preferences.lesson_panel);
  fields.Read("color_images", preferences.color_images);
  fields.Read("window_width", preferences.window_width, 1);
  fields.Read("window_height", preferences.window_height, 1);
  ReadRecent(reading, *value, preferences.recent_files);
  if (reading.problem) return *reading.problem;
  if (preferences.scale > 0) {  // 0 is the display's own
    preferences.scale = std::clamp(preferences.scale, kMinScale, kMaxScale);
  }
  for (int* side : {&preferences.window_width, &preferences.window_height}) {
    *side = std::clamp(*side, kMinWindowSide, kMaxWindowSide);
  }
  return preferences;
}

Result<Preferences> LoadPreferences(const fs::path& path) {
  std::error_code ignored;
  if (path.empty() || !fs::exists(path, ignored)) return Preferences{};
  const Result<std::string> text = ReadFile(path);
  if (!text.ok()) return text.problem();
  return PreferencesFromJson(*text, TextOf(path));
}

std::string PreferencesToJson(const Preferences& preferences) {
  const nlohmann::ordered_json value = {{"language", preferences.language},
                                        {"theme", WordOf(kThemeWords, preferences.theme).word},
                                        {"scale", preferences.scale},
                                        {"lesson_panel", preferences.lesson_panel},
                                        {"color_images", preferences.color_images},
                                        {"window_width", preferences.window_width},
                                        {"window_height", preferences.window_height},
                                        {"recent_files", preferences.recent_files}};
  return value.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

Result<Done> SavePreferences(const fs::path& path, const Preferences& preferences) {
  if (path.empty()) return Message{"There is no home folder to keep preferences in.", {}};
  std::error_code ignored;  // a folder that cannot be made shows when the file is written
  fs::create_directories(path.parent_path(), ignored);
  return WriteFileAtomically(path, PreferencesToJson(preferences));
}

void SetDamagedAside(const fs::path& path) {
  std::error_code ignored;  // without permission the next save fails too, and says so
  fs::rename(path, fs::path(path) += ".damaged", ignored);
}

void AddRecent(Preferences& preferences, const fs::path& path) {
  std::error_code ignored;
  const fs::path absolute = fs::absolute(path, ignored).lexically_normal();
  const std::string name = absolute.empty() ? TextOf(path) : TextOf(absolute);
  std::vector<std::string>& files = preferences.recent_files;
  files.erase(std::remove(files.begin(), files.end(), name), files.end());
  files.insert(files.begin(), name);
  if (files.size() > Preferences::kMaxRecent) files.resize(Preferences::kMaxRecent);
}

}  // namespace convlens
