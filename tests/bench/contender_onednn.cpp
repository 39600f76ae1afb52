#include <dnnl.hpp>

#include "core/correlate/gradient.h"
#include "work.h"

extern "C" void omp_set_num_threads(int count);  // of the library's own thread pool

namespace convlens::bench {
namespace {

using dnnl::memory;
using Desc = memory::desc;
using Tag = memory::format_tag;

/// A convolution of one channel with every memory layout left to the library, its primitives made
/// once; data is brought into its layout before the clock runs.
class Convolution {
 public:
  Convolution(Shape x, Shape k, Shape y)
      : forward_(MakeForward(x, k, y)),
        backward_(MakeBackward(x, k, y)),
        run_forward_(forward_),
        run_backward_(backward_),
        x_(forward_.src_desc(), engine_),
        k_(forward_.weights_desc(), engine_),
        y_(forward_.dst_desc(), engine_),
        dk_(backward_.diff_weights_desc(), engine_) {}

  void SetInput(const Grid& grid) { Import(grid, x_); }
  void SetKernel(const Grid& grid) { Import(grid, k_); }
  void SetOutput(const Grid& grid) { Import(grid, y_); }
  Grid Output(Shape shape) { return Export(y_, shape); }
  Grid Gradient(Shape shape) { return Export(dk_, shape); }
  Grid Kernel(Shape shape) { return Export(k_, shape); }

  void Forward() {
    run_forward_.execute(stream_, {{DNNL_ARG_SRC, x_}, {DNNL_ARG_WEIGHTS, k_}, {DNNL_ARG_DST, y_}});
    stream_.wait();
  }
  void Backward() {
    run_backward_.execute(
        stream_, {{DNNL_ARG_SRC, x_}, {DNNL_ARG_DIFF_DST, y_}, {DNNL_ARG_DIFF_WEIGHTS, dk_}});
    stream_.wait();
  }
  bool OneLayout() { return k_.get_desc() == dk_.get_desc(); }
  memory& output() { return y_; }
  memory& kernel() { return k_; }
  memory& gradient() { return dk_; }

 private:
  static Desc Any(Shape s) { return {{1, 1, s.height, s.width}, memory::data_type::f32, Tag::any}; }
  static Desc Plain(Shape s) {
    return {{1, 1, s.height, s.width}, memory::data_type::f32, Tag::nchw};
  }
  dnnl::convolution_forward::primitive_desc MakeForward(Shape x, Shape k, Shape y) {
    const dnnl::convolution_forward::desc desc(dnnl::prop_kind::forward_training,
                                               dnnl::algorithm::convolution_auto, Any(x), Any(k),
                                               Any(y), {1, 1}, {0, 0}, {0, 0});
    return {desc, engine_};
  }
  /// In the forward primitive's layouts, so that nothing is converted between the two.
  dnnl::convolution_backward_weights::primitive_desc MakeBackward(Shape, Shape k, Shape) {
    const dnnl::convolution_backward_weights::desc desc(
        dnnl::algorithm::convolution_auto, forward_.src_desc(), Any(k), forward_.dst_desc(), {1, 1},
        {0, 0}, {0, 0});
    return {desc, engine_, forward_};
  }
  void Import(const Grid& grid, memory& to) {
    memory plain(Plain(grid.shape()), engine_);
    auto* cells = static_cast<float*>(plain.get_data_handle());
    CopyGrid(grid, {cells, grid.height(), grid.width(), grid.width()});
    dnnl::reorder(plain, to).execute(stream_, plain, to);
    stream_.wait();
  }
  Grid Export(memory& from, Shape shape) {
    memory plain(Plain(shape), engine_);
    dnnl::reorder(from, plain).execute(stream_, from, plain);
    stream_.wait();
    const auto* cells = static_cast<const float*>(plain.get_data_handle());
    return Grid(GridView{cells, shape.height, shape.width, shape.width});
  }

  dnnl::engine engine_{dnnl::engine::kind::cpu, 0};
  dnnl::stream stream_{engine_};
  dnnl::convolution_forward::primitive_desc forward_;
  dnnl::convolution_backward_weights::primitive_desc backward_;
  dnnl::convolution_forward run_forward_;
  dnnl::convolution_backward_weights run_backward_;
  memory x_, k_, y_, dk_;
};

/// A memory's floats as one row, in any layout.
MutableGridView Cells(memory& m) {
  const int count = static_cast<int>(m.get_desc().get_size() / sizeof(float));
  return {static_cast<float*>(m.get_data_handle()), 1, count, count};
}

}  // namespace

Work PrepareOneDnn(std::shared_ptr<const Problem> problem) {
  if (problem->task == Task::kSeparable) return {};
  omp_set_num_threads(1);
  const Shape output = problem->output();
  const Shape kernel = problem->k.shape();
  const auto layer = std::make_shared<Convolution>(problem->x.shape(), kernel, output);
  layer->SetInput(problem->x);
  layer->SetKernel(problem->k);
  if (problem->task == Task::kForward) {
    return {[layer] { layer->Forward(); }, [layer, output] { return layer->Output(output); }};
  }
  if (problem->task == Task::kGradient) {
    layer->SetOutput(problem->g);
    return {[layer] { layer->Backward(); }, [layer, kernel] { return layer->Gradient(kernel); }};
  }
  layer->SetOutput(problem->g);
  const auto target = std::make_shared<Grid>(GridView(Cells(layer->output())));
  if (!layer->OneLayout()) return {};
  const auto run = [layer, target, problem] {
    layer->Forward();
    SquaredError(Cells(layer->output()), *target, Cells(layer->output()));
    layer->Backward();
    const MutableGridView k = Cells(layer->kernel());
    const MutableGridView dk = Cells(layer->gradient());
    for (int i = 0; i < k.width; ++i) k.at(0, i) -= 2 * problem->rate * dk.at(0, i);
  };
  return {run, [layer, kernel] { return layer->Kernel(kernel); }};
}

}  // namespace convlens::bench
