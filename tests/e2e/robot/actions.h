#pragma once

#include <functional>
#include <random>
#include <string>
#include <vector>

#include "e2e/harness/application.h"

namespace convlens::e2e {

/// Random hands: what they do follows from the seed and from what the window shows.
class RandomHands {
 public:
  /// `files`: names in the program's home folder that are dropped onto the window.
  RandomHands(uint64_t seed, std::vector<std::string> files);

  /// Does one thing. It is written to `log` before it is done, so that the last line names what
  /// killed the program.
  void Act(Application& app, const std::function<void(const std::string&)>& log);

 private:
  using Log = std::function<void(const std::string&)>;

  int Below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random_); }
  double Part() { return std::uniform_real_distribution<double>(0, 1)(random_); }
  template <typename T>
  const T& OneOf(const std::vector<T>& all) {
    return all[static_cast<size_t>(Below(static_cast<int>(all.size())))];
  }
  Spot Somewhere(const Place& place);
  /// In a grid twice as often as elsewhere; its name goes to `name`.
  Spot AnySpot(const Application& app, std::string* name);

  void ActInDialog(Application& app, const Log& log);
  void Click(Application& app, const Log& log);
  void Drag(Application& app, const Log& log);
  void Wheel(Application& app, const Log& log);
  void Press(Application& app, const Log& log);
  void Type(Application& app, const Log& log);
  void Drop(Application& app, const Log& log);
  void Resize(Application& app, const Log& log);

  std::mt19937_64 random_;
  std::vector<std::string> files_;
};

}  // namespace convlens::e2e
