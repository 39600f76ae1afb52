// robot [SECONDS] [SEED]: random clicks, drags, keys, text and files on the real window. Ends with
// 1 when the program dies or no longer answers; its log then ends with what was done last, and the
// same seed does the same again.
#include <cstdlib>
#include <iostream>

#include "e2e/robot/actions.h"
#include "e2e/sessions.h"

namespace convlens::e2e {
namespace {

constexpr int kActionsBetweenChecks = 25;

Setup Start() {
  Setup setup = OnWork();
  setup.files["table.csv"] = "1,2,3\n4,5,6\n7,8,9\n";
  setup.files["damaged.convlens"] = WorkFile().substr(0, 300);
  setup.files["notes.txt"] = "not a picture";
  return setup;
}

class RobotRun {
 public:
  explicit RobotRun(uint64_t seed)
      : app_(Start()), hands_(seed, {kWork, "table.csv", "damaged.convlens", "notes.txt"}) {}

  /// False when the program has died or hangs.
  bool Go(std::chrono::seconds time) {
    const auto start = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() - start < time) {
      if (!Act()) return false;
    }
    std::cout << actions_ << " actions, " << app_.process().ResidentMegabytes() << " MB\n";
    return true;
  }

 private:
  bool Act() {
    try {
      hands_.Act(app_, [this](const std::string& action) { Log(action); });
    } catch (const std::exception& problem) {
      // What was clicked may be gone by then; the next look shows whether the program is, too.
      Log(std::string("skipped: ") + problem.what());
    }
    if (!app_.process().Running()) return Ended();
    return ++actions_ % kActionsBetweenChecks != 0 || Check();
  }

  void Log(const std::string& action) { std::cout << actions_ << " " << action << std::endl; }

  // By Quit, which is right, or by dying.
  bool Ended() {
    const int code = app_.process().WaitForEnd().value_or(-1);
    Log("the program ended with " + std::to_string(code));
    if (code != 0) return false;
    app_.Restart({kWork});
    return true;
  }

  bool Check() {
    if (!app_.Responds()) {
      Log("the program answers no longer");
      return false;
    }
    Log("memory " + std::to_string(std::lround(app_.process().ResidentMegabytes())) + " MB");
    return true;
  }

  Application app_;
  RandomHands hands_;
  uint64_t actions_ = 0;
};

}  // namespace
}  // namespace convlens::e2e

int main(int count, char** arguments) {
  const long seconds = count > 1 ? std::strtol(arguments[1], nullptr, 10) : 60;
  const unsigned long long seed = count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 1;
  try {
    convlens::e2e::RobotRun run(seed);
    return run.Go(std::chrono::seconds(seconds)) ? 0 : 1;
  } catch (const std::exception& problem) {
    std::cerr << problem.what() << "\n";
    return 1;
  }
}
