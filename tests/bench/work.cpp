#include "work.h"

#include "core/correlate/correlate.h"
#include "core/grid/random.h"

namespace convlens::bench {
namespace {

std::string Text(Shape shape) {
  return std::to_string(shape.height) + "x" + std::to_string(shape.width);
}

Grid KernelOf(Task task, Shape shape, const Grid& column, const Grid& row) {
  if (task != Task::kSeparable) return NormalGrid(shape, 2, 0.1F);
  Grid k(shape);
  for (int a = 0; a < shape.height; ++a) {
    for (int b = 0; b < shape.width; ++b) k.at(a, b) = column.at(a, 0) * row.at(0, b);
  }
  return k;
}

}  // namespace

std::string NameOf(Task task) {
  if (task == Task::kGradient) return "gradient";
  if (task == Task::kStep) return "step";
  if (task == Task::kSeparable) return "separable";
  return "forward";
}

Problem::Problem(Task the_task, Shape input, Shape kernel)
    : task(the_task),
      x(NormalGrid(input, 1)),
      column(UniformGrid({kernel.height, 1}, 4, 0.1F, 0.3F)),
      row(UniformGrid({1, kernel.width}, 5, 0.1F, 0.3F)),
      k(KernelOf(the_task, kernel, column, row)),
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
  std::vector<Contender> contenders{{"convlens", PrepareConvLens}};
  if (Threads::OfMachine().count > 1) {
    contenders.push_back({"convlens_2t", PrepareConvLensOnTwoThreads});
  }
  contenders.push_back({"textbook", PrepareTextbook});
#ifdef CONVLENS_BENCH_OPENCV
  contenders.push_back({"opencv", PrepareOpenCv});
#endif
#ifdef CONVLENS_BENCH_ONEDNN
  contenders.push_back({"onednn", PrepareOneDnn});
#endif
  if (HavePyTorch()) contenders.push_back({"pytorch", PreparePyTorch});
  return contenders;
}

}  // namespace convlens::bench
