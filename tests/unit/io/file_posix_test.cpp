// What only POSIX has, or has in this way: permissions, symbolic links, devices, pipes, processes
// that fork, files with holes and names of 255 bytes in any folder.

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "io/files/file.h"
#include "io/files/output.h"
#include "unit/io/scratch_folder.h"
#include "unit/io/written.h"

using namespace convlens;
namespace fs = std::filesystem;

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

TEST_CASE("a name may be as long as the file system allows") {
  const ScratchFolder folder;
  const std::string name = std::string(251, 'n') + ".npy";
  REQUIRE(WriteFileAtomically(folder / name, "1").ok());
  REQUIRE(WriteFileAtomically(folder / name, "2").ok());
  CHECK(Contents(folder / name) == "2");
  CHECK(FilesIn(folder.path()) == 1);
}

TEST_CASE("a link to a file that is not there yet makes that file") {
  const ScratchFolder folder;
  fs::create_symlink("real.txt", folder / "link.txt");
  REQUIRE(WriteFileAtomically(folder / "link.txt", "1").ok());
  CHECK(fs::is_symlink(folder / "link.txt"));
  CHECK(Contents(folder / "real.txt") == "1");
}

TEST_CASE("a file is measured before it is read" * doctest::test_suite("system")) {
  const ScratchFolder folder;
  std::ofstream(folder / "film.npy") << "x";
  fs::resize_file(folder / "film.npy", uintmax_t{64} << 30);
  const Result<std::string> read = ReadFile(folder / "film.npy");
  REQUIRE_FALSE(read.ok());
  CHECK(ToEnglish(read.problem()) ==
        (folder / "film.npy").string() + " is larger than 3 GB: choose a smaller file.");
}

TEST_CASE(
    "what a killed process left beside a file goes with the next write, a living one's stays" *
    doctest::test_suite("system")) {
  const ScratchFolder folder;
  const pid_t gone = fork();
  if (gone == 0) _exit(0);
  REQUIRE(waitpid(gone, nullptr, 0) == gone);
  const std::string left = ".a.txt." + std::to_string(gone) + "-0";
  const std::string living = ".a.txt." + std::to_string(getppid()) + "-0";
  for (const std::string& name : {left, living}) std::ofstream(folder / name) << "half";
  REQUIRE(WriteFileAtomically(folder / "a.txt", "1").ok());
  CHECK_FALSE(fs::exists(folder / left));
  CHECK(fs::exists(folder / living));
}

TEST_CASE("nobody waits for a pipe in the window, and a full device is an error" *
          doctest::test_suite("system")) {
  const ScratchFolder folder;
  REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  const Result<std::string> read = ReadFile(folder / "pipe");
  REQUIRE_FALSE(read.ok());
  CHECK(ToEnglish(read.problem()).find("is a pipe or a device") != std::string::npos);
  CHECK_FALSE(WriteFileAtomically(folder / "pipe", "1").ok());
  const Result<Done> full = WriteOutput("/dev/full", "1");
  REQUIRE_FALSE(full.ok());
  CHECK(ToEnglish(full.problem()) == "/dev/full cannot be written: the disk is full.");
  const Result<InputBytes> zeros = ReadInput("/dev/zero");
  REQUIRE_FALSE(zeros.ok());
  CHECK(ToEnglish(zeros.problem()) == "/dev/zero is a device, not a file.");
}
