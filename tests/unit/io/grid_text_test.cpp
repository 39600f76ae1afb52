#include "io/text/grid_text.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "core/grid/random.h"

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
  CHECK(ProblemOf("1 1e39") == "Row 1: 1e39 is beyond float32 (3.4e38).");
  CHECK(ProblemOf("1 1e999") == "Row 1: 1e999 is beyond float32 (3.4e38).");
  CHECK(ProblemOf("nan(7)") == "Row 1: nan(7) is not a number.");
  CHECK(ProblemOf("1\t\t2") == "Row 1 has an empty cell.");
  CHECK(ProblemOf(std::string(1000, 'x')) ==
        "Row 1: " + std::string(24, 'x') + "… is not a number.");
}

TEST_CASE("errors name the row of another length") {
  CHECK(ProblemOf("1 2\n3 4 5") == "Row 2 has 3 numbers where the first row has 2.");
  CHECK(ProblemOf("[[1, 2], [3]]") == "Row 2 has 1 numbers where the first row has 2.");
}

TEST_CASE("a text without numbers, and brackets that are no rows, each give a message") {
  for (const std::string_view text : {"", " \n\t\n", "[]", "[[]]", "np.array([])"}) {
    CHECK(ProblemOf(text) == "The text holds no numbers.");
  }
  for (const std::string_view text : {"[[1, 2]", "1 2 [3, 4]", "[1, 2] 3", "[[1], 2, [3]]",
                                      "[2 [3]]", "[[[1]], [[2]]]", "[[[[[1]]]]]", "["}) {
    CHECK(ProblemOf(text) ==
          "The brackets in the text do not form rows of numbers, such as [[0, 1], [2, 3]].");
  }
}

TEST_CASE("more cells than a grid may have are refused") {
  std::string text;
  for (int i = 0; i <= kMaxInputSide; ++i) text += "1 ";
  CHECK(ProblemOf(text) == "The text holds 1×8193 numbers, more than the allowed 8192×8192.");
}

TEST_CASE("numbers paste from the programs in which people have them") {
  const Grid expected{{1.5F, 2}, {-3, 0.25F}};
  const std::string_view texts[] = {
      // PyTorch
      "tensor([[ 1.5000,  2.0000],\n        [-3.0000,  0.2500]], device='cuda:0', "
      "grad_fn=<AddBackward0>)",
      "tensor([[1.5, 2.0], [-3.0, 0.25]], requires_grad=True)",
      "Parameter containing:\ntensor([[ 1.5000,  2.0000],\n        [-3.0000,  0.2500]], "
      "requires_grad=True)",
      "torch.tensor([[1.5, 2], [-3, .25]], dtype=torch.float32, device=torch.device('cpu'))",
      "tensor([[1.5, 2], [-3, .25]], device='cuda:0', dtype=torch.float64, "
      "grad_fn=<MulBackward0>).detach().cpu()",
      "K = nn.Parameter(torch.tensor([[1.5, 2.], [-3., 0.25]]))",
      // NumPy and Python
      "np.array([[1.5, 2], [-3, 0.25]])", "np.array([(1.5, 2), (-3, 0.25)])",
      "[[ 1.5   2.  ]\n [-3.    0.25]]", "x = [[1.5, 2.0],\n     [-3.0, 0.25]]",
      "((1.5, 2), (-3, 0.25))", "[[1.5, 2], # first\n [-3, 0.25]] # second",
      "np.array([['1.5', '2'], ['-3', '0.25']])", "array([[1.5, 2.], [-3., 0.25]], dtype=float16)",
      "[[3/2, 2], [-3, 1/4]]", "[[1.5,2],[-3,0.25]]",
      // MATLAB, Octave, Julia
      "K = [1.5 2; -3 0.25];", "K = [1.5, 2\n     -3, 0.25]", "[1.5 2 % a row\n -3 0.25]",
      "K = [1.5 2; ...\n -3 0.25];", "K =\n\n    1.5000    2.0000\n   -3.0000    0.2500\n",
      "2×2 Matrix{Float64}:\n  1.5  2.0\n -3.0  0.25", "[3//2 2; -3 1//4]", "1.5 2; -3 0.25",
      // Mathematica, C
      "{{1.5, 2}, {-3, 0.25}}", "{{1.5`, 2.}, {-3., 2.5*^-1}}", "K = {{3/2, 2}, {-3, 1/4}};",
      "float K[2][2] = {{1.5f, 2.0f}, {-3.0f, 0.25f}};",
      "static const double K[][2] = {\n  {1.5, 2},  // top\n  {-3, 0.25},\n};",
      "{ /* kernel */ {1.5, 2}, {-3, 2.5e-1} }",
      // Markdown, LaTeX
      "| a | b |\n|---|---|\n| 1.5 | 2 |\n| -3 | 0.25 |",
      "|   |   |\n|:-:|:-:|\n|1.5|2|\n|-3|0.25|",
      "\\begin{bmatrix} 1.5 & 2 \\\\ -3 & 0.25 \\end{bmatrix}",
      "K = \\begin{pmatrix}\n\\frac{3}{2} & 2 \\\\\n-3 & \\frac{1}{4}\n\\end{pmatrix}",
      "\\begin{array}{cc} 1.5 & 2 \\\\[2pt] \\hline -3 & 0.25 \\\\ \\end{array}",
      "\\left[\\begin{matrix}1{,}5 & 2\\\\-3 & 0{,}25\\end{matrix}\\right]",
      "1.5 & 2 \\\\ -3 & .25", "\\begin{bmatrix}\\frac32 & 2 \\cr -3 & \\tfrac14\\end{bmatrix}",
      "1.5 2;\n-3 0.25;",
      // spreadsheets and CSV
      "1.5\t2\n-3\t0.25\n", "1,5\t2\n-3\t0,25", "1,5;2\n-3;0,25", "1,5;2;\n-3;0,25;\n",
      "\"1.5\",\"2\"\n\"-3\",\"0.25\"", "\"1,5\",\"2\"\n\"-3\",\"0,25\"",
      "left,right\n1.5,2\n-3,0.25", "\"left\";\"right\"\n1,5;2\n-3;0,25",
      "# a kernel\n1.5,2\n# its second row\n-3,0.25", "1.5 2\r-3 0.25\r",
      "1.5,2\r\n-3,0.25\r\n\r\n", "1.5,2,\n-3,0.25,\n",
      // signs, blanks and digits of other keyboards
      "\xE2\x80\x89"
      "1.5 2\n\xE2\x80\x93"
      "3 0.25",
      "１．５　２\n－３　０．２５",
      "\xEF\xBB\xBF"
      "1.5;2\n-3;0.25",
      "1.5、2\n-3、0.25",
      // Fortran
      "1.5D0 2d0\n-3D+0 2.5d-1"};
  for (const std::string_view text : texts) CheckReads(text, expected);

  CheckReads(
      "1\xE2\x80\xAF"
      "234,5\t0,5",
      Grid{{1234.5F, 0.5F}});
  CheckReads("1.234,5\t0,5", Grid{{1234.5F, 0.5F}});
  CheckReads("1,234.5\t12,345", Grid{{1234.5F, 12345}});
  CheckReads("True False\ntrue FALSE", Grid{{1, 0}, {1, 0}});
  CheckReads("[1, 2,\n 3, 4]", Grid{{1, 2, 3, 4}});
}

