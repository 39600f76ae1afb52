#include "ui/state/command.h"

#include <doctest/doctest.h>

#include <set>
#include <tuple>

using namespace convlens;

TEST_CASE("no two commands share a shortcut, and every shortcut is written out") {
  std::set<std::tuple<Key, bool, bool, bool>> seen;
  for (const CommandInfo& info : Commands()) {
    CAPTURE(info.label);
    CHECK((info.shortcut.key == Key::kNone) == (*info.key_text == '\0'));
    if (info.shortcut.key == Key::kNone) continue;
    CHECK(
        seen.insert({info.shortcut.key, info.shortcut.ctrl, info.shortcut.shift, info.shortcut.alt})
            .second);
  }
}
