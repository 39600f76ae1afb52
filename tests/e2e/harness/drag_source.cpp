#include "e2e/harness/drag_source.h"

#include <X11/Xatom.h>

#include <cctype>

#include "e2e/harness/wait.h"

namespace convlens::e2e {
namespace {

constexpr long kVersion = 5;

std::string UriOf(const std::filesystem::path& file) {
  constexpr const char* kDigits = "0123456789ABCDEF";
  std::string uri = "file://";
  for (const char letter : std::filesystem::absolute(file).string()) {
    const auto byte = static_cast<unsigned char>(letter);
    if (std::isalnum(byte) != 0 || letter == '/' || letter == '.' || letter == '-') {
      uri += letter;
    } else {
      uri += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return uri;
}

}  // namespace

DragSource::DragSource(Display* display, Window target, const std::filesystem::path& file)
    : display_(display),
      target_(target),
      window_(XCreateSimpleWindow(display, DefaultRootWindow(display), -10, -10, 1, 1, 0, 0, 0)),
      list_(UriOf(file) + "\r\n") {
  XSetSelectionOwner(display_, Name("XdndSelection"), window_, CurrentTime);
}

DragSource::~DragSource() {
  XDestroyWindow(display_, window_);
  XSync(display_, False);
}

void DragSource::Tell(const char* message, long a, long b, long c, long d) {
  XEvent event{};
  event.xclient.type = ClientMessage;
  event.xclient.window = target_;
  event.xclient.message_type = Name(message);
  event.xclient.format = 32;
  event.xclient.data.l[0] = static_cast<long>(window_);
  event.xclient.data.l[1] = a;
  event.xclient.data.l[2] = b;
  event.xclient.data.l[3] = c;
  event.xclient.data.l[4] = d;
  XSendEvent(display_, target_, False, NoEventMask, &event);
  XFlush(display_);
}

void DragSource::Answer(const XSelectionRequestEvent& request) {
  XChangeProperty(display_, request.requestor, request.property, request.target, 8, PropModeReplace,
                  reinterpret_cast<const unsigned char*>(list_.data()),
                  static_cast<int>(list_.size()));
  XEvent event{};
  event.xselection.type = SelectionNotify;
  event.xselection.requestor = request.requestor;
  event.xselection.selection = request.selection;
  event.xselection.target = request.target;
  event.xselection.property = request.property;
  event.xselection.time = request.time;
  XSendEvent(display_, request.requestor, False, NoEventMask, &event);
  XFlush(display_);
}

bool DragSource::WaitForReply(const char* message, XEvent* reply) {
  const Atom expected = Name(message);
  return WaitUntil([&] {
    while (XPending(display_) > 0) {
      XNextEvent(display_, reply);
      if (reply->type == SelectionRequest) Answer(reply->xselectionrequest);
      if (reply->type == ClientMessage && reply->xclient.message_type == expected) return true;
    }
    return false;
  });
}

bool DragSource::DropAt(int x, int y) {
  int root_x = 0;
  int root_y = 0;
  Window child = 0;
  XTranslateCoordinates(display_, target_, DefaultRootWindow(display_), x, y, &root_x, &root_y,
                        &child);
  Tell("XdndEnter", kVersion << 24, static_cast<long>(Name("text/uri-list")), 0, 0);
  // A browser asks its page first, and answers for the position before.
  XEvent reply{};
  const bool accepted = WaitUntil([&] {
    Tell("XdndPosition", 0, static_cast<long>(root_x) << 16 | root_y, CurrentTime,
         static_cast<long>(Name("XdndActionCopy")));
    return !WaitForReply("XdndStatus", &reply) || (reply.xclient.data.l[1] & 1) != 0;
  });
  if (!accepted || reply.type != ClientMessage) return false;
  Tell("XdndDrop", 0, CurrentTime, 0, 0);
  // Bit 0 is meant, but GLFW sends the number of bytes that it took.
  return WaitForReply("XdndFinished", &reply) && reply.xclient.data.l[1] != 0;
}

}  // namespace convlens::e2e
