#include "golden/check_picture.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "golden/compare.h"
#include "io/grids/image_file.h"
#include "png.h"

namespace convlens::test {
namespace {

bool Accepting() {
  const char* accept = std::getenv("CONVLENS_ACCEPT");
  return accept != nullptr && std::string(accept) == "1";
}

}  // namespace

void CheckPicture(const std::string& name, const Pixels& drawn) {
  CAPTURE(name);
  const std::filesystem::path file =
      std::filesystem::path(CONVLENS_GOLDEN_FOLDER) / (name + ".png");
  if (Accepting()) {
    REQUIRE(WritePng(file, drawn).ok());
    return;
  }
  const Result<Pixels> golden = ReadPixels(file);
  REQUIRE_MESSAGE(golden.ok(), "no golden picture: run with CONVLENS_ACCEPT=1 and look at it");
  const Difference difference = Compare(golden.value(), drawn);
  CAPTURE(difference.worst);
  CAPTURE(difference.changed);
  CAPTURE(difference.missing);
  CHECK(difference.passes());
  if (difference.passes()) return;
  CHECK(WritePng(name + ".out.png", drawn).ok());
  CHECK(WritePng(name + ".diff.png", difference.picture).ok());
}

}  // namespace convlens::test
