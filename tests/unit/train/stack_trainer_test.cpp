#include <doctest/doctest.h>

#include <cmath>

#include "core/grid/random.h"
#include "layer/compute/forward.h"
#include "layer/settings/stack_text.h"
#include "train/run/stack_gradient.h"
#include "train/run/trainer.h"

using namespace convlens;

namespace {

struct LossAt {
  int step;
  double loss;
};

/// What PyTorch 1.13 makes of a stack in float64: losses before some updates, the loss after the
/// last one, and all that was learned, in the order of `LearnedParameters`.
struct Run {
  int steps;
  std::vector<LossAt> losses;
  double final_loss;
  std::vector<double> parameters;
};

const Run kAdam = {
    30,
    {{0, 0.279566447}, {1, 0.228591875}, {5, 0.113049428}, {15, 0.0736753895}, {29, 0.0516818038}},
    0.0515077573,
    {0.0507938958, 0.734737885,  -0.112819656, -0.0114178321,  0.214824032,   0.23471531,
     0.143643319,  -0.724056837, 0.190942539,  -0.323851471,   -0.0206316849, 0.0604108963,
     -0.179325515, 0.0529633627, -0.193637595, -0.0454999018,  -0.254278679,  0.0178563121,
     0.134044106,  -0.271679875, -0.62581769,  0.39216092,     -0.270381247,  0.737739952,
     0.281855758,  -0.252842294, 0.237406423,  -0.00696767229, 0.150305448}};
const Run kMomentum = {
    30,
    {{0, 0.279566447}, {1, 0.267407143}, {5, 0.173203143}, {15, 0.111163798}, {29, 0.0713805886}},
    0.0696614842,
    {-0.268925027,  0.471257389,   4.78228286e-05, -0.157094061,  0.225440144,   0.175215817,
     -0.0253279381, -0.781218765,  0.337780878,    -0.0861771736, -0.183187822,  0.24034485,
     0.00920948758, -0.0916580824, -0.359813498,   0.116626497,   -0.0034790574, -0.21613768,
     0.0841146872,  -0.267979398,  -0.584003969,   0.320954076,   -0.354686074,  0.625195992,
     0.131565835,   -0.348740706,  0.22186393,     -0.111461573,  0.214546168}};
const Run kNesterov = {
    25,
    {{0, 1.05373638}, {1, 1.00208448}, {5, 0.92358762}, {12, 0.873872432}, {24, 0.821899881}},
    0.818269489,
    {-0.272292528,  0.0893669224,  0.38210841,     -0.016167228,  0.350377374,  -0.0882158605,
     0.237905348,   -0.109260925,  0.146638678,    -0.134467822,  0.133580842,  -0.216378207,
     0.0913334286,  0.343648165,   0.0874846995,   0.333784126,   0.0335584051, 0.256043835,
     -0.121092841,  0.125744225,   -0.187371075,   0.0597130185,  -0.244301107, 0.0185391896,
     0.391198985,   0.0132890499,  0.302520292,    -0.131676232,  0.255957956,  -0.143947163,
     0.159612084,   -0.184580023,  0.0976458092,   -0.250486168,  0.104967062,  0.327087499,
     0.0630557745,  -0.0283865644, -0.00131851014, -0.0186349189, -0.387635687, -0.0250176916,
     0.411400493,   -0.103975657,  0.206663063,    -0.286115063,  0.159833741,  -0.328636947,
     -0.0104595346, 0.326936647,   -0.0675112363,  0.283215358,   -0.277661977, 0.0910035926,
     -0.340015701,  0.0230793973,  0.0613353983}};
const Run kFrozen = {
    20,
    {{0, 5.8359375}, {1, 5.44559326}, {5, 4.27260498}, {10, 4.04888672}, {19, 3.79870361}},
    3.78208984,
    {-0.54671875, 0.31375, -0.226875, 0.55, 0.0884375, -0.39875, 0.228125, -0.1384375, 0.27}};

/// The numbers ((i·factor) mod modulus)·scale + shift, i counting row by row: exact in float32.
struct Ramp {
  int factor;
  int modulus;
  float scale;
  float shift;

