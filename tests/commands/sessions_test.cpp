#include <doctest/doctest.h>

#include "commands/shell.h"
#include "io/json/packed_floats.h"

using namespace convlens;

// Small files that would take all memory, opened by a program that has little.

namespace {

// Address space in KB: enough for the program and a session of some megabytes.
const std::string kLittleMemory = LimitOfMemory(400'000);

/// A grid of zeros, which takes a thousandth of its memory in a file.
std::string PackedZeros(int side) {
  const std::string sides = std::to_string(side);
  return R"({"shape":[)" + sides + "," + sides + R"(],"float32":")" + PackFloats(Grid(side, side)) +
         "\"}";
}

std::string Repeated(const std::string& text, int times) {
  std::string all = text;
  for (int i = 1; i < times; ++i) all.append(1, ',').append(text);
  return all;
}

void CheckSessionRefused(const std::string& document, const std::string& part) {
  const Shell shell;
  shell.Write("s.convlens", R"({"convlens":1,"document":{)" + document + "}}");
  const Outcome outcome = shell.Run(kLittleMemory + "convlens render s.convlens -o y.png");
  CheckRefused(outcome, part);
  CHECK(outcome.error.size() < 300);
  CHECK_FALSE(shell.Has("y.png"));
}

constexpr const char* kTooManyNumbers = "A session may hold at most 512 million numbers";

}  // namespace

TEST_CASE("sessions of many large grids are refused before memory is taken") {
  const std::string zeros = PackedZeros(4096);
  CheckSessionRefused(R"("input":{"channels":[)" + Repeated(zeros, 256) + "]}", kTooManyNumbers);
  const std::string pair = R"({"input":)" + zeros + R"(,"target":)" + zeros + "}";
  CheckSessionRefused(R"("training":{"method":{"more_pairs":[)" + Repeated(pair, 48) + "]}}",
                      kTooManyNumbers);
  if (CONVLENS_SANITIZED) return;
  // Within the budget, and beyond what there is.
  CheckSessionRefused(R"("input":{"channels":[)" + Repeated(zeros, 16) + "]}", "not enough memory");
}

TEST_CASE("a million layers are refused before they are parsed") {
  CheckSessionRefused(R"("layers":[)" + Repeated("{}", 1'000'000) + "]",
                      "more than the allowed 4096");
  CheckSessionRefused(
      R"("layers":[)" + Repeated(R"({"stride":[1,1],"dilation":[1,1]})", 1'000'000) + "]",
      "holds more than 4 million values");
  CheckSessionRefused(std::string("\"layers\":") + std::string(1'000'000, '['), "64 deep");
}

TEST_CASE("weights that no layer has are refused before they are read") {
  const std::string text(1'500'000, 'A');
  CheckSessionRefused(R"("layers":[{"weights":{"shape":[4096,65536],"float32":")" + text + "\"}}]",
                      "do not fit its settings and channels");
}
