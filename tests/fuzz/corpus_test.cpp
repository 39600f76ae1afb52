#include <doctest/doctest.h>

#include <filesystem>

#include "fuzz/targets.h"
#include "io/files/file.h"

using namespace convlens;

// The fuzzer's seeds, and everything that it ever found, in the ordinary build: a fault aborts.

TEST_CASE("every seed and every finding of the fuzzer is read or refused as it should be") {
  for (const FuzzTarget& target : FuzzTargets()) {
    CAPTURE(target.name);
    size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(
             CONVLENS_CORPUS / std::filesystem::path(target.name))) {
      CAPTURE(entry.path());
      const Result<std::string> bytes = ReadFile(entry.path());
      REQUIRE(bytes.ok());
      target.run(*bytes);
      ++files;
    }
    CHECK(files > 0);
  }
}
