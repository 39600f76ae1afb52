#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "ui/shell/command_table.h"

using namespace convlens;

TEST_CASE("no two commands share a shortcut, and every shortcut is written out") {
  std::set<std::tuple<Key, bool, bool, bool>> seen;
  for (const CommandInfo& info : CommandTable()) {
    CAPTURE(info.label);
    CHECK((info.shortcuts.front().key == Key::kNone) == (*info.key_text == '\0'));
    for (const Shortcut& shortcut : info.shortcuts) {
      if (shortcut.key == Key::kNone) continue;
      CHECK(seen.insert({shortcut.key, shortcut.ctrl, shortcut.shift, shortcut.alt}).second);
    }
  }
}

TEST_CASE("every command of a desktop has one row, and a key or a menu leads to it") {
  const auto commands = CommandTable();
  for (int number = 1; number < static_cast<int>(Command::kCopyLink); ++number) {
    CAPTURE(number);
    const auto is_it = [number](const CommandInfo& info) {
      return static_cast<int>(info.command) == number;
    };
    REQUIRE(std::count_if(commands.begin(), commands.end(), is_it) == 1);
    const CommandInfo& info = InfoOf(commands, static_cast<Command>(number));
    CAPTURE(info.label);
    CHECK((info.shortcuts.front().key != Key::kNone || info.menu.menu != Menu::kNone));
  }
}

TEST_CASE("what has a heading on the key sheet has a key, and menus have no empty sections") {
  std::set<std::pair<Menu, int>> places;
  for (const CommandInfo& info : CommandTable()) {
    CAPTURE(info.label);
    CHECK((info.group == nullptr || *info.key_text != '\0'));
    places.insert({info.menu.menu, info.menu.section});
  }
  for (const auto& place : places) {
    CHECK((place.second == 0 || places.contains({place.first, place.second - 1})));
  }
}

TEST_CASE("the commands without an action of their own are those that need files or the window") {
  const std::set<Command> kOfApplication = {Command::kOpen,          Command::kOpenTarget,
                                            Command::kSave,          Command::kSaveAs,
                                            Command::kExportPng,     Command::kExportPlotCsv,
                                            Command::kExportPlotPng, Command::kExportPlotSvg,
                                            Command::kUnsavedWork,   Command::kQuit};
  for (const CommandInfo& info : CommandTable()) {
    CAPTURE(info.label);
    CHECK((info.act == nullptr) == kOfApplication.contains(info.command));
  }
}
