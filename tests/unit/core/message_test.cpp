#include "core/grid/message.h"

#include <doctest/doctest.h>

using namespace convlens;

TEST_CASE("a message puts its arguments into its places in order") {
  CHECK(ToEnglish({"{} is not {}.", {"a.png", "an image"}}) == "a.png is not an image.");
}

TEST_CASE("a place without an argument stays, and braces inside arguments are text") {
  CHECK(ToEnglish({"{} and {}", {"{}"}}) == "{} and {}");
}

TEST_CASE("what a message quotes cannot steer a terminal, and stays on one line") {
  const std::string name("a\x1B[31m\0\x7F.npy", 12);
  CHECK(ToEnglish({"{} is damaged.", {name}}) ==
        "a\xEF\xBF\xBD[31m\xEF\xBF\xBD\xEF\xBF\xBD.npy is damaged.");
  CHECK(PrintableText("one\r\ntwo\tthree") == "one  two three");
  CHECK(PrintableText("卷积 \xC2\x9B \xE2\x80\xAE × 3") == "卷积 \xEF\xBF\xBD \xEF\xBF\xBD × 3");
  // Not UTF-8: a lone continuation, a cut character, a form too long, a surrogate.
  for (const char* text : {"\x80", "\xC3", "\xE5\x8D", "\xC0\xAF", "\xED\xA0\x80"}) {
    for (const char c : PrintableText(text)) CHECK(static_cast<unsigned char>(c) >= 0x80);
    CHECK(PrintableText(text).find(text) == std::string::npos);
  }
}

TEST_CASE("a message keeps the ends of what it quotes, and its own words") {
  const std::string path = "/home/" + std::string(5000, 'x') + "/卷积.npy";
  const std::string text = ToEnglish({"{} has {} numbers.", {path, std::string(309, '9')}});
  CHECK(text.size() <= 300);
  CHECK(text.starts_with("/home/xx"));
  CHECK(text.find("/卷积.npy has 99") != std::string::npos);
  CHECK(text.ends_with("9 numbers."));
}

TEST_CASE("a list to choose from stays whole, however long") {
  std::vector<std::string> names;
  std::string list;
  for (int i = 0; i < 60; ++i) {
    names.push_back("an_array_of_a_network_" + std::to_string(i));
    list.append(i == 0 ? "" : ", ").append(names.back());
  }
  const std::string path(5000, 'x');
  const std::string text = ToEnglish({"{} has these: {*}. Name one, {}.", {path, "please"}, names});
  CHECK(text.starts_with("xxx"));
  CHECK(text.ends_with(" has these: " + list + ". Name one, please."));
  CHECK(text.size() < list.size() + 320);
  CHECK(ToEnglish({"{*}: {}", {"{*}"}, {"{}", "a\nb"}}) == "{}, a b: {*}");
}
