#pragma once

#include <X11/Xlib.h>

#include <filesystem>
#include <string>

namespace convlens::e2e {

/// The part of a file manager in drag and drop (XDND version 5): offers one file as text/uri-list.
/// https://www.freedesktop.org/wiki/Specifications/XDND/
class DragSource {
 public:
  DragSource(Display* display, Window target, const std::filesystem::path& file);
  ~DragSource();
  DragSource(const DragSource&) = delete;
  DragSource& operator=(const DragSource&) = delete;

  /// The whole gesture; true when the target has accepted, taken the file and said so.
  bool DropAt(int x, int y);

 private:
  Atom Name(const char* text) const { return XInternAtom(display_, text, False); }
  void Tell(const char* message, long a, long b, long c, long d);
  bool WaitForReply(const char* message, XEvent* reply);
  void Answer(const XSelectionRequestEvent& request);

  Display* display_;
  Window target_;
  Window window_;
  std::string list_;
};

}  // namespace convlens::e2e
