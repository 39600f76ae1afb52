#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "e2e/harness/wait.h"

struct _XDisplay;  // Xlib.h, whose macros (None, Bool, Status) stay out of the tests

namespace convlens::e2e {

struct Pixel {
  int red = 0;
  int green = 0;
  int blue = 0;
  bool operator==(const Pixel&) const = default;
};

/// What a window shows, row by row.
struct Picture {
  int width = 0;
  int height = 0;
  std::vector<Pixel> pixels;

  const Pixel& At(int x, int y) const {
    return pixels.at(static_cast<size_t>(y) * static_cast<size_t>(width) + static_cast<size_t>(x));
  }
};

/// As a PNG file; throws std::runtime_error when it cannot be written.
void WritePicture(const std::filesystem::path& file, const Picture& picture);

/// Hands and eyes on one window of a display: real mouse and key events by XTest, and pixels.
/// Coordinates are pixels of the window.
class Robot {
 public:
  /// Waits for the top window of process `owner` to be on the screen, and gives it the keyboard.
  /// Throws std::runtime_error when it does not come.
  Robot(const std::string& display, pid_t owner);

  void MoveMouse(double x, double y);
  void Button(unsigned button, bool down);
  /// `key` as X names it: "Return", "z", "F1".
  void Key(const std::string& key, bool down);
  /// The keys, Shift included, that make a printable ASCII character.
  std::vector<std::string> KeysOf(char letter) const;
  void Resize(int width, int height);
  /// What a window manager's close button sends.
  void AskToClose();
  /// Drags `file` over the window from another program and drops it at the place.
  bool Drop(const std::filesystem::path& file, double x, double y);
  Picture Look() const;

 private:
  struct Closer {
    void operator()(_XDisplay* display) const;
  };
  unsigned long FindWindow(pid_t owner) const;
  bool BelongsTo(unsigned long window, pid_t owner) const;
  _XDisplay* display() const { return display_.get(); }

  std::unique_ptr<_XDisplay, Closer> display_;
  unsigned long window_ = 0;
};

}  // namespace convlens::e2e