TEST_CASE("UTF-16 is read with its mark and without, in both orders") {
  const std::string text = "1.5\t-2\r\n";
  for (const bool big : {false, true}) {
    for (const bool mark : {false, true}) {
      std::string bytes = mark ? big ? "\xFE\xFF" : "\xFF\xFE" : "";
      for (const char c : text) {
        bytes += big ? std::string(1, '\0') + c : c + std::string(1, '\0');
      }
      CheckReads(bytes, Grid{{1.5F, -2}});
    }
  }
}

TEST_CASE("what can be read in two ways, or would change its shape, is refused") {
  for (const std::string_view text :
       {"1,234\t5,678", "1,5\t2.5", "1.5;2\n3,5;4", "1,234.5;2\n0,5;3"}) {
    CHECK(ProblemOf(text).find("can be read in two ways") != std::string::npos);
  }
  CHECK(ProblemOf("1,5;2,5").find("can mean decimal commas or rows") != std::string::npos);
  const std::string brackets =
      "The brackets in the text do not form rows of numbers, such as [[0, 1], [2, 3]].";
  for (const std::string_view text :
       {"np.array([1, 2, 3, 4]).reshape(2, 2)", "np.array([[1, 2], [3, 4]]).T", "[1 2; 3 4]'",
        "np.flip([[1, 2], [3, 4]])", "np.zeros((2, 3))", "matrix(c(1,2,3,4), nrow=2)",
        "[[1, 2], [3, 4]] * 2", "2 * [[1, 2], [3, 4]]", "np.array([[1, 2], [3, 4]]) + 1",
        "[[1, 2}, {3, 4]]"}) {
    CHECK(ProblemOf(text) == brackets);
  }
  for (const std::string_view text :
       {"np.flip(m=[[1, 2], [3, 4]])", "np.transpose(a=np.array([[1, 2], [3, 4]]))",
        "tensor(indices=tensor([[0, 1]]), values=tensor([1., 2.]))", "[[1, 2], [3, 4]], B=[[5, 6]]",
        "float K[2][2] = {1, 2, 3, 4};", "double K[3][3] = {0};",
        "[0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0.\n 0. 0. 0. 0. "
        "0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0.]"}) {
    CHECK(ProblemOf(text) == brackets);
  }
  CHECK(ProblemOf("1,2;\n3,4;").find("can mean decimal commas or rows") != std::string::npos);
  for (const std::string_view text : {" a b\n0 1.5 2", ",a,b\n0,1.5,2", "\"a\" \"b\"\n\"1\" 1.5 2",
                                      "|  | a |\n|--|---|\n| 0 | 1.5 |"}) {
    CHECK(ProblemOf(text).find("leave row names out") != std::string::npos);
  }
  for (const std::string_view text :
       {"NA,NA\n1,2", "null,null\n1,2", "WAHR\tFALSCH\n1\t2", "10 %\t20 %\n30 %\t40 %",
        "50\\% & 20 \\\\", "\\frac{1}{9}\\begin{bmatrix} 1 & 2 \\end{bmatrix}",
        "2\\begin{bmatrix} 1 & 2 \\end{bmatrix}",
        "1\xC2\xA0"
        "234\t5"}) {
    CHECK(ProblemOf(text).find("is not a number") != std::string::npos);
  }
  CHECK(ProblemOf("1\t#N/A\n2\t3") == "Row 1: #N/A is not a number.");
  CHECK(ProblemOf("1 50%") == "Row 1: 50% is not a number.");
  CHECK(ProblemOf("1/0 2") == "Row 1: 1/0 is not a number.");
  CHECK(ProblemOf("1,5 2,5\n3,5 4,5").find("is not a number") != std::string::npos);
  CHECK(ProblemOf("[[1. 2. ... 8. 9.]\n ...\n [1. 2. ... 8. 9.]]") == brackets);
  CHECK(ProblemOf("np.eye(3)") == "Row 1: np.eye(3) is not a number.");
  CHECK(ProblemOf("a\nb").find('\n') == std::string::npos);
}

