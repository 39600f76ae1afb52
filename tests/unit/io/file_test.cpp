#include "io/files/file.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>

#include "io/files/file_kind.h"
#include "io/files/output.h"
#include "io/files/system_file.h"
#include "io/grids/npy_file.h"
#include "io/grids/npz_file.h"
#include "io/grids/tensor_file.h"
#include "unit/io/sample_images.h"
#include "unit/io/scratch_folder.h"
#include "unit/io/written.h"

using namespace convlens;
namespace fs = std::filesystem;

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

TEST_CASE("a file that somebody is reading can be replaced, and goes on being read as it was") {
  const ScratchFolder folder;
  const fs::path path = folder / "a.txt";
  REQUIRE(WriteFileAtomically(path, "old").ok());
  const FileDescriptor reader = system_file::OpenToRead(path, system_file::Wait::kNo);
  REQUIRE(reader.ok());
  REQUIRE(WriteFileAtomically(path, "new").ok());
  CHECK(Contents(path) == "new");
  char bytes[4] = {};
  CHECK(system_file::Read(reader, bytes, 3) == 3);
  CHECK(std::string(bytes) == "old");
}

TEST_CASE("files are named in any writing, also in the messages about them") {
  const ScratchFolder folder;
  REQUIRE(WriteOutput((folder / "日本 é.csv").string(), "1,2\n").ok());
  CHECK(*ReadGrid((folder / "日本 é.csv").string()) == Grid{{1, 2}});
  const std::string missing = (folder / "none é.npy").string();
  CHECK(ToEnglish(ReadGrid(missing).problem()) == "There is no file " + missing + ".");
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
  for (const std::string_view hex :
       {kRedBluePng, kRedBlueBmp, kRedBlueTga, kRedBlueGif, kRedBluePsd, kHalvesJpeg}) {
    CHECK(KindOfBytes(FromHex(hex)) == FileKind::kImage);
  }
  CHECK(KindOfBytes(NpyToBytes(Grid{{1}})) == FileKind::kNpy);
  CHECK(KindOfBytes(" \n{\"convlens\":1}") == FileKind::kSession);
  CHECK(KindOfBytes("\xEF\xBB\xBF{}") == FileKind::kSession);
  CHECK(KindOfBytes("1\t2\n") == FileKind::kText);
  CHECK(KindOfBytes("{{1, 2}, {3, 4}}") == FileKind::kText);
  CHECK(KindOfBytes(NpzToBytes({"a", NpyToBytes(Grid{{1}})})) == FileKind::kNpz);
  CHECK(KindOfBytes("no numbers") == FileKind::kUnknown);
  CHECK(KindOfBytes(std::string("1\0\1", 3)) == FileKind::kUnknown);
  CHECK(KindOfBytes("") == FileKind::kUnknown);
}

TEST_CASE("a file that nobody may write is not replaced") {
  const ScratchFolder folder;
  REQUIRE(WriteFileAtomically(folder / "a.txt", "old").ok());
  fs::permissions(folder / "a.txt", fs::perms(0444));
  const Result<Done> written = WriteFileAtomically(folder / "a.txt", "new");
  REQUIRE_FALSE(written.ok());
  CHECK(CheckWritable((folder / "a.txt").string()));
  CHECK(Contents(folder / "a.txt") == "old");
}

TEST_CASE("an .npz gives its only array, or the one that is named") {
  const ScratchFolder folder;
  const std::string one = NpzToBytes({"x", NpyToBytes(Grid{{1, 2}})});
  REQUIRE(WriteFileAtomically(folder / "one.npz", one).ok());
  const std::string path = (folder / "one.npz").string();
  CHECK(*ReadGrid(path) == Grid{{1, 2}});
  CHECK(*ReadGrid(path + ":x") == Grid{{1, 2}});
  CHECK(ToEnglish(ReadGrid(path + ":y").problem()) == "one.npz has no array y. It has: x.");
  for (size_t length = 5; length < one.size(); length += 7) {
    CHECK_FALSE(NpzMemberOf(one.substr(0, length), "one.npz", "").ok());
  }
  std::string changed = one;
  changed[changed.find("NUMPY") + 130] ^= 1;
  CHECK(ToEnglish(NpzMemberOf(changed, "one.npz", "").problem()) ==
        "one.npz is damaged: the .npz archive ends early or holds wrong data.");
}