  float operator()(int64_t i) const {
    return static_cast<float>((i * factor) % modulus) * scale + shift;
  }
};

Grid Filled(Shape shape, Ramp ramp, int64_t first = 0) {
  Grid grid(shape);
  for (int64_t i = 0; i < grid.count(); ++i) grid[CellAt(i, shape.width)] = ramp(first + i);
  return grid;
}

Tensor Filled(TensorShape shape, Ramp ramp) {
  Tensor tensor;
  for (int c = 0; c < shape.channels; ++c) {
    tensor.channels.emplace_back(Filled(shape.grid, ramp, c * shape.grid.count()));
  }
  return tensor;
}

Layer LayerOf(const std::string& text, int inputs, int outputs, Ramp ramp) {
  LayerSettings settings = (*ParseStack(text)).front();
  settings.outputs = outputs;
  Layer layer = ZeroLayer(settings, inputs);
  layer.weights.matrix() = Filled(layer.weights.matrix()->shape(), ramp);
  return layer;
}

/// conv 3×3, padded, to 2 channels, ReLU; conv 2×2 by strides of 2.
std::vector<Layer> TwoLayers() {
  std::vector<Layer> layers = {LayerOf("k3p1", 1, 2, {5, 7, 0.125F, -0.375F}),
                               LayerOf("k2s2", 2, 1, {3, 5, 0.25F, -0.5F})};
  layers[0].settings.activation = Activation::kReLU;
  return layers;
}

TrainingData TwoLayersData() {
  return {
      {{Filled({1, {6, 8}}, {7, 11, 0.125F, -0.5F}), Filled({1, {3, 4}}, {5, 7, 0.25F, -0.5F})}}};
}

/// In two groups with a border, leaky ReLU; both poolings; transposed, tanh.
std::vector<Layer> ManyKinds() {
  std::vector<Layer> layers;
  Layer grouped;
  grouped.settings = (*ParseStack("k3p1")).front();
  grouped.settings.outputs = 4;
  grouped.settings.groups = 2;
  grouped.settings.border = Border::kReplicate;
  grouped.settings.activation = Activation::kLeakyReLU;
  grouped.settings.leak = 0.1F;
  layers.push_back(ZeroLayer(grouped.settings, 2));
  layers[0].weights.matrix() =
      Filled(layers[0].weights.matrix()->shape(), {5, 11, 0.0625F, -0.25F});
  layers.push_back(ZeroLayer((*ParseStack("max:k2s1")).front(), 4));
  layers.push_back(ZeroLayer((*ParseStack("avg:k2s2")).front(), 4));
  layers.push_back(LayerOf("transposed:k2s2", 4, 1, {3, 7, 0.125F, -0.375F}));
  layers.back().settings.activation = Activation::kTanh;
  return layers;
}

TrainingData ManyKindsData() {
  return {
      {{Filled({2, {5, 5}}, {7, 13, 0.125F, -0.75F}), Filled({1, {4, 4}}, {5, 9, 0.125F, -0.5F})},
       {Filled({2, {5, 5}}, {3, 7, 0.25F, -0.75F}),
        Filled({1, {4, 4}}, {7, 11, 0.0625F, -0.25F})}}};
}

TrainingState StartOf(std::vector<Layer> layers) {
  TrainingState state;
  state.layers = std::move(layers);
  return state;
}

void CheckRun(const Run& run, const TrainingData& data, const TrainingOptions& options,
              const std::vector<Layer>& layers) {
  Trainer trainer(data, options, StartOf(layers));
  auto expected = run.losses.begin();
  for (int step = 0; step < run.steps; ++step) {
    CAPTURE(step);
    const double loss = trainer.Step();
    if (expected == run.losses.end() || expected->step != step) continue;
    CHECK(loss == doctest::Approx((expected++)->loss).epsilon(1e-5));
  }
  CHECK(expected == run.losses.end());
  CHECK(trainer.CurrentLoss() == doctest::Approx(run.final_loss).epsilon(1e-5));
  const std::vector<double> learned = LearnedParameters(trainer.state().layers, options.learn_bias);
  REQUIRE(learned.size() == run.parameters.size());
  double difference = 0;
  double size = 0;
  for (size_t i = 0; i < learned.size(); ++i) {
    difference += std::pow(learned[i] - run.parameters[i], 2);
    size += std::pow(run.parameters[i], 2);
  }
  CHECK(std::sqrt(difference / size) < 1e-5);
}

TrainingOptions MeanWithBias(Optimizer optimizer) {
  TrainingOptions options{.rate = 0.02, .loss = Loss::kMean, .learn_bias = true};
  options.optimizer.kind = optimizer;
  return options;
}

}  // namespace

