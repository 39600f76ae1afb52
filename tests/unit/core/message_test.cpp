#include "core/message.h"

#include <doctest/doctest.h>

using namespace convlens;

TEST_CASE("a message puts its arguments into its places in order") {
  CHECK(ToEnglish({"{} is not {}.", {"a.png", "an image"}}) == "a.png is not an image.");
}

TEST_CASE("a place without an argument stays, and braces inside arguments are text") {
  CHECK(ToEnglish({"{} and {}", {"{}"}}) == "{} and {}");
}