TEST_CASE("an output is written as its name says, or refused before anything is computed") {
  const ScratchFolder folder;
  Tensor values;
  values.channels.emplace_back(Grid{{0, 0.5F}, {1, 2}});
  for (const char* name : {"y.npy", "y.npz", "y.csv"}) {
    const std::string path = (folder / name).string();
    REQUIRE(WriteTensor(path, values).ok());
    CHECK(*ReadGrid(path) == *values.channels[0]);
  }
  const std::string picture = (folder / "y.png").string();
  REQUIRE(WriteTensor(picture, values, {0, 2}).ok());
  CHECK(*ReadGrid(picture) == Grid{{0, 64 / 255.0F}, {128 / 255.0F, 1}});
  REQUIRE(WriteTensor((folder / "y.jpg").string(), values).ok());
  CHECK(ToEnglish(*CheckOutputName("y.exr", 1)) ==
        "-o: y.exr must end in .npy, .npz, .csv, .png or .jpg, or be - for standard output.");
  CHECK(ToEnglish(*CheckOutputName("y.csv", 2)) == "-o: y.csv cannot hold 2 channels: write .npy.");
  CHECK(CheckOutputName("y.png", 2));
  CHECK_FALSE(CheckOutputName("y.PNG", 3));
}

TEST_CASE("a table whose numbers have no digits is a table, not an unknown file") {
  const ScratchFolder folder;
  const std::string path = (folder / "y.csv").string();
  const float infinity = std::numeric_limits<float>::infinity();
  const Grid endless{{infinity, -infinity}};
  REQUIRE(WriteTensor(path, endless).ok());
  CHECK(*ReadGrid(path) == endless);
  REQUIRE(WriteFileAtomically(path, "nan\n").ok());
  CHECK(std::isnan(ReadGrid(path)->at(0, 0)));
  REQUIRE(WriteFileAtomically(path, "on,\"off\"\nTrue,False\nFalse,True\n").ok());
  CHECK(*ReadGrid(path) == Grid{{1, 0}, {0, 1}});
  for (const char* prose : {"banana, infinite", "no numbers", "untrue"}) {
    CHECK(KindOfBytes(prose) == FileKind::kUnknown);
  }
}

TEST_CASE("a grid is read from an image, an array or a table, and from nothing else") {
  const ScratchFolder folder;
  REQUIRE(WriteFileAtomically(folder / "a", FromHex(kAlphaPng)).ok());
  REQUIRE(WriteFileAtomically(folder / "b", NpyToBytes(Grid{{1, 2}})).ok());
  REQUIRE(WriteFileAtomically(folder / "c", "{}").ok());
  REQUIRE(WriteFileAtomically(folder / "d", "no numbers").ok());
  REQUIRE(WriteFileAtomically(folder / "t.csv", "1,2.5\n-3,0.4\n").ok());
  REQUIRE(ReadGrid((folder / "a").string()).ok());
  CHECK(ReadGrid((folder / "a").string())->shape() == Shape{2, 2});
  REQUIRE(ReadGrid((folder / "b").string()).ok());
  CHECK(*ReadGrid((folder / "b").string()) == Grid{{1, 2}});
  CHECK(*ReadGrid((folder / "t.csv").string()) == Grid{{1, 2.5F}, {-3, 0.4F}});
  CHECK(ToEnglish(ReadGrid((folder / "c").string()).problem()) ==
        "c is a session or another text, not an image or an .npy array.");
  CHECK(
      ToEnglish(ReadGrid((folder / "d").string()).problem()) ==
      "d is neither an image (PNG, JPEG, BMP, GIF, TIFF, WebP, TGA, PSD, PNM) nor an .npy array.");
  CHECK(ToEnglish(ReadGrid((folder / "e").string()).problem()) ==
        "There is no file " + (folder / "e").string() + ".");
}
