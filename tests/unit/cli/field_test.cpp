#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "unit/cli/run.h"

using namespace convlens;
using Json = nlohmann::json;

namespace {

Json Field(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "field");
  const Outcome outcome = Run(arguments);
  CHECK(outcome.error == "");
  REQUIRE(outcome.exit_code == 0);
  return Json::parse(outcome.out);
}

Json Pair(int a, int b) { return Json::array({a, b}); }

Json Rect(int row, int col, int height, int width) {
  return {{"row", row}, {"col", col}, {"height", height}, {"width", width}};
}

}  // namespace

TEST_CASE("field prints size, stride and padding after each layer") {
  const Json answer = Field({"--layers", "k11s4,max:k3s2,k5p2,max:k3s2,k3p1,k3p1,k3p1,max:k3s2"});
  REQUIRE(answer["layers"].size() == 8);
  CHECK(answer["layers"][2]["name"] == "conv2");
  CHECK(answer["layers"][2]["size"] == Pair(51, 51));
  CHECK(answer["layers"][2]["stride"] == Pair(8, 8));
  CHECK(answer["layers"][2]["padding"] == Pair(16, 16));
  CHECK(answer["layers"][2]["shape"].is_null());
  CHECK(answer["layers"][7]["name"] == "pool3");
  CHECK(answer["layers"][7]["size"] == Pair(195, 195));
  CHECK_FALSE(answer.contains("at"));
}

TEST_CASE("field prints the shapes that an input gives") {
  const Json answer = Field({"--layers", "k3x5s2,k2", "--input", "9x12"});
  CHECK(answer["layers"][0]["shape"] == Pair(4, 4));
  CHECK(answer["layers"][0]["size"] == Pair(3, 5));
  CHECK(answer["layers"][1]["shape"] == Pair(3, 3));
  CHECK(answer["layers"][1]["size"] == Pair(5, 7));
}

TEST_CASE("field prints what an element sees, before and after clipping") {
  const Json at = Field({"--layers", "k3p1,k3p1", "--input", "8x8", "--at", "0,7"})["at"];
  CHECK(at["element"] == Pair(0, 7));
  CHECK(at["unclipped"] == Rect(-2, 5, 5, 5));
  CHECK(at["clipped"] == Rect(0, 5, 3, 3));
}

TEST_CASE("without an input, a field has no end to be clipped at") {
  const Json at = Field({"--layers", "k2,k2", "--at", "1,2"})["at"];
  CHECK(at["unclipped"] == Rect(1, 2, 3, 3));
  CHECK(at["clipped"].is_null());
}

TEST_CASE("field knows poolings that hang over and paddings by rule") {
  const Json answer = Field({"--layers", "k7s2psame-tf,max:k3s2ceil", "--input", "224x224"});
  CHECK(answer["layers"][0]["layer"] == "k7s2p2x3x2x3");
  CHECK(answer["layers"][0]["shape"] == Pair(112, 112));
  CHECK(answer["layers"][1]["layer"] == "max:k3s2ceil");
  CHECK(answer["layers"][1]["shape"] == Pair(56, 56));
  CHECK(Field({"--layers", "max:k3s2", "--input", "112x112"})["layers"][0]["shape"] ==
        Pair(55, 55));
  CHECK(Field({"--layers", "k4psame", "--input", "9x9"})["layers"][0]["shape"] == Pair(9, 9));
}

TEST_CASE("field refuses what it cannot answer, in one message") {
  const std::vector<std::vector<std::string>> bad = {
      {},
      {"--layers", ""},
      {"--layers", "k0"},
      {"--layers", "three"},
      {"--layers", "k3", "--at", "1"},
      {"--layers", "k3", "--at", "-1,0"},
      {"--layers", "k3", "--at", "0,0,0"},
      {"--layers", "k3", "--input", "5"},
      {"--layers", "k3", "--input", "0x5"},
      {"--layers", "k3", "--input", "2x2"},
      {"--layers", "k3", "--input", "5x5", "--at", "3,0"},
      {"--layers", "k3", "--channels", "3"},
  };
  for (std::vector<std::string> arguments : bad) {
    arguments.insert(arguments.begin(), "field");
    const Outcome outcome = Run(arguments);
    CAPTURE(outcome.error);
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.out == "");
    CHECK(std::count(outcome.error.begin(), outcome.error.end(), '\n') == 1);
  }
}

TEST_CASE("field names the layer that does not fit") {
  const Outcome outcome = Run({"field", "--layers", "k3,max:k2s2,k3", "--input", "5x5"});
  CHECK(outcome.error ==
        "convlens: Layer conv2 (k3): The window spans 3×3, but the padded input is only 1×1. Use a "
        "smaller kernel, less dilation, more padding or a larger input.\n");
}

TEST_CASE("field says where numbers end instead of counting past them") {
  const auto error = [](const std::string& layers, const std::string& at) {
    const Outcome outcome = Run({"field", "--layers", layers, "--at", at});
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.out.empty());
    return outcome.error;
  };
  const std::string far = "lies beyond 1000000000 cells: name one nearer to 0,0.\n";
  CHECK(error("k31", "2147483647,2147483647") ==
        "convlens: --at: the field of element 2147483647,2147483647 " + far);
  CHECK(error("transposed:k3s2p1o1", "2147483646,0") ==
        "convlens: --at: the field of element 2147483646,0 " + far);
  CHECK(error("k3s2,k3s2", "600000000,0") ==
        "convlens: --at: the field of element 600000000,0 " + far);
  CHECK(error("k3s31,k3s31,k3s31,k3s31,k3s31,k3s31,k3s31", "0,0") ==
        "convlens: --layers: the fields of conv7 are larger than 1000000000 cells: use fewer "
        "layers or smaller strides.\n");
}
