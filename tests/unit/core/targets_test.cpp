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

// Highway counts SSE2 as the plainest one from 1.1 on, before it code without vectors.
TEST_CASE("a target that every processor of this kind can run is always among them") {
  const std::vector<std::string> targets = AttainableTargets();
  const auto runs_everywhere = [](const std::string& name) {
    return name == "SCALAR" || name == "EMU128" || name == "SSE2" || name == "NEON" ||
           name == "WASM";
  };
  CHECK(std::count_if(targets.begin(), targets.end(), runs_everywhere) != 0);
}
