#include "layer_work.h"

#include <algorithm>
#include <sstream>

#include "core/grid/random.h"
#include "layer/settings/stack_presets.h"

namespace convlens::bench {
namespace {

/// A layer of the table: its name tells all but the padding.
struct Size {
  TensorShape input;
  int outputs;
  int side;  // of the kernel
  int padding;
  int stride = 1;
  int dilation = 1;
  int groups = 1;
};

constexpr Size kForward[] = {
    {{3, {224, 224}}, 64, 3, 1},      {{64, {224, 224}}, 64, 3, 1},
    {{128, {112, 112}}, 128, 3, 1},   {{256, {56, 56}}, 256, 3, 1},
    {{512, {28, 28}}, 512, 3, 1},     {{512, {14, 14}}, 512, 3, 1},
    {{3, {224, 224}}, 64, 11, 2, 4},  {{3, {224, 224}}, 64, 7, 3, 2},
    {{64, {56, 56}}, 128, 3, 1, 2},   {{256, {56, 56}}, 64, 1, 0},
    {{512, {28, 28}}, 512, 1, 0},     {{64, {112, 112}}, 64, 3, 1, 1, 1, 64},
    {{64, {56, 56}}, 64, 3, 2, 1, 2}, {{1, {28, 28}}, 6, 5, 2},
    {{6, {14, 14}}, 16, 5, 0},
};
constexpr Size kGradients[] = {{{64, {56, 56}}, 64, 3, 1}, {{6, {14, 14}}, 16, 5, 0}};

std::string NameOf(const std::string& task, const Size& size) {
  const TensorShape& input = size.input;
  std::ostringstream name;
  name << task << '/' << input.channels << 'x' << input.grid.height << 'x' << input.grid.width
       << '/' << size.outputs << '/' << size.side << 'x' << size.side;
  if (size.stride > 1) name << 's' << size.stride;
  if (size.dilation > 1) name << 'd' << size.dilation;
  if (size.groups > 1) name << 'g' << size.groups;
  return name.str();
}

Tensor NormalTensor(TensorShape shape, uint64_t seed) {
  Tensor tensor;
  for (int c = 0; c < shape.channels; ++c) {
    tensor.channels.emplace_back(NormalGrid(shape.grid, seed + static_cast<uint64_t>(c)));
  }
  return tensor;
}

LayerProblemPtr ProblemOf(LayerTask task, const std::string& name, const Size& size) {
  LayerSettings s;
  s.window = {size.side, size.side};
  s.outputs = size.outputs;
  s.padding = {size.padding, size.padding, size.padding, size.padding};
  s.stride = {size.stride, size.stride};
  s.dilation = {size.dilation, size.dilation};
  s.groups = size.groups;
  LayerProblem problem{task, name, {RandomLayer(s, size.input.channels, 2)}, {}, {}};
  problem.x = NormalTensor(size.input, 10);
  if (task == LayerTask::kGradient) {
    problem.given = NormalTensor(*CheckedOutputShape(s, size.input), 1000);
  }
  return std::make_shared<LayerProblem>(std::move(problem));
}

LayerProblemPtr ChannelsOf(LayerTask task, const std::string& name, std::string_view preset) {
  const StackPreset& stack = *FindStackPreset(preset);
  LayerProblem problem{task, name, LayersOf(stack, 3), NormalTensor(stack.input, 10), {}};
  if (task == LayerTask::kStackStep) {
    const TensorShape output = ShapesOf(problem.layers, stack.input).outputs.back();
    problem.given = NormalTensor(output, 1000);
    problem.rate = 1e-4F;
  }
  return std::make_shared<LayerProblem>(std::move(problem));
}

bool Starts(const std::string& name, const char* with) { return name.rfind(with, 0) == 0; }

/// Work that gains from a second thread: not LeNet's layers.
bool Large(const std::string& name) {
  return Starts(name, "stack/") ||
         (Starts(name, "layer") && name.find("/5x5") == std::string::npos);
}

/// Where F(4×4, 3×3) is another way than the default.
bool ByFourByFour(const std::string& name) {
  const std::string kernel = "/3x3";
  const bool plain = name.size() > kernel.size() &&
                     name.compare(name.size() - kernel.size(), kernel.size(), kernel) == 0;
  return name == "stack/vgg16" || (plain && Starts(name, "layer/") && !Starts(name, "layer/3x"));
}

}  // namespace

double LayerProblem::Flops() const {
  const double once = 2.0 * static_cast<double>(MultiplyAdds(layers, x.shape()));
  if (task == LayerTask::kGradient) return 2 * once;
  return task == LayerTask::kStackStep ? 3 * once : once;
}

std::vector<LayerWork> LayerWorks() {
  std::vector<LayerWork> works;
  const auto add = [&](LayerTask task, const std::string& name, const Size& size) {
    works.push_back({name, [=] { return ProblemOf(task, name, size); }});
  };
  for (const Size& size : kForward) add(LayerTask::kForward, NameOf("layer", size), size);
  for (const Size& size : kGradients) {
    add(LayerTask::kGradient, NameOf("layer_gradient", size), size);
  }
  works.push_back(
      {"stack/vgg16", [] { return ChannelsOf(LayerTask::kStack, "stack/vgg16", "vgg-16"); }});
  works.push_back({"stack_step/lenet",
                   [] { return ChannelsOf(LayerTask::kStackStep, "stack_step/lenet", "lenet"); }});
  return works;
}

std::vector<LayerContender> LayerContenders() {
  const auto all = [](const std::string&) { return true; };
  std::vector<LayerContender> contenders{
      {"convlens", [](auto problem) { return PrepareLayersByConvLens(problem, {1}); }, all}};
  if (Threads::OfMachine().count > 1) {
    contenders.push_back(
        {"convlens_2t", [](auto problem) { return PrepareLayersByConvLens(problem, {2}); }, Large});
  }
  contenders.push_back({"convlens_f4",
                        [](auto problem) {
                          return PrepareLayersByConvLens(problem, {1},
                                                         CorrelationMethod::kFourByFour);
                        },
                        ByFourByFour, 3e-5});
#ifdef CONVLENS_BENCH_ONEDNN
  contenders.push_back({"onednn", PrepareLayersByOneDnn,
                        [](const std::string& name) { return Starts(name, "layer"); }});
#endif
  if (!HavePyTorch()) return contenders;
  contenders.push_back(
      {"pytorch", [](auto problem) { return PrepareLayersByPyTorch(problem, {1}); }, all});
  contenders.push_back({"pytorch_2t",
                        [](auto problem) { return PrepareLayersByPyTorch(problem, {2}); },
                        [](const std::string& name) { return Starts(name, "stack/"); }});
  return contenders;
}

Grid Flat(const Tensor& tensor) {
  Grid flat(1, static_cast<int>(tensor.shape().count()));
  float* to = flat.row(0);
  for (const SharedGrid& channel : tensor.channels) {
    for (int r = 0; r < channel->height(); ++r) {
      to = std::copy_n(channel->row(r), channel->width(), to);
    }
  }
  return flat;
}

Grid Flat(const std::vector<Layer>& layers) {
  Grid flat(1, 0);
  for (const Layer& layer : layers) {
    if (!layer.settings.has_weights()) continue;
    Grid biases(1, static_cast<int>(layer.bias.size()));
    std::copy(layer.bias.begin(), layer.bias.end(), biases.row(0));
    flat = Joined(flat, Joined(Flat(Tensor(layer.weights.matrix())), biases));
  }
  return flat;
}

Grid Joined(const Grid& a, const Grid& b) {
  if (a.empty()) return b;
  Grid joined(1, a.width() + b.width());
  std::copy_n(b.row(0), b.width(), std::copy_n(a.row(0), a.width(), joined.row(0)));
  return joined;
}

}  // namespace convlens::bench
