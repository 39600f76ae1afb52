#include "ui/controls/problems.h"

#include <algorithm>
#include <utility>

namespace convlens {

void ReportProblem(UiState& state, Message problem) {
  std::deque<Message>& told = state.problems;
  if (std::find(told.begin(), told.end(), problem) == told.end()) {
    told.push_back(std::move(problem));
  }
}

void ReportNotice(UiState& state, Message notice) { state.notice = std::move(notice); }

void ForgetPastProblems(UiContext& ui) {
  const Lesson* lesson = ui.bench.lesson();
  const ProblemOccasion now{lesson != nullptr ? lesson->id : std::string(), ui.state.tab,
                            ui.bench.view().figure, ui.bench.revision()};
  ProblemOccasion then = std::exchange(ui.state.problem_occasion, now);
  if (ui.bench.training().running()) then.revision = now.revision;
  // What was reported while this frame acted belongs to it, even where the act changed something.
  const size_t told = std::min(ui.state.problems.size(), ui.state.problems_shown);
  if (then != now) {
    ui.state.notice.reset();
    ui.state.problems.erase(ui.state.problems.begin(),
                            ui.state.problems.begin() + static_cast<std::ptrdiff_t>(told));
  }
  ui.state.problems_shown = ui.state.problems.size();
}

}  // namespace convlens
