#include "ui/state/text_match.h"

#include <doctest/doctest.h>

using namespace convlens;

TEST_CASE("what is typed is found at the start, at a word, inside, or by initials, in this order") {
  const int start = MatchScore("pad", "Padding of a layer");
  const int word = MatchScore("pad", "Layer with padding");
  const int inside = MatchScore("add", "Layer with padding");
  const int initials = MatchScore("lwp", "Layer with padding");
  const int spread = MatchScore("lyrpd", "Layer with padding");
  CHECK(start > word);
  CHECK(word > inside);
  CHECK(inside > initials);
  CHECK(initials > spread);
  CHECK(spread > 0);
  CHECK(WholeMatchScore("pad", "Layer with padding") == word);
  CHECK(WholeMatchScore("lyrpd", "Layer with padding") == 0);
}

TEST_CASE("every word must be found, in any order and with any capitals") {
  CHECK(MatchScore("LEFT sob", "Sobel, left edges") > 0);
  CHECK(MatchScore("sobel right", "Sobel, left edges") == 0);
  CHECK(MatchScore("z", "Sobel, left edges") == 0);
}

TEST_CASE("Chinese is found by any part of it") {
  CHECK(MatchScore("步幅", "层: 步幅") > 0);
  CHECK(MatchScore("填充", "层: 步幅") == 0);
}

TEST_CASE("nothing typed fits everything alike") {
  CHECK(MatchScore("", "Save") == MatchScore("  ", "Copy as NumPy"));
  CHECK(MatchScore("", "Save") > 0);
}

TEST_CASE("what is typed whole comes before longer names that begin with it") {
  CHECK(MatchScore("dilation", "10  Dilation") > MatchScore("dilation", "Dilation 1, 2, 4"));
  CHECK(MatchScore("Dilation", "Dilation") > MatchScore("Dilation", "10  The dilation of a layer"));
}