TEST_CASE("what TensorFlow, JAX and R print is read") {
  for (const std::string_view text :
       {"tf.Tensor(\n[[0. 1.]\n [2. 3.]], shape=(2, 2), dtype=float32)",
        "<tf.Tensor: shape=(2, 2), dtype=float32, numpy=\narray([[0., 1.],\n       [2., 3.]], "
        "dtype=float32)>",
        "<tf.Variable 'K:0' shape=(2, 2) dtype=float32, numpy=\narray([[0., 1.],\n       [2., "
        "3.]], "
        "dtype=float32)>",
        "Array([[0., 1.],\n       [2., 3.]], dtype=float32)",
        "     [,1] [,2]\n[1,]    0    1\n[2,]    2    3\n",
        "     [,1]\n[1,]    0\n[2,]    2\n     [,2]\n[1,]    1\n[2,]    3\n"}) {
    CheckReads(text, kSquare);
  }
  // Here the shape is what the numbers are turned to.
  CHECK(ProblemOf("tf.constant([0, 1, 2, 3], shape=(2, 2))") ==
        "The brackets in the text do not form rows of numbers, such as [[0, 1], [2, 3]].");
  CHECK(ProblemOf("     [,1] [,2]\n[2,]    0    1\n") ==
        "[2,] is not the label of a row, such as [1,].");
  CHECK(ProblemOf("     [,1] [,2]\n[1,]    0    1\n[2,]    0\n") ==
        "Row 2 has 1 numbers where the first row has 2.");
}

TEST_CASE("rows printed one by one, within tall brackets or bars, or under Excel's line are read") {
  for (const std::string_view text :
       {"[0, 1]\n[2, 3]\n", "(0, 1)\n(2, 3)", "[0 1]\n[2 3]", "[0, 1],\n[2, 3],\n",
        "\xE2\x8E\xA1"
        "0 1"
        "\xE2\x8E\xA4"
        "\n"
        "\xE2\x8E\xA3"
        "2 3"
        "\xE2\x8E\xA6",
        "| 0 1 |\n| 2 3 |", "sep=;\n0;1\n2;3"}) {
    CheckReads(text, kSquare);
  }
}

TEST_CASE("a number too small for float32 is 0, one too large is refused by name") {
  CheckReads("1e-400 -1e-60\n2 1e-46", Grid{{0, -0.0F}, {2, 0}});
  CHECK(ProblemOf("1e400 1") == "Row 1: 1e400 is beyond float32 (3.4e38).");
  CHECK(ProblemOf("1 -3.5e38") == "Row 1: -3.5e38 is beyond float32 (3.4e38).");
}

TEST_CASE("the first row of a Markdown table is a row where it holds numbers, unless it counts") {
  CheckReads("| 0.5 | 1 |\n|---|---|\n| 2 | 3 |", Grid{{0.5F, 1}, {2, 3}});
  CHECK(ProblemOf("| 0 | 1 |\n|--:|--:|\n| 2 | 3 |") ==
        "The row above the table's rule may number the columns or be data: remove the rule or the "
        "row.");
}
