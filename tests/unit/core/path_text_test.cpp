#include "core/grid/path_text.h"

#include <doctest/doctest.h>

using namespace convlens;

TEST_CASE("a text in UTF-8 names a path, and the path gives the text back") {
  for (const std::string text : {"", "a.npy", "日本 é.npy", "folder/Ωλ/𝄞.png"}) {
    const std::filesystem::path path = PathOf(text);
    CHECK(path == std::filesystem::path(std::u8string(text.begin(), text.end())));
    CHECK(TextOf(path) == text);
  }
  CHECK(TextOf(PathOf("日本/é.npy").filename()) == "é.npy");
  CHECK(TextOf(PathOf("日本/é.npy").extension()) == ".npy");
}

#ifdef _WIN32
TEST_CASE("what is not Unicode becomes a replacement character, and nothing is thrown") {
  CHECK(TextOf(PathOf("a\xFF")) == "a\xEF\xBF\xBD");
  CHECK(TextOf(std::filesystem::path(std::wstring(1, wchar_t{0xD800}))) == "\xEF\xBF\xBD");
}
#else
TEST_CASE("the bytes of a name that is not Unicode are kept") {
  CHECK(TextOf(PathOf("a\xFF")) == "a\xFF");
}
#endif
