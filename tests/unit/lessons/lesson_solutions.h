#pragma once

#include <functional>
#include <string>
#include <vector>

#include "work/workbench.h"

namespace convlens {

/// What a reader does who follows a lesson to the letter.
struct LessonSolution {
  using Deed = std::function<void(Workbench&)>;
  std::string lesson_id;
  std::vector<Deed> steps;  ///< one for each step
  Deed try_it;
};
std::vector<LessonSolution> LessonSolutions();

/// Shift+T, at the machine's own pace, until the run stops.
void TrainToTheEnd(Workbench& bench);

}  // namespace convlens
