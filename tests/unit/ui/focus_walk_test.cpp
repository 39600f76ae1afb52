#include "ui/state/focus_walk.h"

#include <doctest/doctest.h>

namespace convlens {
namespace {

FocusStop Stop(const char* name, Room room, bool enabled = true, Rect bounds = {}) {
  FocusStop stop;
  stop.name = name;
  stop.room = room;
  stop.enabled = enabled;
  stop.bounds = bounds;
  return stop;
}

const std::vector<FocusStop> kStops = {
    Stop("again", Room::kLesson),          Stop("next", Room::kLesson),
    Stop("back", Room::kTransport, false), Stop("play", Room::kTransport),
    Stop("last", Room::kTransport, false), Stop("tab", Room::kInspector),
};

TEST_CASE("Tab goes from the figure through all enabled controls and back to the figure") {
  std::string at;
  std::string way;
  do {
    at = focus_walk::NextStop(kStops, at, 1);
    way += at + " ";
  } while (!at.empty());
  CHECK(way == "again next play tab  ");
}

TEST_CASE("Shift+Tab goes the other way") {
  CHECK(focus_walk::NextStop(kStops, "", -1) == "tab");
  CHECK(focus_walk::NextStop(kStops, "tab", -1) == "play");
  CHECK(focus_walk::NextStop(kStops, "again", -1).empty());
}

TEST_CASE("a control that has become disabled keeps its place in the walk") {
  CHECK(focus_walk::NextStop(kStops, "back", 1) == "play");
  CHECK(focus_walk::NextStop(kStops, "last", -1) == "play");
}

TEST_CASE("where there is nothing to go to, the figure keeps the keyboard") {
  const std::vector<FocusStop> none = {Stop("off", Room::kLesson, false)};
  CHECK(focus_walk::NextStop(none, "", 1).empty());
  CHECK(focus_walk::NextRoom(none, "", 1, {}).empty());
}

TEST_CASE("F6 goes from room to room, and to the control that was used there last") {
  CHECK(focus_walk::NextRoom(kStops, "", 1, {}) == "again");
  CHECK(focus_walk::NextRoom(kStops, "next", 1, {}) == "play");
  CHECK(focus_walk::NextRoom(kStops, "play", 1, {}) == "tab");
  CHECK(focus_walk::NextRoom(kStops, "tab", 1, {}).empty());
  CHECK(focus_walk::NextRoom(kStops, "", -1, {}) == "tab");
  CHECK(focus_walk::NextRoom(kStops, "play", -1, {{Room::kLesson, "next"}}) == "next");
  CHECK(focus_walk::NextRoom(kStops, "again", -1, {}).empty());
  // What was used last is gone, or disabled.
  CHECK(focus_walk::NextRoom(kStops, "", 1, {{Room::kLesson, "gone"}}) == "again");
  CHECK(focus_walk::NextRoom(kStops, "again", 1, {{Room::kTransport, "last"}}) == "play");
}

TEST_CASE("a room in which everything is disabled is passed over, from inside it as well") {
  const std::vector<FocusStop> stops = {Stop("a", Room::kLesson), Stop("b", Room::kStack, false),
                                        Stop("c", Room::kMenus)};
  CHECK(focus_walk::NextRoom(stops, "a", 1, {}) == "c");
  CHECK(focus_walk::NextRoom(stops, "b", 1, {}) == "c");
  CHECK(focus_walk::NextRoom(stops, "b", -1, {}) == "a");
}

TEST_CASE("arrows go to the nearest control of the room in their direction") {
  // a b c
  // d ( wide )
  const std::vector<FocusStop> stops = {
      Stop("a", Room::kInspector, true, {0, 0, 50, 20}),
      Stop("b", Room::kInspector, true, {60, 0, 50, 20}),
      Stop("c", Room::kInspector, true, {120, 0, 50, 20}),
      Stop("d", Room::kInspector, true, {0, 30, 50, 20}),
      Stop("wide", Room::kInspector, true, {60, 30, 110, 20}),
      Stop("other", Room::kMenus, true, {180, 0, 50, 20}),
  };
  CHECK(focus_walk::Neighbour(stops, "a", Toward::kRight) == "b");
  CHECK(focus_walk::Neighbour(stops, "c", Toward::kLeft) == "b");
  CHECK(focus_walk::Neighbour(stops, "a", Toward::kDown) == "d");
  CHECK(focus_walk::Neighbour(stops, "b", Toward::kDown) == "wide");
  CHECK(focus_walk::Neighbour(stops, "c", Toward::kDown) == "wide");
  CHECK(focus_walk::Neighbour(stops, "d", Toward::kUp) == "a");
  CHECK(focus_walk::Neighbour(stops, "d", Toward::kRight) == "wide");
  CHECK(focus_walk::Neighbour(stops, "c", Toward::kRight) == "c");
  CHECK(focus_walk::Neighbour(stops, "a", Toward::kUp) == "a");
}

TEST_CASE("the focus of a control that is gone goes to what is left of its room") {
  const std::vector<FocusStop> before = {Stop("x", Room::kLesson), Stop("a", Room::kInspector),
                                         Stop("b", Room::kInspector), Stop("c", Room::kInspector)};
  const std::vector<FocusStop> without_b = {Stop("x", Room::kLesson), Stop("a", Room::kInspector),
                                            Stop("c", Room::kInspector)};
  CHECK(focus_walk::Substitute(before, without_b, "b") == "c");
  CHECK(focus_walk::Substitute(before, {{Stop("a", Room::kInspector)}}, "b") == "a");
  CHECK(focus_walk::Substitute(before, {{Stop("new", Room::kInspector)}}, "b") == "new");
  CHECK(focus_walk::Substitute(before, {{Stop("x", Room::kLesson)}}, "b").empty());
  CHECK(focus_walk::Substitute(before, without_b, "unknown").empty());
}

}  // namespace
}  // namespace convlens
