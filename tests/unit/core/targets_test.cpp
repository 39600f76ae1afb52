#include "core/grid/targets.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace convlens;

TEST_CASE("each attainable target can be forced, and the best one comes back") {
  const std::string best = CurrentTarget();
  const std::vector<std::string> targets = AttainableTargets();
  REQUIRE(!targets.empty());
  CHECK(targets.front() == best);
  for (const std::string& name : targets) {
    CHECK(ForceTarget(name));
    CHECK(CurrentTarget() == name);
    CHECK(AttainableTargets() == targets);
  }
  CHECK(ForceTarget(""));
  CHECK(CurrentTarget() == best);
}

TEST_CASE("an unknown target is refused and changes nothing") {
  const std::string before = CurrentTarget();
  CHECK(!ForceTarget("MMX"));
  CHECK(CurrentTarget() == before);
}

TEST_CASE("a target without vectors is always among them") {
  const std::vector<std::string> targets = AttainableTargets();
  const bool plain = std::count(targets.begin(), targets.end(), "SCALAR") != 0 ||
                     std::count(targets.begin(), targets.end(), "EMU128") != 0;
  CHECK(plain);
}
