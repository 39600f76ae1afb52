#include "e2e/robot/actions.h"

#include <cmath>

namespace convlens::e2e {
namespace {

const std::vector<std::string> kKeys{"space",
                                     "Left",
                                     "Right",
                                     "Up",
                                     "Down",
                                     "Home",
                                     "End",
                                     "i",
                                     "l",
                                     "t",
                                     "shift+t",
                                     "r",
                                     "f",
                                     "x",
                                     "c",
                                     "Escape",
                                     "Tab",
                                     "Return",
                                     "Delete",
                                     "BackSpace",
                                     "1",
                                     "2",
                                     "3",
                                     "4",
                                     "5",
                                     "s",
                                     "alt+1",
                                     "alt+2",
                                     "alt+4",
                                     "ctrl+l",
                                     "ctrl+z",
                                     "ctrl+z",
                                     "ctrl+z",
                                     "ctrl+c",
                                     "ctrl+v",
                                     "ctrl+s",
                                     "ctrl+o",
                                     "ctrl+shift+z",
                                     "ctrl+shift+c",
                                     "F1",
                                     "ctrl+shift+s",
                                     "shift+Tab",
                                     "ctrl+Tab",
                                     "F6"};

const std::vector<std::string> kTexts{"0",        "1",     "-2.5",  "1/9",  "nan",
                                      "inf",      "7",     "12",    "3e38", "k3p1",
                                      "max:k2s2", "1.2.3", "99999", "-1",   "0.03"};

std::string Numbers(std::initializer_list<double> numbers) {
  std::string text;
  for (const double number : numbers)
    text.append(1, ' ').append(std::to_string(std::lround(number)));
  return text;
}

}  // namespace

RandomHands::RandomHands(uint64_t seed, std::vector<std::string> files)
    : random_(seed), files_(std::move(files)) {}

void RandomHands::Act(Application& app, const Log& log) {
  if (app.Has("dialog.name")) return ActInDialog(app, log);
  using Hand = void (RandomHands::*)(Application&, const Log&);
  struct Weighted {
    int weight;
    Hand hand;
  };
  constexpr Weighted kHands[] = {{55, &RandomHands::Click}, {10, &RandomHands::Drag},
                                 {6, &RandomHands::Wheel},  {16, &RandomHands::Press},
                                 {9, &RandomHands::Type},   {2, &RandomHands::Drop},
                                 {2, &RandomHands::Resize}};
  int at = Below(100);
  for (const Weighted& choice : kHands) {
    if (at < choice.weight) return (this->*choice.hand)(app, log);
    at -= choice.weight;
  }
}

Spot RandomHands::Somewhere(const Place& place) {
  return {place.x + place.width * Part(), place.y + place.height * Part()};
}

Spot RandomHands::AnySpot(const Application& app, std::string* name) {
  std::vector<std::string> names;
  const std::map<std::string, Place> places = app.Places();
  for (const auto& [each, place] : places) {
    names.push_back(each);
    if (each.starts_with("grid.")) names.push_back(each);
  }
  if (names.empty()) return {Part() * 1000, Part() * 700};
  *name = OneOf(names);
  return Somewhere(places.at(*name));
}

// Within the home folder: the files of the machine are not the robot's to overwrite.
void RandomHands::ActInDialog(Application& app, const Log& log) {
  switch (Below(4)) {
    case 0: {
      const std::string name = OneOf(files_);
      log("name " + name);
      app.Press("ctrl+a");
      app.Type(name);
      return app.Press("Return");
    }
    case 1:
      log("dialog Return");
      return app.Press("Return");
    case 2:
      log("dialog Down");
      return app.Press("Down");
    default:
      log("dialog Escape");
      return app.Press("Escape");
  }
}

void RandomHands::Click(Application& app, const Log& log) {
  std::string name;
  const Spot spot = AnySpot(app, &name);
  const int kind = Below(12);
  const unsigned button = kind == 0 ? 3 : 1;
  std::string said = kind == 1 ? "doubleclick " : "click ";
  said.append(std::to_string(button)).append(Numbers({spot.x, spot.y}));
  log(said.append(1, ' ').append(name));
  if (kind == 1) return app.DoubleClick(spot);
  app.Click(spot, button);
}

void RandomHands::Drag(Application& app, const Log& log) {
  std::string name;
  const Spot from = AnySpot(app, &name);
  const Spot to{from.x + (Part() - 0.5) * 300, from.y + (Part() - 0.5) * 300};
  const auto button = static_cast<unsigned>(1 + Below(3));
  log(std::string("drag ")
          .append(std::to_string(button))
          .append(Numbers({from.x, from.y, to.x, to.y}))
          .append(1, ' ')
          .append(name));
  app.Drag(from, to, button);
}

void RandomHands::Wheel(Application& app, const Log& log) {
  std::string name;
  const Spot spot = AnySpot(app, &name);
  const int clicks = Below(9) - 4;
  log(std::string("wheel ")
          .append(std::to_string(clicks))
          .append(Numbers({spot.x, spot.y}))
          .append(1, ' ')
          .append(name));
  app.Wheel(spot, clicks);
}

void RandomHands::Press(Application& app, const Log& log) {
  const std::string& key = OneOf(kKeys);
  log("key " + key);
  app.Press(key);
}

void RandomHands::Type(Application& app, const Log& log) {
  const std::string& text = OneOf(kTexts);
  const bool commits = Below(3) != 0;
  std::string said = "type ";
  log(said.append(text).append(commits ? " Return" : ""));
  app.Type(text);
  if (commits) app.Press("Return");
}

void RandomHands::Drop(Application& app, const Log& log) {
  const std::string& file = OneOf(files_);
  log("drop " + file);
  app.robot().Drop(app.home() / file, 500, 300);
}

void RandomHands::Resize(Application& app, const Log& log) {
  const int width = 640 + Below(900);
  const int height = 480 + Below(500);
  log(std::string("resize").append(Numbers({double(width), double(height)})));
  app.robot().Resize(width, height);
  app.NextFrames();
}

}  // namespace convlens::e2e
