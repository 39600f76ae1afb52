#include "core/grid/number_text.h"

#include <doctest/doctest.h>

#include <limits>

using namespace convlens;

TEST_CASE("integers are shown as they are, with a true minus sign") {
  CHECK(ShortNumber(0) == "0");
  CHECK(ShortNumber(-0.0) == "0");
  CHECK(ShortNumber(19) == "19");
  CHECK(ShortNumber(-1) == "−1");
  CHECK(ShortNumber(9999) == "9999");
}

TEST_CASE("fractions keep at most four significant digits and four decimals") {
  CHECK(ShortNumber(0.5) == "0.5");
  CHECK(ShortNumber(0.98847) == "0.9885");
  CHECK(ShortNumber(-0.98847) == "−0.9885");
  CHECK(ShortNumber(12.3456) == "12.35");
  CHECK(ShortNumber(0.00390625) == "0.0039");
  CHECK(ShortNumber(999.96) == "1000");
}

TEST_CASE("a zero at the end says that digits are left out") {
  CHECK(ShortNumber(-0.9025, 2) == "−0.90");
  CHECK(ShortNumber(0.9731, 1) == "1");
  CHECK(ShortNumber(0.998, 2) == "1.0");
  CHECK(ShortNumber(-0.9, 2) == "−0.9");
  CHECK(ShortNumber(double{0.9F}, 3) == "0.9");
  CHECK(ShortNumber(2.00001, 2) == "2");
  CHECK(ShortNumber(2.0004) == "2");
}

TEST_CASE("what is too large or too small for that is shown as a power of ten") {
  CHECK(ShortNumber(12346) == "1.235e4");
  CHECK(ShortNumber(-1.2e35) == "−1.2e35");
  CHECK(ShortNumber(0.00012) == "1.2e−4");
  CHECK(ShortNumber(1e-30) == "1e−30");
}

TEST_CASE("only zero is shown as zero") {
  CHECK(ShortNumber(1e-9) != "0");
  CHECK(ShortNumber(0.00096) != "0");
}

TEST_CASE("what is not a number is named") {
  CHECK(ShortNumber(std::numeric_limits<double>::quiet_NaN()) == "NaN");
  CHECK(ShortNumber(std::numeric_limits<double>::infinity()) == "∞");
  CHECK(ShortNumber(-std::numeric_limits<double>::infinity()) == "−∞");
  CHECK(FullNumber(-std::numeric_limits<float>::infinity()) == "−∞");
}

TEST_CASE("the full number separates a float from its neighbours") {
  CHECK(FullNumber(0.1F) == "0.1");
  CHECK(FullNumber(16777216.0F) == "16777216");
  CHECK(FullNumber(-0.49803925F) == "−0.49803925");
}

TEST_CASE("a fixed number of digits") { CHECK(FixedNumber(-2.345, 2) == "−2.35"); }

TEST_CASE("what is halfway is rounded away from zero in every format") {
  CHECK(ShortNumber(0.125, 2) == "0.13");
  CHECK(ShortNumber(-0.125, 2) == "−0.13");
  CHECK(FixedNumber(0.125, 2) == "0.13");
  CHECK(FixedNumber(2.5, 0) == "3");
  CHECK(ShortNumber(0.0625, 2) == "0.063");
  CHECK(ShortNumber(double{0.35F}, 2) == "0.35");
  CHECK(FixedNumber(double{0.35F}, 1) == "0.4");
  CHECK(FixedNumber(0.3499, 1) == "0.3");
  CHECK(FixedNumber(16777217, 0) == "16777217");
}

TEST_CASE(
    "with few decimals small numbers stay narrow, and whole ones are told from rounded ones") {
  CHECK(DecimalNumber(-0.0519, 2) == "−0.05");
  CHECK(DecimalNumber(0.99996, 2) == "1.00");
  CHECK(DecimalNumber(1, 2) == "1");
  CHECK(DecimalNumber(0, 2) == "0");
  CHECK(DecimalNumber(1e-7, 2) == "0.00");
  CHECK(DecimalNumber(-1e-7, 2) == "0.00");
  CHECK(DecimalNumber(-5.376, 1) == "−5.4");
  CHECK(DecimalNumber(-12.3, 2) == "−12");
  CHECK(DecimalNumber(1234567, 2) == "1.2e6");
}

TEST_CASE("a number that float32 arithmetic left a little below a half is rounded as the half") {
  CHECK(ShortNumber(0.125, 2) == "0.13");
  CHECK(ShortNumber(0.12499993, 2) == "0.13");
  CHECK(ShortNumber(0.1249, 2) == "0.12");
  CHECK(ShortNumber(0.12499993) == "0.125");
}

TEST_CASE("fewer digits never hide what stands before the point") {
  CHECK(ShortNumber(123.4, 2) == "123");
  CHECK(ShortNumber(1234.5, 2) == "1235");
  CHECK(ShortNumber(9.96, 2) == "10");
  CHECK(ShortNumber(12345, 2) == "1.2e4");
  CHECK(ShortNumber(0.97531, 3) == "0.975");
}
