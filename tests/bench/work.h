#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/grid/grid.h"

// What is timed: the same piece of work, done by several contenders on the same numbers.

namespace convlens::bench {

enum class Task {
  kForward,    ///< valid correlation of x with k
  kSeparable,  ///< the same with k the product of a column and a row, known beforehand
  kGradient,   ///< kernel gradient of x and g
  kStep,       ///< forward, summed squared error, kernel gradient, update of the kernel
};

/// Name of the task in the entries' names: "forward", ...
std::string NameOf(Task task);

/// One piece of work with its data: arbitrary numbers, the same for every contender.
struct Problem {
  Problem(Task task, Shape input, Shape kernel);

  Task task;
  Grid x;
  Grid column;  ///< of kSeparable: k = column × row
  Grid row;
  Grid k;
  Grid g;      ///< the shape of the output: the gradient given to kGradient, the target of kStep
  float rate;  ///< of kStep: small enough to converge

  Shape output() const { return g.shape(); }
  /// Multiplications and additions of one run.
  double Flops() const;
  /// "forward/256x256/5x5", to be followed by the contender.
  std::string Name() const;
};

/// A contender's preparation of a problem: everything that needs doing only once.
struct Work {
  std::function<void()> run;     ///< what is timed
  std::function<Grid()> result;  ///< after `run`: the output, the gradient, or the updated kernel
  /// Instead of `run`, of work that is done and timed elsewhere: how long it takes.
  std::function<double()> seconds = {};

  explicit operator bool() const { return run || seconds; }
};

struct Contender {
  std::string who;
  /// The work, or none where the contender cannot do it.
  std::function<Work(std::shared_ptr<const Problem>)> prepare;
};

/// In the order of the table's columns; ConvLens first.
std::vector<Contender> Contenders();

Work PrepareConvLens(std::shared_ptr<const Problem> problem);
Work PrepareConvLensOnTwoThreads(std::shared_ptr<const Problem> problem);
Work PrepareTextbook(std::shared_ptr<const Problem> problem);
Work PrepareOpenCv(std::shared_ptr<const Problem> problem);
Work PrepareOneDnn(std::shared_ptr<const Problem> problem);
Work PreparePyTorch(std::shared_ptr<const Problem> problem);
bool HavePyTorch();

/// Empty when `result` is what the plain loops give, else a message. Called after the first run.
/// Of outputs that would take the plain loops minutes, some rows are compared.
std::string CheckResult(const Problem& problem, const Grid& result);

}  // namespace convlens::bench
