#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/grid/result.h"
#include "core/grid/words.h"

namespace convlens {

enum class ThemeKind { kDark, kLight, kProjector };

inline constexpr Word<ThemeKind> kThemeWords[] = {
    {ThemeKind::kDark, "Dark", "dark"},
    {ThemeKind::kLight, "Light", "light"},
    {ThemeKind::kProjector, "Projector", "projector"}};

/// What the program remembers about its user from start to start.
struct Preferences {
  std::string language;  ///< "en", "zh"; empty: by the environment (LC_ALL, LC_MESSAGES, LANG)
  ThemeKind theme = ThemeKind::kDark;
  float scale = 0;  ///< interface scale; 0: the display's
  bool lesson_panel = true;
  bool color_images = false;  ///< a picture opens as three channels rather than as its luma
  std::vector<std::string> recent_files;  ///< newest first, at most `kMaxRecent`
  int window_width = 1440;
  int window_height = 900;

  static constexpr size_t kMaxRecent = 12;
  bool operator==(const Preferences&) const = default;
};

/// $XDG_CONFIG_HOME/convlens/preferences.json, or ~/.config/convlens/preferences.json.
std::filesystem::path DefaultPreferencesPath();

/// From and to a file's text; `source` names it in errors.
Result<Preferences> PreferencesFromJson(std::string_view text, const std::string& source);
std::string PreferencesToJson(const Preferences& preferences);

/// A missing file gives the defaults; a broken one is an error (and the caller keeps the defaults).
Result<Preferences> LoadPreferences(const std::filesystem::path& path);
/// Moves a file that could not be read out of the way of the next save: to
/// "preferences.json.damaged".
void SetDamagedAside(const std::filesystem::path& path);
Result<Done> SavePreferences(const std::filesystem::path& path, const Preferences& preferences);

/// `path` moved to the front of the recent files.
void AddRecent(Preferences& preferences, const std::filesystem::path& path);

}  // namespace convlens
