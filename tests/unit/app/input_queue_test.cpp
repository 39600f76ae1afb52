#include "app/input_queue.h"

#include <doctest/doctest.h>

#include <sstream>
#include <string>

namespace convlens {
namespace {

using Kind = InputEvent::Kind;

constexpr int kReturn = 257;
constexpr int kLeftShift = 340;
constexpr int kLeftCtrl = 341;
constexpr Modifiers kCtrl{true, false, false, false};
constexpr Modifiers kShift{false, true, false, false};

InputEvent Key(int code, bool down, Modifiers held = {}) { return {Kind::kKey, code, down, held}; }
InputEvent Character(char c) { return {Kind::kCharacter, c}; }
InputEvent Button(bool down) { return {Kind::kButton, 0, down}; }
InputEvent Pointer(float x, float y) { return {Kind::kPointer, 0, false, {}, x, y}; }
InputEvent Wheel(float y) { return {Kind::kWheel, 0, false, {}, 0, y}; }

void Write(InputQueue& queue, char c) {
  queue.Push(Key(c, true));
  queue.Push(Character(c));
  queue.Push(Key(c, false));
}

std::string Signed(const char* word, bool down) {
  std::string text = word;
  text.push_back(down ? '+' : '-');
  return text;
}

// Each frame's events as a word: "K+" a key pressed, "K-" released, "c5" the character 5, "B+" a
// button, "W" the wheel, "P" the pointer.
std::string Word(const InputEvent& event) {
  const char* const key = IsModifierKey(event.code) ? "M" : "K";
  switch (event.kind) {
    case Kind::kKey:
      return Signed(key, event.down);
    case Kind::kCharacter:
      return {'c', static_cast<char>(event.code)};
    case Kind::kButton:
      return Signed("B", event.down);
    case Kind::kWheel:
      return "W";
    case Kind::kPointer:
      return "P";
    case Kind::kPointerGone:
      return "gone";
    case Kind::kFocus:
      return Signed("F", event.down);
  }
  return "?";
}

std::string Frames(InputQueue& queue, bool typing = false) {
  std::ostringstream frames;
  for (bool first = true; !queue.empty(); first = false) {
    const std::vector<InputEvent> taken = queue.TakeFrame(typing);
    REQUIRE_FALSE(taken.empty());
    if (!first) frames << " |";
    for (const InputEvent& event : taken) frames << " " << Word(event);
  }
  return frames.str().substr(1);
}

TEST_CASE("a short press of Ctrl+Z is one press with Ctrl, whatever the frame's length") {
  InputQueue queue;
  for (int i = 0; i < 2; ++i) {
    queue.Push(Key(kLeftCtrl, true));
    queue.Push(Key('Z', true, kCtrl));
    queue.Push(Key('Z', false, kCtrl));
    queue.Push(Key(kLeftCtrl, false, kCtrl));
  }
  CHECK(Frames(queue) == "M+ K+ | K- M- | M+ K+ | K- M-");
}

TEST_CASE("Shift that is let go after T does not take the Shift from T") {
  InputQueue queue;
  queue.Push(Key(kLeftShift, true));
  queue.Push(Key('T', true, kShift));
  queue.Push(Character('T'));
  queue.Push(Key(kLeftShift, false, kShift));
  queue.Push(Key('T', false));
  const std::vector<InputEvent> first = queue.TakeFrame(false);
  REQUIRE(first.size() == 3);
  CHECK(first[1].modifiers.shift);
  CHECK(Frames(queue) == "M- K-");
}

TEST_CASE("Return comes after the digit that was typed before it") {
  for (const bool typing : {false, true}) {
    InputQueue queue;
    Write(queue, '7');
    queue.Push(Key(kReturn, true));
    queue.Push(Key(kReturn, false));
    Write(queue, '8');
    const std::string frames = Frames(queue, typing);
    CAPTURE(frames);
    CHECK(frames.find("K+ c7") == 0);
    CHECK(frames.find("c7") < frames.find("| K+"));
    CHECK(frames.find("| K- K+ c8") != std::string::npos);
  }
}

TEST_CASE("two commands are two frames") {
  InputQueue queue;
  queue.Push(Key('T', true));
  queue.Push(Key('R', true));
  queue.Push(Key('T', false));
  queue.Push(Key('R', false));
  CHECK(Frames(queue) == "K+ | K+ K- | K-");
}

TEST_CASE("a word typed into a field is one frame") {
  InputQueue queue;
  for (const char c : {'a', 'b', 'b', 'a'}) Write(queue, c);
  CHECK(Frames(queue, true) == "K+ ca K- K+ cb K- K+ cb K- K+ ca K-");
}

TEST_CASE("a click is made where the pointer was, and two clicks are two") {
  InputQueue queue;
  queue.Push(Pointer(1, 1));
  queue.Push(Pointer(2, 2));
  queue.Push(Button(true));
  queue.Push(Button(false));
  queue.Push(Pointer(3, 3));
  queue.Push(Button(true));
  queue.Push(Button(false));
  queue.Push(Pointer(4, 4));
  CHECK(queue.TakeFrame(false).front().x == 2);
  CHECK(Frames(queue) == "B- | P B+ | B- | P");
}

TEST_CASE("the wheel turns at its place, as far as it was turned") {
  InputQueue queue;
  queue.Push(Wheel(1));
  queue.Push(Wheel(1));
  queue.Push(Pointer(5, 5));
  queue.Push(Wheel(-1));
  queue.Push(Key('F', true));
  CHECK(Frames(queue) == "W W | P W | K+");
}

TEST_CASE("keys and clicks keep their order") {
  InputQueue queue;
  Write(queue, '5');
  queue.Push(Button(true));
  queue.Push(Button(false));
  queue.Push(Key(kLeftCtrl, true));
  queue.Push(Key('S', true, kCtrl));
  CHECK(Frames(queue) == "K+ c5 | K- B+ | B- | M+ K+");
}

}  // namespace
}  // namespace convlens
