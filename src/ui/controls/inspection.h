#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "scene/figure/figure.h"

namespace convlens {

/// Where things are on the screen, by name: for tests and other programs that drive the window.
/// With `convlens --inspect FILE` the program writes it as JSON whenever a drawn frame differs from
/// the last. Otherwise it only collects, at negligible cost.
///
/// {"frame": n, "places": {name: [x, y, width, height]}, "disabled": [name], "facts": {name: text}}
/// Names: "button.play", "tab.kernel", "menu.file", "grid.input" (bounds of its cells),
/// "field.rate"...
class Inspection {
 public:
  explicit Inspection(std::filesystem::path file = {}) : file_(std::move(file)) {}
  bool active() const { return !file_.empty(); }

  void BeginFrame();
  /// `bounds` in window pixels.
  void Place(const std::string& name, Rect bounds);
  /// Tells that the control of this name cannot be used now.
  void Disable(const std::string& name);
  void Fact(const std::string& name, const std::string& value);
  void Fact(const std::string& name, double value);
  /// Writes the file, atomically.
  void EndFrame();

 private:
  std::filesystem::path file_;
  std::map<std::string, Rect> places_;
  std::set<std::string> disabled_;
  std::map<std::string, std::string> facts_;
  uint64_t frame_ = 0;
};

}  // namespace convlens
