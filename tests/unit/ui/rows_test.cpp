#include "ui/controls/rows.h"

#include <doctest/doctest.h>

using namespace convlens;

TEST_CASE("counts have their thousands apart") {
  CHECK(CountText(7) == "7");
  CHECK(CountText(5985) == "5,985");
  CHECK(CountText(12192768) == "12,192,768");
}

TEST_CASE("a measured number has two digits below ten and three above a hundred") {
  CHECK(MeasuredText(4.019) == "4.0");
  CHECK(MeasuredText(20.05) == "20");
  CHECK(MeasuredText(98.87) == "99");
  CHECK(MeasuredText(592049) == "592,000");
  CHECK(MeasuredText(1873387) == "1,870,000");
}
