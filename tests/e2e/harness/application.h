#pragma once

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "e2e/harness/display.h"
#include "e2e/harness/robot.h"

namespace convlens::e2e {

struct Spot {
  double x = 0;
  double y = 0;
};

/// Where something is in the window, as the program reports it.
struct Place {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;

  Spot center() const { return {x + width / 2, y + height / 2}; }
  /// Middle of cell (row, col) of a grid of `rows` × `cols` cells that fills this place.
  Spot Cell(int row, int col, int rows, int cols) const {
    return {x + width * (col + 0.5) / cols, y + height * (row + 0.5) / rows};
  }
};

class Application;

/// The variable of that name, or `otherwise`.
std::string FromEnvironment(const char* name, const std::string& otherwise);
/// The program in its window; or, by CONVLENS_E2E_PROGRAM, what stands for it: tests/web/program.
std::string ProgramToDrive();
/// Whether that is the web page, which has its browser's dialogs in place of the program's.
bool IsWebPage();

struct Setup {
  std::string program = ProgramToDrive();
  std::vector<std::string> arguments;          ///< the last one, if any, is a session file
  std::map<std::string, std::string> files{};  ///< in the home folder: name, contents
  std::string language = "en";
  std::string theme = "dark";
  int width = 1100;
  int height = 720;
  double scale = 1;  ///< of the interface
  /// Works in this one's home folder, as a second window of the same user; must outlive it.
  const Application* beside = nullptr;
  std::map<std::string, std::string> environment{};  ///< in place of the usual
  std::filesystem::path folder{};                    ///< to work in; empty: the home folder
};

/// The program in its own window on its own display, with its own home folder unless it is `beside`
/// another. All three are gone when this object is. What does not come in time throws
/// std::runtime_error.
class Application {
 public:
  explicit Application(Setup setup = {});
  ~Application();

  /// Ends the program, if it still runs, by kill -9 and starts it again in the same home.
  void Restart(std::vector<std::string> arguments = {});

  Process& process() { return process_; }
  Robot& robot() { return *robot_; }
  const std::filesystem::path& home() const { return home_; }

  // What the program reports about itself (src/ui/inspection.h).
  bool Has(const std::string& place) const;
  Place Find(const std::string& place) const;                            ///< waits for it
  std::string Fact(const std::string& name) const;                       ///< "" when there is none
  double Number(const std::string& name) const;                          ///< NaN when there is none
  void Expect(const std::string& name, const std::string& value) const;  ///< waits for the fact
  void Rest() const;  ///< waits until nothing plays, learns or is read and written
  void ExpectGone(const std::string& place) const;
  std::map<std::string, Place> Places() const;
  std::map<std::string, std::string> Facts() const;
  std::set<std::string> Disabled() const;  ///< names of controls that cannot be used now
  template <typename Condition>
  void Await(const std::string& what, const Condition& condition) const {
    if (!WaitUntil(condition)) Fail("waited in vain for " + what);
  }

  // Hands. Each act lasts a frame, because the interface looks at the mouse and keys once a frame.
  void Click(const std::string& place);
  void Click(Spot spot, unsigned button = 1);
  void DoubleClick(Spot spot);
  void Hover(Spot spot);
  void Drag(Spot from, Spot to, unsigned button = 1);
  void Wheel(Spot spot, int clicks);    ///< positive: away from the user
  void Press(const std::string& keys);  ///< "ctrl+shift+z", "Return"
  void Type(const std::string& text);   ///< printable ASCII
  /// Clicks into a field, replaces what is there and commits it by Enter.
  void Fill(const std::string& place, const std::string& text);

  /// Saves by Ctrl+Shift+S under `name` in the home folder, where dialogs open, and reads it. A
  /// page offers a download instead, which gets that name.
  nlohmann::json SaveAs(const std::string& name);
  /// Saves by Ctrl+S into the file that the session belongs to and reads it.
  nlohmann::json Save(const std::filesystem::path& file);

  /// Lets the program draw, or notice that there is nothing to draw.
  void NextFrames(int count = 2) const;
  /// Whether a move of the mouse is followed by a frame.
  bool Responds();

 private:
  void Start();
  void Press(Spot spot, unsigned button);
  nlohmann::json Read() const;
  nlohmann::json Download(const std::string& keys, const std::filesystem::path& file);
  uint64_t FrameNumber() const;
  [[noreturn]] void Fail(const std::string& why) const;

  Setup setup_;
  std::filesystem::path home_;
  std::filesystem::path inspection_;
  VirtualDisplay display_;
  mutable Process process_;
  std::unique_ptr<Robot> robot_;
};

/// The JSON in a file; null when there is none or it is not whole.
nlohmann::json ReadJson(const std::filesystem::path& file);

}  // namespace convlens::e2e
