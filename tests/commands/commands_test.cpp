#include <doctest/doctest.h>

#include <algorithm>

#include "checkout.h"
#include "commands/shell.h"

using namespace convlens;

// The program as a shell runs it: what cannot be seen from inside one process.

namespace {

const Grid kBook{{19, 25}, {37, 43}};

}  // namespace

TEST_CASE("every input may be a pipe, and every output too") {
  const Shell shell;
  for (const char* script :
       {"convlens corr - k.npy -o y.npy <x.npy", "cat x.npy | convlens corr - k.npy -o y.npy",
        "cat x.npy | convlens corr /dev/stdin k.npy -o y.npy",
        "convlens corr <(cat x.npy) <(cat k.npy) -o y.npy",
        "mkfifo pipe; cat x.npy >pipe & convlens corr pipe k.npy -o y.npy; wait",
        "convlens corr x.npy k.npy -o - >y.npy",
        "convlens corr x.npy k.npy -o - | convlens corr - <(echo 1) -o y.npy",
        "convlens corr x.npy k.npy -o >(cat >y.npy); wait $!; sleep 0",
        "mkfifo out; cat out >y.npy & convlens corr x.npy k.npy -o out; wait",
        "printf '0 1 2\\n3 4 5\\n6 7 8\\n' | convlens corr - k.npy -o y.npy"}) {
    CAPTURE(script);
    const Outcome outcome = shell.Run(std::string("rm -f y.npy\n") + script);
    CAPTURE(outcome.error);
    CHECK(outcome.exit_code == 0);
    CHECK(shell.Output("y.npy") == kBook);
  }
}

TEST_CASE("a train of pipes: pairs, a start and a log") {
  const Shell shell;
  const Outcome outcome = shell.Run(
      "convlens corr x.npy k.npy -o y.npy && convlens train - <(cat y.npy) --init <(cat k.npy) "
      "--steps 2 --lr 0.001 --log - -o - <x.npy 2>&1 >both");
  CAPTURE(outcome.error);
  CHECK(outcome.exit_code == 2);  // both cannot be standard output
  const Outcome apart = shell.Run(
      "convlens train - <(cat y.npy) --init <(cat k.npy) --steps 2 --lr 0.001 --log - -o k2.npy "
      "<x.npy >log");
  CAPTURE(apart.error);
  CHECK(apart.exit_code == 0);
  CHECK(shell.Text("log").starts_with("step,loss,held_out,grad_norm\n0,0,,0\n1,"));
  CHECK(shell.Output("k2.npy") == Grid{{0, 1}, {2, 3}});
}

TEST_CASE("without a display or a home, ./dev run writes into build and where it is told") {
  const Shell shell;
  const Checkout checkout(CONVLENS_PROGRAM);
  const std::set<std::string> files = checkout.Files();
  const std::string there = "export PATH='" + checkout.path() +
                            "'; unset DISPLAY WAYLAND_DISPLAY CONVLENS_PRESET" +
                            "\nhere=$PWD; cd '" + checkout.root().string() + "'\n";
  for (const char* run :
       {"./dev run", "env -u HOME ./dev run", "./dev run render padding -o \"$here/padding.png\"",
        "./dev run corr \"$here/x.npy\" \"$here/k.npy\" -o \"$here/y.npy\"",
        "! ./dev run render nosuch -o \"$here/nosuch.png\"",
        "! ./dev run corr \"$here/x.npy\" nosuch -o \"$here/nosuch.npy\""}) {
    CAPTURE(run);
    const Outcome outcome = shell.Run(there + run);
    CAPTURE(outcome.error);
    CHECK(outcome.exit_code == 0);
    CHECK(checkout.Files() == files);
  }
  CHECK(std::filesystem::exists(checkout.root() / "build/figure-6-2-1.png"));
  CHECK(shell.Has("padding.png"));
  CHECK(shell.Output("y.npy") == kBook);
}

TEST_CASE("standard input is one input, not two") {
  const Shell shell;
  CheckRefused(shell.Run("cat x.npy | convlens corr - - -o y.npy"), "only once");
  CheckRefused(shell.Run("convlens corr - /dev/stdin -o y.npy <x.npy"), "only once");
}

TEST_CASE("a full disk and a reader who has gone are errors") {
  const Shell shell;
  CheckRefused(shell.Run("convlens corr x.npy k.npy -o - >/dev/full"), "the disk is full");
  CheckRefused(shell.Run("convlens corr x.npy k.npy -o /dev/full"), "the disk is full");
  CheckRefused(shell.Run("convlens field --layers k3 >/dev/full"), "Standard output");
  CheckRefused(shell.Run("convlens --help >/dev/full"), "Standard output");
  CheckRefused(shell.Run("convlens train x.npy x.npy --kernel 1x1 --steps 20000 --lr 1e-4 "
                         "--log /dev/full -o k2.npy"),
               "/dev/full");
  CHECK_FALSE(shell.Has("k2.npy"));
  CheckRefused(
      shell.Run("{ convlens corr x.npy k.npy -o -; echo $? >code; } | true; exit $(cat code)"),
      "standard output");
}

