#include "io/grid_text.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "core/random.h"

using namespace convlens;

namespace {

void CheckReads(std::string_view text, const Grid& expected) {
  INFO(text);
  const Result<Grid> read = ParseGridText(text);
  INFO((read.ok() ? "" : ToEnglish(read.problem())));
  REQUIRE(read.ok());
  CHECK(*read == expected);
}

std::string ProblemOf(std::string_view text) {
  INFO(text);
  const Result<Grid> read = ParseGridText(text);
  REQUIRE_FALSE(read.ok());
  return ToEnglish(read.problem());
}

const Grid kSquare{{0, 1}, {2, 3}};

Grid WithEverything() {
  const float infinity = std::numeric_limits<float>::infinity();
  return Grid{{0.1F, -0.0F, 1e-40F}, {3.4028235e38F, infinity, -infinity}};
}

}  // namespace

TEST_CASE("a grid is written as a spreadsheet's cells and as NumPy source") {
  CHECK(ToTabSeparated(Grid{{0, 1.5F}, {-2, 3}}) == "0\t1.5\n-2\t3\n");
  CHECK(ToNumPyText(kSquare) == "np.array([[0, 1],\n          [2, 3]], dtype=np.float32)");
  CHECK(ToNumPyText(Grid{{std::nanf(""), -std::numeric_limits<float>::infinity()}}) ==
        "np.array([[np.nan, -np.inf]], dtype=np.float32)");
}

TEST_CASE("what is written reads back with the same bits") {
  for (const Grid& grid : {kSquare, WithEverything(), NormalGrid({17, 5}, 3), Grid{{7}}}) {
    CheckReads(ToTabSeparated(grid), grid);
    CheckReads(ToNumPyText(grid), grid);
  }
  const Result<Grid> nan = ParseGridText(ToTabSeparated(Grid{{std::nanf("")}}));
  REQUIRE(nan.ok());
  CHECK(std::isnan(nan->at(0, 0)));
}

TEST_CASE("cells of spreadsheets and of text files are read, whatever separates them") {
  for (const std::string_view text :
       {"0\t1\r\n2\t3\r\n", "0,1\n2,3", "0, 1,\n2, 3,\n", "0;1\n2;3\n", " 0  1 \n\n 2  3 \n",
        "\xEF\xBB\xBF"
        "0 1\n2 3",
        "0\xC2\xA0"
        "1\n2 3",
        "+0 1.0\n2e0 .3e1"}) {
    CheckReads(text, kSquare);
  }
  CheckReads("5", Grid{{5}});
  CheckReads("1\n2\n", Grid{{1}, {2}});
}

TEST_CASE("brackets are read as Python, PyTorch, NumPy's print and MATLAB write them") {
  for (const std::string_view text :
       {"[[0, 1], [2, 3]]", "[[0. 1.]\n [2. 3.]]", "K = np.array([[0, 1],\n [2, 3]])",
        "array([[0, 1],\n       [2, 3]], dtype=float32)", "tensor([[0., 1.],\n        [2., 3.]])",
        "[[[[0, 1], [2, 3]]]]", "[0 1; 2 3]", "K = [0, 1; 2, 3];", "[[0,1,],[2,3,],]"}) {
    CheckReads(text, kSquare);
  }
  CheckReads("[1, -1]", Grid{{1, -1}});
}

TEST_CASE("a true minus sign and the names of NaN and infinity are numbers") {
  CheckReads(
      "\xE2\x88\x92"
      "1\t-2",
      Grid{{-1, -2}});
  const float infinity = std::numeric_limits<float>::infinity();
  CheckReads("inf -inf Infinity numpy.inf -np.inf",
             Grid{{infinity, -infinity, infinity, infinity, -infinity}});
}

TEST_CASE("errors name the row and the text that is not a number") {
  CHECK(ProblemOf("1\t2\n3\tthree") == "Row 2: three is not a number.");
  CHECK(ProblemOf("[[1, 2], [3, 0x4]]") == "Row 2: 0x4 is not a number.");
  CHECK(ProblemOf("[[0 1 ... 8 9]]") == "Row 1: ... is not a number.");
  CHECK(ProblemOf("1 --2") == "Row 1: --2 is not a number.");
  CHECK(ProblemOf("1 1e39") == "Row 1: 1e39 is not a number.");
  CHECK(ProblemOf("1 1e999") == "Row 1: 1e999 is not a number.");
  CHECK(ProblemOf("nan(7)") == "Row 1: nan(7) is not a number.");
  CHECK(ProblemOf("1\t\t2") == "Row 1 has an empty cell.");
  CHECK(ProblemOf(std::string(1000, 'x')) ==
        "Row 1: " + std::string(24, 'x') + "… is not a number.");
}

TEST_CASE("errors name the row of another length") {
  CHECK(ProblemOf("1 2\n3 4 5") == "Row 2 has 3 numbers where the first row has 2.");
  CHECK(ProblemOf("[[1, 2], [3]]") == "Row 2 has 1 numbers where the first row has 2.");
}

TEST_CASE("a text without numbers, and brackets that are no rows, each give a sentence") {
  for (const std::string_view text : {"", " \n\t\n", "[]", "[[]]", "np.array([])"}) {
    CHECK(ProblemOf(text) == "The text holds no numbers.");
  }
  for (const std::string_view text : {"[[1, 2]", "1 2 [3, 4]", "[1, 2] 3", "[[1], 2, [3]]",
                                      "[2 [3]]", "[[[1]], [[2]]]", "[[[[[1]]]]]", "["}) {
    CHECK(ProblemOf(text) ==
          "The brackets of the text do not make rows of numbers, such as [[0, 1], [2, 3]].");
  }
}

TEST_CASE("more cells than a grid may have are refused") {
  std::string text;
  for (int i = 0; i <= kMaxInputSide; ++i) text += "1 ";
  CHECK(ProblemOf(text) == "The text holds 1×8193 numbers, more than the allowed 8192×8192.");
}
