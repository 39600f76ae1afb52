#include "app/input_queue.h"

#include <algorithm>

namespace convlens {
namespace {

using Kind = InputEvent::Kind;

// GLFW's stable numbers; the queue knows nothing else of the window library.
constexpr int kFirstWritingKey = 32;    // space
constexpr int kLastWritingKey = 162;    // the keys of other keyboards
constexpr int kFirstModifierKey = 340;  // left Shift
constexpr int kLastModifierKey = 347;   // right Super

bool Writes(const InputEvent& key) {
  const Modifiers& held = key.modifiers;
  return key.code >= kFirstWritingKey && key.code <= kLastWritingKey && !held.ctrl && !held.alt &&
         !held.super;
}

// What one frame has been given so far, and what it can be given besides.
class FrameContent {
 public:
  explicit FrameContent(bool typing) : typing_(typing) {}

  bool Fits(const InputEvent& event) const {
    switch (event.kind) {
      case Kind::kKey:
        return KeyFits(event);
      case Kind::kCharacter:
        return !moused() && !commanded_;
      case Kind::kWheel:
        return !clicked_ && !pressed_ && !wrote_;
      case Kind::kPointer:
      case Kind::kPointerGone:
        return !moused();  // a click and the wheel are meant for the place where they were made
      case Kind::kButton:
      case Kind::kFocus:
        return !acted();
    }
    return true;
  }

  void Add(const InputEvent& event) {
    clicked_ |= event.kind == Kind::kButton;
    wheeled_ |= event.kind == Kind::kWheel;
    wrote_ |= event.kind == Kind::kCharacter;
    if (event.kind != Kind::kKey || IsText(event)) return;
    changed_.push_back(event.code);
    if (!event.down || IsModifierKey(event.code)) return;
    pressed_ = true;
    commanded_ = !Writes(event);
  }

 private:
  bool moused() const { return clicked_ || wheeled_; }
  bool acted() const { return moused() || pressed_ || wrote_; }
  bool IsText(const InputEvent& key) const { return typing_ && Writes(key); }

  bool KeyFits(const InputEvent& key) const {
    if (IsText(key)) return !moused() && !pressed_;
    if (std::find(changed_.begin(), changed_.end(), key.code) != changed_.end()) return false;
    return (!key.down && !IsModifierKey(key.code)) || !acted();
  }

  bool typing_;
  bool pressed_ = false;
  bool commanded_ = false;  // by a key that writes nothing: a character comes after it
  bool wrote_ = false;
  bool clicked_ = false;
  bool wheeled_ = false;
  std::vector<int> changed_;  // keys
};

}  // namespace

bool IsModifierKey(int code) { return code >= kFirstModifierKey && code <= kLastModifierKey; }

void InputQueue::Push(const InputEvent& event) {
  const bool follows =
      event.kind == Kind::kPointer && !events_.empty() && events_.back().kind == Kind::kPointer;
  if (follows) events_.pop_back();
  events_.push_back(event);
}

std::vector<InputEvent> InputQueue::TakeFrame(bool typing) {
  std::vector<InputEvent> taken;
  FrameContent content(typing);
  while (!events_.empty() && content.Fits(events_.front())) {
    content.Add(events_.front());
    taken.push_back(events_.front());
    events_.pop_front();
  }
  return taken;
}

}  // namespace convlens
