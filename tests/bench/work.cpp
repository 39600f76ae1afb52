#include "work.h"

#include "core/correlate.h"
#include "core/random.h"

namespace convlens::bench {
namespace {

std::string Text(Shape shape) {
  return std::to_string(shape.height) + "x" + std::to_string(shape.width);
}

}  // namespace

std::string NameOf(Task task) {
  if (task == Task::kGradient) return "gradient";
  if (task == Task::kStep) return "step";
  return "forward";
}

Problem::Problem(Task the_task, Shape input, Shape kernel)
    : task(the_task),
      x(NormalGrid(input, 1)),
      k(NormalGrid(kernel, 2, 0.1F)),
      g(NormalGrid(ValidOutputShape(input, kernel), 3)),
      rate(0.1F / static_cast<float>(ValidOutputShape(input, kernel).count())) {}

double Problem::Flops() const {
  const double once = 2.0 * static_cast<double>(MultiplyAdds(x.shape(), k.shape()));
  return task == Task::kStep ? 2 * once : once;
}

std::string Problem::Name() const {
  return NameOf(task) + "/" + Text(x.shape()) + "/" + Text(k.shape());
}

std::vector<Contender> Contenders() {
  std::vector<Contender> contenders{{"convlens", PrepareConvLens}, {"textbook", PrepareTextbook}};
#ifdef CONVLENS_BENCH_OPENCV
  contenders.push_back({"opencv", PrepareOpenCv});
#endif
#ifdef CONVLENS_BENCH_ONEDNN
  contenders.push_back({"onednn", PrepareOneDnn});
#endif
  return contenders;
}

}  // namespace convlens::bench
