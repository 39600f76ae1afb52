#include "drawing/text_wrap.h"

#include <doctest/doctest.h>

using namespace convlens;

namespace {

// Every character is one unit wide.
float Characters(std::string_view text) {
  int count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
  return static_cast<float>(count);
}

}  // namespace

TEST_CASE("English breaks between words, and a blank at the end of a line takes no room") {
  CHECK(WrapText("the kernel slides", 10, Characters) == "the kernel\nslides");
  CHECK(WrapText("one two", 7, Characters) == "one two");
}

TEST_CASE("Chinese breaks between characters, but never before closing punctuation") {
  CHECK(WrapText("卷积核向右滑动", 4, Characters) == "卷积核向\n右滑动");
  CHECK(WrapText("卷积核向，右", 4, Characters) == "卷积核\n向，右");
}

TEST_CASE("Latin words inside Chinese stay whole") {
  CHECK(WrapText("按下 Space 键", 6, Characters) == "按下\nSpace\n键");
}

TEST_CASE("a word longer than the line stays whole, and line breaks of the text are kept") {
  CHECK(WrapText("extraordinary it is", 6, Characters) == "extraordinary\nit is");
  CHECK(WrapText("a\nb", 6, Characters) == "a\nb");
}

TEST_CASE("a formula stays on one line where it fits") {
  CHECK(WrapText("the sum is 1 − 0 = 1, as before", 14, Characters) ==
        "the sum is\n1 − 0 = 1, as\nbefore");
  CHECK(WrapText("a kernel [1, −1] at rate 3", 14, Characters) == "a kernel\n[1, −1] at\nrate 3");
  CHECK(WrapText("it is max(0, 4, 5)", 14, Characters) == "it is\nmax(0, 4, 5)");
  CHECK(WrapText("stride 2 × 2 here", 10, Characters) == "stride\n2 × 2 here");
  CHECK(WrapText("也就是 1 × 1 的窗口", 7, Characters) == "也就是\n1 × 1 的\n窗口");
}

TEST_CASE("a formula longer than a line breaks inside, and prose in brackets as ever") {
  CHECK(WrapText("1 + 2 + 3 + 4", 6, Characters) == "1 + 2\n+ 3 +\n4");
  CHECK(WrapText("all (each of the cells)", 14, Characters) == "all (each of\nthe cells)");
}

TEST_CASE("a sign between plain words is a name, not a formula") {
  CHECK(WrapText("with the + after it", 10, Characters) == "with the +\nafter it");
  CHECK(WrapText("now rows + 1 are", 10, Characters) == "now\nrows + 1\nare");
}
