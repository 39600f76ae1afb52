#include "ui/state/focus_walk.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace convlens::focus_walk {
namespace {

using Stops = std::span<const FocusStop>;

// -1: not among them.
int IndexOf(Stops stops, const std::string& name) {
  const auto found = std::find_if(stops.begin(), stops.end(),
                                  [&name](const FocusStop& stop) { return stop.name == name; });
  return found == stops.end() ? -1 : static_cast<int>(found - stops.begin());
}

std::vector<Room> RoomsOf(Stops stops) {
  std::vector<Room> rooms;
  for (const FocusStop& stop : stops) {
    const bool known = std::find(rooms.begin(), rooms.end(), stop.room) != rooms.end();
    if (stop.enabled && !known) rooms.push_back(stop.room);
  }
  std::sort(rooms.begin(), rooms.end());
  return rooms;
}

std::string FirstOf(Stops stops, Room room) {
  for (const FocusStop& stop : stops) {
    if (stop.enabled && stop.room == room) return stop.name;
  }
  return {};
}

// How far `to` lies in a direction, and how much beside it: the smaller the nearer; infinite for
// what does not lie there.
float Distance(const Rect& from, const Rect& to, Toward toward) {
  const bool across = toward == Toward::kLeft || toward == Toward::kRight;
  const Point a = from.center();
  const Point b = to.center();
  float along = across ? b.x - a.x : b.y - a.y;
  if (toward == Toward::kLeft || toward == Toward::kUp) along = -along;
  const float beside = across ? std::fabs(b.y - a.y) : std::fabs(b.x - a.x);
  const float half = across ? (from.height + to.height) / 2 : (from.width + to.width) / 2;
  const bool overlaps = beside < half;
  // A row or a column is left only for what lies clearly beyond it.
  const float least = across ? (from.width + to.width) / 4 : (from.height + to.height) / 4;
  if (along < least || (across && !overlaps)) return std::numeric_limits<float>::infinity();
  return along + (overlaps ? beside / 8 : 4 * beside);
}

}  // namespace

std::string NextStop(Stops stops, const std::string& from, int by) {
  const int count = static_cast<int>(stops.size());
  const int here = IndexOf(stops, from);
  int index = here >= 0 ? here + by : by > 0 ? 0 : count - 1;
  for (; index >= 0 && index < count; index += by) {
    const FocusStop& stop = stops[static_cast<size_t>(index)];
    if (stop.enabled) return stop.name;
  }
  return {};
}

std::string NextRoom(Stops stops, const std::string& from, int by,
                     const std::map<Room, std::string>& last) {
  const std::vector<Room> rooms = RoomsOf(stops);
  const int count = static_cast<int>(rooms.size());
  const FocusStop* here = FindStop(stops, from);
  int index = by > 0 ? 0 : count - 1;
  if (here != nullptr) {
    const auto at = std::lower_bound(rooms.begin(), rooms.end(), here->room);
    const bool open = at != rooms.end() && *at == here->room;
    index = static_cast<int>(at - rooms.begin()) + (by > 0 ? (open ? 1 : 0) : -1);
  }
  if (index < 0 || index >= count) return {};
  const Room room = rooms[static_cast<size_t>(index)];
  if (const auto known = last.find(room); known != last.end()) {
    const FocusStop* stop = FindStop(stops, known->second);
    if (stop != nullptr && stop->enabled && stop->room == room) return stop->name;
  }
  return FirstOf(stops, room);
}

std::string Neighbour(Stops stops, const std::string& from, Toward toward) {
  const FocusStop* here = FindStop(stops, from);
  if (here == nullptr) return from;
  std::string nearest = from;
  float least = std::numeric_limits<float>::infinity();
  for (const FocusStop& stop : stops) {
    if (!stop.enabled || stop.room != here->room || &stop == here) continue;
    const float distance = Distance(here->bounds, stop.bounds, toward);
    if (distance >= least) continue;
    least = distance;
    nearest = stop.name;
  }
  return nearest;
}

std::string Substitute(Stops before, Stops now, const std::string& lost) {
  const int here = IndexOf(before, lost);
  if (here < 0) return {};
  const Room room = before[static_cast<size_t>(here)].room;
  for (const int by : {1, -1}) {
    for (int i = here + by; i >= 0 && i < static_cast<int>(before.size()); i += by) {
      const FocusStop* stop = FindStop(now, before[static_cast<size_t>(i)].name);
      if (stop != nullptr && stop->enabled && stop->room == room) return stop->name;
    }
  }
  return FirstOf(now, room);
}

const FocusStop* FindStop(Stops stops, const std::string& name) {
  const int index = IndexOf(stops, name);
  return index < 0 ? nullptr : &stops[static_cast<size_t>(index)];
}

}  // namespace convlens::focus_walk