TEST_CASE("two layers with a ReLU between them learn as in PyTorch, by Adam and by momentum") {
  CheckRun(kAdam, TwoLayersData(), MeanWithBias(Optimizer::kAdam), TwoLayers());
  CheckRun(kMomentum, TwoLayersData(), MeanWithBias(Optimizer::kMomentum), TwoLayers());
}

TEST_CASE("groups, borders, pooling, transposed layers and activations learn as in PyTorch") {
  TrainingOptions options{.rate = 0.01, .learn_bias = true, .error = ErrorMeasure::kHuber};
  options.huber_delta = 0.25;
  options.optimizer = {.kind = Optimizer::kNesterov, .momentum = 0.5, .weight_decay = 0.03};
  CheckRun(kNesterov, ManyKindsData(), options, ManyKinds());
}

TEST_CASE("a layer that does not learn stays as it is, and the others learn as in PyTorch") {
  std::vector<Layer> layers = TwoLayers();
  layers[0].learns = false;
  const TrainingOptions options{
      .rate = 0.005, .learn_bias = true, .error = ErrorMeasure::kAbsolute};
  CheckRun(kFrozen, TwoLayersData(), options, layers);
  Trainer trainer(TwoLayersData(), options, StartOf(layers));
  for (int step = 0; step < 5; ++step) trainer.Step();
  CHECK(trainer.state().layers[0] == layers[0]);
  CHECK(trainer.gradient().size() == 9);
}

TEST_CASE("a run of a stack has the same bits again, and goes on with them where it stopped") {
  const TrainingOptions options = MeanWithBias(Optimizer::kAdam);
  Trainer whole(TwoLayersData(), options, StartOf(TwoLayers()));
  Trainer first(TwoLayersData(), options, StartOf(TwoLayers()));
  for (int step = 0; step < 20; ++step) whole.Step();
  for (int step = 0; step < 8; ++step) first.Step();
  Trainer second(TwoLayersData(), options, first.state());
  for (int step = 8; step < 20; ++step) second.Step();
  CHECK(second.state() == whole.state());
}

TEST_CASE("after an edit of one weight a stack learns on from there") {
  const TrainingOptions options = MeanWithBias(Optimizer::kMomentum);
  Trainer trainer(TwoLayersData(), options, StartOf(TwoLayers()));
  for (int step = 0; step < 3; ++step) trainer.Step();
  TrainingState edited = trainer.state();
  edited.layers[1].weights.MutableKernel(0, 0).at(0, 0) = 2;
  Trainer next(TwoLayersData(), options, edited);
  CHECK(next.state().memory.first.empty());
  CHECK(next.state().memory.parameters == LearnedParameters(edited.layers, true));
}

TEST_CASE("a single plain layer learns the same as a stack and as a kernel") {
  Layer layer;
  layer.weights = Weights(Grid{{0.5F, -0.25F}});
  layer.settings.window = {1, 2};
  const TrainingData data{
      {{Filled({1, {6, 8}}, {7, 11, 0.125F, -0.5F}), Filled({1, {6, 7}}, {5, 7, 0.25F, -0.5F})}}};
  const TrainingOptions options{.rate = 0.01, .loss = Loss::kMean, .learn_bias = true};
  Trainer as_stack(data, options, StartOf({layer}));
  Trainer as_kernel(data, options, TrainingState{Grid{{0.5F, -0.25F}}});
  for (int step = 0; step < 20; ++step) {
    CHECK(as_stack.Step() == doctest::Approx(as_kernel.Step()).epsilon(1e-6));
  }
  CHECK(as_stack.GradientNorm() == doctest::Approx(as_kernel.GradientNorm()).epsilon(1e-5));
}