TEST_CASE("what is no file, and what is too large for the memory, is said in one line") {
  const Shell shell;
  CheckRefused(shell.Run("convlens corr /dev/zero k.npy -o y.npy"), "is a device");
  CheckRefused(shell.Run("convlens corr . k.npy -o y.npy"), "is a folder");
  CheckRefused(shell.Run("convlens corr /dev/null k.npy -o y.npy"), "is empty");
  CheckRefused(shell.Run("truncate -s 64G film.npy; convlens corr film.npy k.npy -o y.npy"),
               "larger than 3 GB");
  // A sanitizer's own memory does not fit under a limit.
  if (!CONVLENS_SANITIZED) {
    CheckRefused(shell.Run("cp x.npy large.npy; truncate -s 1G large.npy\nulimit -v 400000\n"
                           "convlens corr large.npy k.npy -o y.npy"),
                 "not enough memory");
    CheckRefused(shell.Run("ulimit -v 400000\nyes 1 | convlens corr - k.npy -o y.npy"),
                 "not enough memory");
    // Too large to decode, and too large for what is made of it then.
    for (const std::string limit : {"400000", "500000"}) {
      CheckRefused(shell.Run("(echo P5 8192 8192 255; head -c 67108864 /dev/zero) >large.pgm\n"
                             "ulimit -v " +
                             limit + "\nconvlens corr large.pgm k.npy -o y.npy"),
                   "large.pgm cannot be opened: there is not enough memory.");
    }
  }
  CHECK_FALSE(shell.Has("y.npy"));
}

TEST_CASE("a waiting command ends at once on SIGTERM") {
  const Shell shell;
  const Outcome outcome =
      shell.Run("mkfifo pipe\ntimeout --preserve-status -s TERM 0.5 " CONVLENS_PROGRAM
                " corr pipe k.npy -o y.npy\n[ $? = 143 ]");
  CHECK(outcome.exit_code == 0);
}

TEST_CASE("a log is there whole or not at all, and not in the kernel's place") {
  const Shell shell;
  CheckRefused(shell.Run("convlens train x.npy x.npy --kernel 1x1 --log y.npy -o ./y.npy"),
               "--log and -o are both");
  CheckRefused(shell.Run("convlens train x.npy x.npy --kernel 1x1 --lr 9 --steps 500 --log log.csv "
                         "-o k2.npy"),
               "diverged");
  CHECK_FALSE(shell.Has("log.csv"));
  CHECK_FALSE(shell.Has("k2.npy"));
  CheckRefused(shell.Run("convlens train x.npy x.npy --kernel 1x1 --steps 1000000000 --log "
                         "none/log.csv -o k2.npy"),
               "its folder does not exist");
}

TEST_CASE("an image whose bytes cannot hold its pixels is refused before memory is taken") {
  const Shell shell;
  const std::string decode = "; " + LimitOfMemory(600'000) + "convlens corr bomb k.npy -o y.npy";
  // 8192 × 8192 pixels: true colour in 18 bytes of header, and grey of 16 bits in 26.
  const std::string tga = "\\0\\0\\2\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\40\\0\\40\\30\\0";
  const std::string psd =
      "8BPS\\0\\1\\0\\0\\0\\0\\0\\0\\0\\1\\0\\0\\40\\0\\0\\0\\40\\0\\0\\20\\0\\3";
  for (const std::string& bytes : {tga, psd}) {
    const std::string make = "printf '" + bytes + "1234567890123456' >bomb";
    CheckRefused(shell.Run(make + decode), "image ends early or holds wrong data");
  }
}

TEST_CASE("a picture of any size has its texts") {
  const Shell shell;
  for (const char* size : {"1280x800", "3840x2160"}) {
    CAPTURE(size);
    const std::string command = "convlens render figure-6-2-1 -o y.png --size ";
    REQUIRE(shell.Run(command + size).exit_code == 0);
    const Grid luma = shell.Output("y.png");
    int64_t light = 0;
    for (int r = 0; r < luma.height(); ++r) {
      light += std::count_if(luma.row(r), luma.row(r) + luma.width(),
                             [](float value) { return value > 0.8F; });
    }
    // Only digits are so light: where the glyphs are missing, there is none.
    CHECK(light > luma.shape().count() / 10000);
  }
}

TEST_CASE("commands work without a working folder, a home and a temporary folder") {
  const Shell shell;
  const std::string gone =
      "here=$PWD; mkdir gone; cd gone; rmdir ../gone\nexport HOME=/proc/none TMPDIR=/proc/none\n";
  for (const char* command : {"convlens corr $here/x.npy $here/k.npy -o $here/y.npy",
                              "convlens train $here/x.npy $here/x.npy --kernel 1x1 --steps 2 --log "
                              "$here/l.csv -o $here/k2.npy",
                              "convlens field --layers k3"}) {
    const Outcome outcome = shell.Run(gone + command);
    CAPTURE(outcome.error);
    CHECK(outcome.exit_code == 0);
  }
  CHECK(shell.Output("y.npy") == kBook);
  CheckRefused(shell.Run(gone + "convlens corr x.npy k.npy -o $here/z.npy"), "x.npy");
  CheckRefused(shell.Run(gone + "convlens corr $here/x.npy $here/k.npy -o z.npy"), "z.npy");
  CheckRefused(shell.Run(gone + "convlens x.npy"), "There is no file x.npy");
}
