#include "e2e/harness/robot.h"

#include <X11/XKBlib.h>
#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>

#include <cmath>
#include <stdexcept>

#include "e2e/harness/drag_source.h"
#include "io/grids/image_file.h"

namespace convlens::e2e {
namespace {

Pixel FromRgb(unsigned long value) {
  return {static_cast<int>(value >> 16 & 0xFF), static_cast<int>(value >> 8 & 0xFF),
          static_cast<int>(value & 0xFF)};
}

bool IsVisible(::Display* display, ::Window window) {
  XWindowAttributes attributes;
  return XGetWindowAttributes(display, window, &attributes) != 0 &&
         attributes.map_state == IsViewable && attributes.c_class == InputOutput;
}

}  // namespace

void WritePicture(const std::filesystem::path& file, const Picture& picture) {
  convlens::Pixels pixels{picture.width, picture.height, {}};
  pixels.rgba.reserve(picture.pixels.size() * 4);
  for (const Pixel& pixel : picture.pixels) {
    for (const int channel : {pixel.red, pixel.green, pixel.blue, 255}) {
      pixels.rgba.push_back(static_cast<uint8_t>(channel));
    }
  }
  const Result<Done> done = WritePng(file, pixels);
  if (!done) throw std::runtime_error(ToEnglish(done.problem()));
}

void Robot::Closer::operator()(_XDisplay* display) const { XCloseDisplay(display); }

Robot::Robot(const std::string& display, pid_t owner) : display_(XOpenDisplay(display.c_str())) {
  if (!display_) throw std::runtime_error("cannot open the display " + display);
  // A window that is looked at may have gone by then.
  XSetErrorHandler([](Display*, XErrorEvent*) { return 0; });
  if (!WaitUntil([&] { return (window_ = FindWindow(owner)) != 0; })) {
    throw std::runtime_error("the program shows no window");
  }
  // No window manager is there to do it.
  XSetInputFocus(this->display(), window_, RevertToParent, CurrentTime);
  XSync(this->display(), False);
}

bool Robot::BelongsTo(::Window window, pid_t owner) const {
  Atom type = 0;
  int format = 0;
  unsigned long count = 0;
  unsigned long rest = 0;
  unsigned char* data = nullptr;
  const Atom name = XInternAtom(display(), "_NET_WM_PID", False);
  XGetWindowProperty(display(), window, name, 0, 1, False, XA_CARDINAL, &type, &format, &count,
                     &rest, &data);
  if (data == nullptr) return false;
  const bool same =
      count == 1 && *reinterpret_cast<unsigned long*>(data) == static_cast<unsigned long>(owner);
  XFree(data);
  return same;
}

::Window Robot::FindWindow(pid_t owner) const {
  ::Window root = 0;
  ::Window parent = 0;
  ::Window* children = nullptr;
  unsigned count = 0;
  if (XQueryTree(display(), DefaultRootWindow(display()), &root, &parent, &children, &count) == 0) {
    return 0;
  }
  ::Window found = 0;
  for (unsigned i = 0; i < count; ++i) {
    if (IsVisible(display(), children[i]) && BelongsTo(children[i], owner)) found = children[i];
  }
  if (children != nullptr) XFree(children);
  return found;
}

void Robot::MoveMouse(double x, double y) {
  int root_x = 0;
  int root_y = 0;
  ::Window child = 0;
  XTranslateCoordinates(display(), window_, DefaultRootWindow(display()),
                        static_cast<int>(std::lround(x)), static_cast<int>(std::lround(y)), &root_x,
                        &root_y, &child);
  XTestFakeMotionEvent(display(), -1, root_x, root_y, CurrentTime);
  XSync(display(), False);
}

void Robot::Button(unsigned button, bool down) {
  XTestFakeButtonEvent(display(), button, down ? True : False, CurrentTime);
  XSync(display(), False);
}

void Robot::Key(const std::string& key, bool down) {
  const KeySym symbol = XStringToKeysym(key.c_str());
  const KeyCode code = symbol == NoSymbol ? KeyCode{0} : XKeysymToKeycode(display(), symbol);
  if (code == 0) throw std::runtime_error("the keyboard has no key " + key);
  XTestFakeKeyEvent(display(), code, down ? True : False, CurrentTime);
  XSync(display(), False);
}

std::vector<std::string> Robot::KeysOf(char letter) const {
  const auto symbol = static_cast<KeySym>(static_cast<unsigned char>(letter));
  const KeyCode code = XKeysymToKeycode(display(), symbol);
  const KeySym plain = XkbKeycodeToKeysym(display(), code, 0, 0);
  const char* name = XKeysymToString(plain);
  if (name == nullptr) throw std::runtime_error(std::string("no key writes ") + letter);
  if (plain == symbol) return {name};
  return {"Shift_L", name};
}

void Robot::Resize(int width, int height) {
  XResizeWindow(display(), window_, static_cast<unsigned>(width), static_cast<unsigned>(height));
  XSync(display(), False);
}

void Robot::AskToClose() {
  XEvent event{};
  event.xclient.type = ClientMessage;
  event.xclient.window = window_;
  event.xclient.message_type = XInternAtom(display(), "WM_PROTOCOLS", False);
  event.xclient.format = 32;
  event.xclient.data.l[0] = static_cast<long>(XInternAtom(display(), "WM_DELETE_WINDOW", False));
  event.xclient.data.l[1] = CurrentTime;
  XSendEvent(display(), window_, False, NoEventMask, &event);
  XSync(display(), False);
}

bool Robot::Drop(const std::filesystem::path& file, double x, double y) {
  MoveMouse(x, y);
  DragSource source(display(), window_, file);
  return source.DropAt(static_cast<int>(x), static_cast<int>(y));
}

Picture Robot::Look() const {
  XWindowAttributes attributes;
  XGetWindowAttributes(display(), window_, &attributes);
  XImage* image = XGetImage(display(), window_, 0, 0, static_cast<unsigned>(attributes.width),
                            static_cast<unsigned>(attributes.height), AllPlanes, ZPixmap);
  if (image == nullptr) throw std::runtime_error("the window cannot be read");
  Picture picture{attributes.width, attributes.height, {}};
  picture.pixels.reserve(static_cast<size_t>(picture.width) * static_cast<size_t>(picture.height));
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x)
      picture.pixels.push_back(FromRgb(XGetPixel(image, x, y)));
  }
  XDestroyImage(image);
  return picture;
}

}  // namespace convlens::e2e