TEST_CASE("the held-out pair of a stack is measured and not learned from") {
  TrainingData data = TwoLayersData();
  data.held_out = TrainingPair{data.pairs[0].input, Tensor(TensorShape{1, {3, 4}})};
  const TrainingOptions options = MeanWithBias(Optimizer::kSgd);
  Trainer with(data, options, StartOf(TwoLayers()));
  Trainer without(TwoLayersData(), options, StartOf(TwoLayers()));
  CHECK(std::isfinite(with.HeldOutLoss()));
  CHECK(std::isnan(without.HeldOutLoss()));
  for (int step = 0; step < 5; ++step) CHECK(with.Step() == without.Step());
}

TEST_CASE("what keeps a stack from learning is said in a message") {
  const auto problem = [](const TrainingData& data, const std::vector<Layer>& layers) {
    const auto found = StackProblem(data, layers);
    return found ? ToEnglish(*found) : std::string();
  };
  CHECK(problem(TwoLayersData(), TwoLayers()) == "");
  std::vector<Layer> frozen = TwoLayers();
  for (Layer& layer : frozen) layer.learns = false;
  CHECK(problem(TwoLayersData(), frozen) ==
        "No layer is learning: turn learning on for a layer with a kernel.");
  TrainingData other = TwoLayersData();
  other.pairs[0].target = Tensor(TensorShape{1, {2, 2}});
  CHECK(problem(other, TwoLayers()) ==
        "The target is 2×2, but the layers' output is 3×4 for the 6×8 input.");
  TrainingData infinite = TwoLayersData();
  infinite.pairs[0].input[0].Mutable().at(2, 2) = INFINITY;
  CHECK(problem(infinite, TwoLayers()) ==
        "The input holds a value that is not a finite number. Change it and reset.");
  std::vector<Layer> spoiled = TwoLayers();
  spoiled[1].bias[0] = NAN;
  CHECK(problem(TwoLayersData(), spoiled) ==
        "A weight or bias is not a finite number. Reset the training.");
  TrainingData small = TwoLayersData();
  small.pairs[0].input = Tensor(TensorShape{1, {1, 1}});
  CHECK(problem(small, TwoLayers()).find("window spans") != std::string::npos);
}

TEST_CASE("a step that is cancelled gives NaN and changes nothing") {
  const Tensor input(UniformGrid({9, 9}, 1));
  TrainingState state;
  for (const int channels : {1, 2}) {
    LayerSettings settings;
    settings.window = {2, 2};
    settings.outputs = 2;
    state.layers.push_back(RandomLayer(settings, channels, 5));
  }
  const Tensor target = Forward(state.layers, Tensor(UniformGrid({9, 9}, 2)));
  std::atomic<bool> cancelled = false;
  Trainer trainer(TrainingData{{{input, target}}, {}}, {}, state);
  trainer.CancelBy(&cancelled);
  CHECK(std::isfinite(trainer.Step()));
  const TrainingState before = trainer.state();
  cancelled = true;
  CHECK(std::isnan(trainer.Step()));
  CHECK(trainer.state() == before);
  cancelled = false;
  CHECK(std::isfinite(trainer.Step()));
  CHECK(trainer.state().step == 2);
}

TEST_CASE("a stack learns the same bits on any number of threads") {
  TrainingState state;
  int channels = 1;
  for (const int outputs : {40, 24, 3}) {
    LayerSettings settings;
    settings.window = {3, 3};
    settings.outputs = outputs;
    settings.activation = Activation::kTanh;
    state.layers.push_back(RandomLayer(settings, channels, 5));
    channels = outputs;
  }
  const Tensor input(UniformGrid({60, 70}, 1));
  const Tensor target = Forward(state.layers, Tensor(UniformGrid({60, 70}, 2)));
  TrainingOptions options;
  options.rate = 1e-4F;
  Trainer one(TrainingData{{{input, target}}, {}}, options, state);
  Trainer three(TrainingData{{{input, target}}, {}}, options, state);
  three.UseThreads({3});
  for (int step = 0; step < 3; ++step) CHECK(one.Step() == three.Step());
  CHECK(one.state() == three.state());
}
