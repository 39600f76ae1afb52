#include "io/file.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>

#include "io/npy_file.h"
#include "unit/io/sample_images.h"
#include "unit/io/scratch_folder.h"

using namespace convlens;
namespace fs = std::filesystem;

namespace {

std::string Contents(const fs::path& path) {
  const Result<std::string> bytes = ReadFile(path);
  REQUIRE(bytes.ok());
  return *bytes;
}

size_t FilesIn(const fs::path& folder) {
  return static_cast<size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("a file is written whole, replaced whole, and nothing else stays in its folder") {
  const ScratchFolder folder;
  const fs::path path = folder / "a.txt";
  const std::string large(1 << 20, 'x');
  REQUIRE(WriteFileAtomically(path, large).ok());
  CHECK(Contents(path) == large);
  REQUIRE(WriteFileAtomically(path, "").ok());
  CHECK(Contents(path).empty());
  CHECK(FilesIn(folder.path()) == 1);
}

TEST_CASE("a replaced file keeps its permissions") {
  const ScratchFolder folder;
  const fs::path path = folder / "a.txt";
  REQUIRE(WriteFileAtomically(path, "1").ok());
  fs::permissions(path, fs::perms(0640));
  REQUIRE(WriteFileAtomically(path, "2").ok());
  CHECK(fs::status(path).permissions() == fs::perms(0640));
}

TEST_CASE("a link goes on pointing to the file that is replaced") {
  const ScratchFolder folder;
  REQUIRE(WriteFileAtomically(folder / "real.txt", "1").ok());
  fs::create_symlink("real.txt", folder / "link.txt");
  REQUIRE(WriteFileAtomically(folder / "link.txt", "2").ok());
  CHECK(fs::is_symlink(folder / "link.txt"));
  CHECK(Contents(folder / "real.txt") == "2");
}

TEST_CASE("a device is written to, never replaced") {
  REQUIRE(WriteFileAtomically("/dev/null", "text").ok());
  CHECK(fs::is_character_file("/dev/null"));
}

TEST_CASE("a write that fails leaves the old file as it was, and nothing beside it") {
  const ScratchFolder folder;
  fs::create_directory(folder / "taken");
  const Result<Done> onto_folder = WriteFileAtomically(folder / "taken", "1");
  REQUIRE_FALSE(onto_folder.ok());
  CHECK(ToEnglish(onto_folder.problem()) ==
        (folder / "taken").string() + " is a folder, not a file.");
  const Result<Done> nowhere = WriteFileAtomically(folder / "none/a.txt", "1");
  REQUIRE_FALSE(nowhere.ok());
  CHECK(ToEnglish(nowhere.problem()) ==
        (folder / "none/a.txt").string() + " cannot be written: its folder does not exist.");
  CHECK(FilesIn(folder.path()) == 1);
}

TEST_CASE("reading names what is not there and what is a folder") {
  const ScratchFolder folder;
  const Result<std::string> missing = ReadFile(folder / "a");
  REQUIRE_FALSE(missing.ok());
  CHECK(ToEnglish(missing.problem()) == "There is no file " + (folder / "a").string() + ".");
  const Result<std::string> directory = ReadFile(folder.path());
  REQUIRE_FALSE(directory.ok());
  CHECK(ToEnglish(directory.problem()) == folder.path().string() + " is a folder, not a file.");
}

TEST_CASE("a file's kind follows from its first bytes, not from its name") {
  const ScratchFolder folder;
  const auto kind_of = [&folder](std::string_view bytes) {
    REQUIRE(WriteFileAtomically(folder / "a.txt", bytes).ok());
    return KindOf(folder / "a.txt");
  };
  for (const std::string_view hex :
       {kRedBluePng, kRedBlueBmp, kRedBlueTga, kRedBlueGif, kRedBluePsd, kHalvesJpeg}) {
    CHECK(kind_of(FromHex(hex)) == FileKind::kImage);
  }
  CHECK(kind_of(NpyToBytes(Grid{{1}})) == FileKind::kNpy);
  CHECK(kind_of(" \n{\"convlens\":1}") == FileKind::kSession);
  CHECK(kind_of("\xEF\xBB\xBF{}") == FileKind::kSession);
  CHECK(kind_of("1\t2\n") == FileKind::kUnknown);
  CHECK(kind_of("") == FileKind::kUnknown);
  CHECK(KindOf(folder / "missing") == FileKind::kUnknown);
}

TEST_CASE("a grid is read from an image or an .npy file, and from nothing else") {
  const ScratchFolder folder;
  REQUIRE(WriteFileAtomically(folder / "a", FromHex(kAlphaPng)).ok());
  REQUIRE(WriteFileAtomically(folder / "b", NpyToBytes(Grid{{1, 2}})).ok());
  REQUIRE(WriteFileAtomically(folder / "c", "{}").ok());
  REQUIRE(WriteFileAtomically(folder / "d", "1 2").ok());
  REQUIRE(ReadGrid(folder / "a").ok());
  CHECK(ReadGrid(folder / "a")->shape() == Shape{2, 2});
  REQUIRE(ReadGrid(folder / "b").ok());
  CHECK(*ReadGrid(folder / "b") == Grid{{1, 2}});
  CHECK(ToEnglish(ReadGrid(folder / "c").problem()) ==
        "c is a session or another text, not an image or an .npy array.");
  CHECK(ToEnglish(ReadGrid(folder / "d").problem()) ==
        "d is neither an image (PNG, JPEG, BMP, GIF, TIFF, WebP, TGA, PSD, PNM) nor an .npy array.");
  CHECK(ToEnglish(ReadGrid(folder / "e").problem()) ==
        "There is no file " + (folder / "e").string() + ".");
}
