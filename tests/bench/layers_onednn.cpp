#include <algorithm>
#include <dnnl.hpp>

#include "layer_work.h"

extern "C" void omp_set_num_threads(int count);  // of the library's own thread pool

namespace convlens::bench {
namespace {

using dnnl::memory;
using Desc = memory::desc;
using Tag = memory::format_tag;
using Dims = memory::dims;

/// A layer with every memory layout left to the library, its primitives made once; data is brought
/// into its layout before the clock runs.
class LayerByOneDnn {
 public:
  explicit LayerByOneDnn(const LayerProblem& problem)
      : s_(problem.layers[0].settings),
        x_shape_(problem.x.shape()),
        y_shape_(*CheckedOutputShape(s_, x_shape_)),
        forward_({dnnl::prop_kind::forward_training, dnnl::algorithm::convolution_auto,
                  Any(DimsOf(x_shape_)), Any(WeightDims()), Any({s_.outputs}),
                  Any(DimsOf(y_shape_)), Strides(), Dilates(), Before(), Behind()},
                 engine_),
        x_(forward_.src_desc(), engine_),
        weights_(forward_.weights_desc(), engine_),
        bias_(forward_.bias_desc(), engine_),
        y_(forward_.dst_desc(), engine_) {
    Import(Flat(problem.x), DimsOf(x_shape_), Tag::nchw, x_);
    const Layer& layer = problem.layers[0];
    Import(Flat(Tensor(layer.weights.matrix())), WeightDims(), WeightTag(), weights_);
    Grid bias(1, s_.outputs);
    std::copy(layer.bias.begin(), layer.bias.end(), bias.row(0));
    Import(bias, {s_.outputs}, Tag::x, bias_);
  }

  void Forward() {
    run_forward_.execute(stream_, {{DNNL_ARG_SRC, x_},
                                   {DNNL_ARG_WEIGHTS, weights_},
                                   {DNNL_ARG_BIAS, bias_},
                                   {DNNL_ARG_DST, y_}});
    stream_.wait();
  }
  Grid Output() { return Export(y_, DimsOf(y_shape_), Tag::nchw); }

  /// Makes the gradients' primitives, in layouts of their own.
  void PrepareGradients(const Grid& dy) {
    by_input_ = {{dnnl::algorithm::convolution_auto, Any(DimsOf(x_shape_)), Any(WeightDims()),
                  Any(DimsOf(y_shape_)), Strides(), Dilates(), Before(), Behind()},
                 engine_,
                 forward_};
    by_weights_ = {{dnnl::algorithm::convolution_auto, Any(DimsOf(x_shape_)), Any(WeightDims()),
                    Any(DimsOf(y_shape_)), Strides(), Dilates(), Before(), Behind()},
                   engine_,
                   forward_};
    run_by_input_ = dnnl::convolution_backward_data(by_input_);
    run_by_weights_ = dnnl::convolution_backward_weights(by_weights_);
    dy_of_input_ = memory(by_input_.diff_dst_desc(), engine_);
    dy_of_weights_ = memory(by_weights_.diff_dst_desc(), engine_);
    Import(dy, DimsOf(y_shape_), Tag::nchw, dy_of_input_);
    Import(dy, DimsOf(y_shape_), Tag::nchw, dy_of_weights_);
    weights_of_input_ = Converted(weights_, by_input_.weights_desc());
    x_of_weights_ = Converted(x_, by_weights_.src_desc());
    dx_ = memory(by_input_.diff_src_desc(), engine_);
    dw_ = memory(by_weights_.diff_weights_desc(), engine_);
  }
  void Backward() {
    run_by_input_.execute(stream_, {{DNNL_ARG_DIFF_DST, dy_of_input_},
                                    {DNNL_ARG_WEIGHTS, weights_of_input_},
                                    {DNNL_ARG_DIFF_SRC, dx_}});
    run_by_weights_.execute(stream_, {{DNNL_ARG_SRC, x_of_weights_},
                                      {DNNL_ARG_DIFF_DST, dy_of_weights_},
                                      {DNNL_ARG_DIFF_WEIGHTS, dw_}});
    stream_.wait();
  }
  Grid Gradients() {
    return Joined(Export(dx_, DimsOf(x_shape_), Tag::nchw), Export(dw_, WeightDims(), WeightTag()));
  }

 private:
  static Desc Any(const Dims& dims) { return {dims, memory::data_type::f32, Tag::any}; }
  static Dims DimsOf(TensorShape s) { return {1, s.channels, s.grid.height, s.grid.width}; }
  Dims WeightDims() const {
    const int inputs = x_shape_.channels / s_.groups;
    if (s_.groups == 1) return {s_.outputs, inputs, s_.window.height, s_.window.width};
    return {s_.groups, s_.outputs / s_.groups, inputs, s_.window.height, s_.window.width};
  }
  Tag WeightTag() const { return s_.groups == 1 ? Tag::oihw : Tag::goihw; }
  Dims Strides() const { return {s_.stride.rows, s_.stride.cols}; }
  Dims Dilates() const { return {s_.dilation.rows - 1, s_.dilation.cols - 1}; }
  Dims Before() const { return {s_.padding.top, s_.padding.left}; }
  Dims Behind() const { return {s_.padding.bottom, s_.padding.right}; }

  void Import(const Grid& row, const Dims& dims, Tag tag, memory& to) {
    memory plain({dims, memory::data_type::f32, tag}, engine_);
    std::copy_n(row.row(0), row.width(), static_cast<float*>(plain.get_data_handle()));
    dnnl::reorder(plain, to).execute(stream_, plain, to);
    stream_.wait();
  }
  Grid Export(memory& from, const Dims& dims, Tag tag) {
    memory plain({dims, memory::data_type::f32, tag}, engine_);
    dnnl::reorder(from, plain).execute(stream_, from, plain);
    stream_.wait();
    const auto count = static_cast<int>(plain.get_desc().get_size() / sizeof(float));
    return Grid(GridView{static_cast<const float*>(plain.get_data_handle()), 1, count, count});
  }
  memory Converted(memory& from, const Desc& desc) {
    memory to(desc, engine_);
    dnnl::reorder(from, to).execute(stream_, from, to);
    stream_.wait();
    return to;
  }

  LayerSettings s_;
  TensorShape x_shape_;
  TensorShape y_shape_;
  dnnl::engine engine_{dnnl::engine::kind::cpu, 0};
  dnnl::stream stream_{engine_};
  dnnl::convolution_forward::primitive_desc forward_;
  dnnl::convolution_forward run_forward_{forward_};
  memory x_, weights_, bias_, y_;
  dnnl::convolution_backward_data::primitive_desc by_input_;
  dnnl::convolution_backward_weights::primitive_desc by_weights_;
  dnnl::convolution_backward_data run_by_input_;
  dnnl::convolution_backward_weights run_by_weights_;
  memory dy_of_input_, dy_of_weights_, weights_of_input_, x_of_weights_, dx_, dw_;
};

}  // namespace

Work PrepareLayersByOneDnn(const LayerProblemPtr& problem) {
  omp_set_num_threads(1);
  const auto layer = std::make_shared<LayerByOneDnn>(*problem);
  if (problem->task == LayerTask::kForward) {
    return {[layer] { layer->Forward(); }, [layer] { return layer->Output(); }};
  }
  layer->PrepareGradients(Flat(problem->given));
  return {[layer] { layer->Backward(); }, [layer] { return layer->Gradients(); }};
}

}  // namespace convlens::bench
