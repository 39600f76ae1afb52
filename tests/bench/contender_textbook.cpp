#include "core/correlate/correlate.h"
#include "work.h"

// The loops as the book writes them, in float32, by a compiler that optimizes as for the program.

namespace convlens::bench {
namespace {

/// Beyond it a run takes too long to be repeated.
constexpr int64_t kMostMultiplyAdds = 120'000'000;

void TextbookForward(const Grid& x, const Grid& k, Grid& y) {
  for (int i = 0; i < y.height(); ++i) {
    for (int j = 0; j < y.width(); ++j) {
      float sum = 0;
      for (int a = 0; a < k.height(); ++a) {
        for (int b = 0; b < k.width(); ++b) sum += k.at(a, b) * x.at(i + a, j + b);
      }
      y.at(i, j) = sum;
    }
  }
}

}  // namespace

Work PrepareTextbook(std::shared_ptr<const Problem> problem) {
  const int64_t work = MultiplyAdds(problem->x.shape(), problem->k.shape());
  if (problem->task != Task::kForward || work > kMostMultiplyAdds) return {};
  const auto y = std::make_shared<Grid>(problem->output());
  return {[problem, y] { TextbookForward(problem->x, problem->k, *y); }, [y] { return *y; }};
}

}  // namespace convlens::bench
