#include "goals.h"

#include <cstdio>

namespace convlens::bench {
namespace {

/// How many times faster `work`/`own` must be than `versus`: a contender of the same work, or a
/// limit. Of the limit of multiply-adds, what share must be reached.
struct Goal {
  const char* work;
  const char* own;
  const char* versus;
  double at_least;
};

constexpr const char* kOne = "convlens";
constexpr const char* kTwo = "convlens_2t";

constexpr Goal kGoals[] = {
    {"forward/6x8/1x2", kOne, "opencv", 25},
    {"forward/6x8/1x2", kOne, "onednn", 15},
    {"forward/28x28/3x3", kOne, "opencv", 10},
    {"forward/1080x1920/3x3", kOne, "opencv", 2.2},
    {"forward/1080x1920/3x3", kOne, "limit/copy/1080x1920", 0.90},
    {"forward/4096x4096/3x3", kOne, "opencv", 2.2},
    {"forward/4096x4096/3x3", kOne, "limit/memcpy/4096x4096", 1.3},
    {"forward/256x256/5x5", kOne, "opencv", 3.3},
    {"forward/256x256/5x5", kOne, kPeak, 0.75},
    {"forward/1080x1920/5x5", kOne, "opencv", 3.3},
    {"forward/1080x1920/5x5", kOne, kPeak, 0.75},
    {"forward/256x256/7x7", kOne, "opencv", 3.3},
    {"forward/256x256/7x7", kOne, kPeak, 0.75},
    {"forward/1024x1024/7x7", kOne, "opencv", 3.3},
    {"forward/1024x1024/7x7", kOne, kPeak, 0.75},
    {"forward/1080x1920/7x7", kOne, "opencv", 3.3},
    {"forward/1080x1920/7x7", kOne, kPeak, 0.75},
    {"forward/256x256/11x11", kOne, "opencv", 3.3},
    {"forward/256x256/11x11", kOne, kPeak, 0.85},
    {"forward/1080x1920/11x11", kOne, "opencv", 3.3},
    {"forward/1080x1920/11x11", kOne, kPeak, 0.85},
    {"forward/256x256/15x15", kOne, "opencv", 3.3},
    {"forward/1080x1920/15x15", kOne, "opencv", 5},
    {"forward/256x256/31x31", kOne, "opencv", 2},
    {"forward/1080x1920/31x31", kOne, "opencv", 6},
    {"forward/1080x1920/63x63", kOne, "opencv", 6},
    {"forward/1080x1920/127x127", kOne, "opencv", 6},
    {"forward/1080x1920/255x255", kOne, "opencv", 6},
    {"separable/1080x1920/15x15", kOne, "opencv", 4},
    {"separable/1080x1920/31x31", kOne, "opencv", 4},
    {"step/6x8/1x2", kOne, "pytorch", 1000},
    {"step/6x8/1x2", kOne, "onednn", 10},
    {"step/28x28/3x3", kOne, "pytorch", 180},
    {"step/28x28/3x3", kOne, "onednn", 6},
    {"step/256x256/5x5", kOne, "pytorch", 28},
    {"step/256x256/5x5", kOne, "onednn", 14},
    {"step/1024x1024/7x7", kOne, "pytorch", 40},
    {"step/1024x1024/7x7", kOne, "onednn", 11},
    {"layer/3x224x224/64/3x3", kOne, "onednn", 1.0},
    {"layer/64x224x224/64/3x3", kOne, "onednn", 1.4},
    {"layer/128x112x112/128/3x3", kOne, "onednn", 1.6},
    {"layer/256x56x56/256/3x3", kOne, "onednn", 1.7},
    {"layer/512x28x28/512/3x3", kOne, "onednn", 1.7},
    {"layer/512x14x14/512/3x3", kOne, "onednn", 1.5},
    {"layer/3x224x224/64/11x11s4", kOne, "onednn", 1.0},
    {"layer/3x224x224/64/7x7s2", kOne, "onednn", 1.0},
    {"layer/256x56x56/64/1x1", kOne, "onednn", 1.0},
    {"layer/512x28x28/512/1x1", kOne, "onednn", 1.0},
    {"layer/64x112x112/64/3x3g64", kOne, "onednn", 1.2},
    {"layer/64x56x56/64/3x3d2", kOne, "onednn", 1.0},
    {"layer/1x28x28/6/5x5", kOne, "onednn", 1.5},
    {"layer/6x14x14/16/5x5", kOne, "onednn", 1.2},
    {"layer_gradient/64x56x56/64/3x3", kOne, "onednn", 1.0},
    {"layer_gradient/6x14x14/16/5x5", kOne, "onednn", 1.0},
    {"layer_gradient/64x56x56/64/3x3", kOne, "pytorch", 3.0},
    {"layer_gradient/6x14x14/16/5x5", kOne, "pytorch", 3.0},
    {"stack/vgg16", kOne, "pytorch", 1 / 0.6},
    {"stack/vgg16", kTwo, "pytorch_2t", 1 / 0.6},
    {"stack_step/lenet", kOne, "pytorch", 7},
    {"forward/1080x1920/7x7", kTwo, kOne, 1.8},
    {"forward/1080x1920/7x7", kTwo, "opencv", 5},
    {"forward/1080x1920/15x15", kTwo, kOne, 1.8},
    {"forward/1080x1920/15x15", kTwo, "opencv", 5},
    {"forward/1080x1920/31x31", kTwo, kOne, 1.8},
    {"forward/4096x4096/7x7", kTwo, kOne, 1.8},
    {"forward/4096x4096/15x15", kTwo, kOne, 1.8},
};

constexpr Goal kGoalsOfAvx2[] = {
    {"forward/256x256/15x15", kOne, "opencv", 1.7},
    {"forward/1080x1920/15x15", kOne, "opencv", 1.7},
};

bool IsLimit(const std::string& name) { return name.rfind("limit/", 0) == 0; }

double Reached(const Results& results, const Goal& goal) {
  const std::string own = std::string(goal.work) + "/" + goal.own;
  if (goal.versus == std::string(kPeak)) return results.ShareOfPeak(own);
  const std::string versus =
      IsLimit(goal.versus) ? goal.versus : std::string(goal.work) + "/" + goal.versus;
  const double seconds = results.Seconds(own);
  return seconds == 0 ? 0 : results.Seconds(versus) / seconds;
}

/// What a core that does nothing but multiply-adds, at the peak, would reach: of a goal that names
/// a peer, whether the machine can do it at all by direct summation. 0 where that says nothing.
double AtPeak(const Results& results, const Goal& goal) {
  const std::string own = std::string(goal.work) + "/" + goal.own;
  const double share = results.ShareOfPeak(own);
  const std::string work = goal.work;
  const bool direct = goal.own == std::string(kOne) && work.rfind("sep", 0) != 0 &&
                      work.rfind("layer", 0) != 0 && work.rfind("stack", 0) != 0;
  if (share == 0 || !direct || IsLimit(goal.versus)) return 0;
  return Reached(results, goal) / share;
}

void PrintGoal(const Results& results, const Goal& goal) {
  const double reached = Reached(results, goal);
  if (reached == 0) return;
  const double most = AtPeak(results, goal);
  std::printf("%-30s %-12s %-22s %9s %9s %9s  %s\n", goal.work, goal.own, goal.versus,
              Number(goal.at_least, 2).c_str(), Number(reached, 2).c_str(),
              most == 0 ? "" : Number(most, 2).c_str(),
              reached >= goal.at_least            ? "reached"
              : most != 0 && most < goal.at_least ? "beyond the peak"
                                                  : "missed");
}

}  // namespace

void PrintGoals(const Results& results, const std::string& target) {
  std::printf(
      "\nGoals: how many times faster than what, or what share of the limit/fma. \"At peak\": "
      "the ratio if\nevery cycle did a multiply-add for a product of the sum.\n");
  std::printf("%-30s %-12s %-22s %9s %9s %9s\n", "", "", "than", "goal", "reached", "at peak");
  if (target == "AVX2") {
    for (const Goal& goal : kGoalsOfAvx2) PrintGoal(results, goal);
  } else {
    for (const Goal& goal : kGoals) PrintGoal(results, goal);
  }
}

}  // namespace convlens::bench
