#include "scripts/random_documents.h"

#include <algorithm>
#include <limits>

#include "layer/compute/forward.h"
#include "model/evaluate/training_problem.h"

namespace convlens {
namespace {

class Dice {
 public:
  explicit Dice(uint64_t seed) : random_(seed) {}

  int Of(int low, int high) {
    return low + static_cast<int>(random_.Next() % static_cast<uint64_t>(high - low + 1));
  }
  bool OneIn(int times) { return Of(1, times) == 1; }
  uint64_t Seed() { return random_.Next(); }
  float Number() { return static_cast<float>(random_.Normal()); }

 private:
  Random random_;
};

Tensor RandomTensor(Dice& dice, TensorShape shape) {
  Tensor tensor;
  for (int c = 0; c < shape.channels; ++c) {
    tensor.channels.emplace_back(NormalGrid(shape.grid, dice.Seed()));
  }
  return tensor;
}

Sides RandomPadding(Dice& dice, int most) {
  if (dice.OneIn(3)) return {};
  const int rows = dice.Of(0, most);
  const int cols = dice.Of(0, most);
  if (dice.OneIn(2)) return {rows, rows, cols, cols};
  return {rows, dice.Of(0, most), cols, dice.Of(0, most)};
}

LayerSettings RandomSettings(Dice& dice, int channels) {
  LayerSettings s;
  s.kind = static_cast<LayerKind>(dice.Of(0, 3));
  s.operation = static_cast<Operation>(dice.Of(0, 1));
  s.window = {dice.Of(1, 3), dice.Of(1, 3)};
  s.stride = {dice.Of(1, 3), dice.Of(1, 3)};
  if (s.kind != LayerKind::kAveragePool) s.dilation = {dice.Of(1, 2), dice.Of(1, 2)};
  s.padding = RandomPadding(dice, s.kind == LayerKind::kConvolution ? 5 : 1);
  s.activation = static_cast<Activation>(dice.Of(0, 4));
  if (dice.OneIn(2)) s.leak = -0.25F;
  s.outputs = channels;
  if (s.pooling()) {
    s.ceil_mode = dice.OneIn(2);
    s.count_padding = dice.OneIn(2);
    return s;
  }
  s.groups = channels == 2 && dice.OneIn(2) ? 2 : 1;
  s.outputs = s.groups * dice.Of(1, 2);
  if (s.kind == LayerKind::kConvolution) s.border = static_cast<Border>(dice.Of(0, 4));
  if (s.kind == LayerKind::kTransposed && dice.OneIn(2)) {
    s.output_padding = {dice.Of(0, std::max(s.stride.rows, s.dilation.rows) - 1),
                        dice.Of(0, std::max(s.stride.cols, s.dilation.cols) - 1)};
  }
  return s;
}

/// Puts what is no finite number into two cells.
void SpoilInput(Document& d) {
  Grid& grid = d.input[0].Mutable();
  grid.at(0, grid.width() - 1) = std::numeric_limits<float>::quiet_NaN();
  grid.at(grid.height() - 1, 0) = std::numeric_limits<float>::infinity();
}

/// One of the book's, or any.
Document RandomLayers(Dice& dice) {
  Document d;
  const bool plain = dice.OneIn(4);
  const TensorShape shape{plain ? 1 : dice.Of(1, 3), {dice.Of(2, 9), dice.Of(2, 9)}};
  d.input = RandomTensor(dice, shape);
  d.layers.clear();
  const int count = plain ? 1 : dice.Of(1, 3);
  int channels = shape.channels;
  for (int i = 0; i < count; ++i) {
    LayerSettings s = RandomSettings(dice, channels);
    if (plain) {
      LayerSettings valid;
      valid.operation = s.operation;
      valid.window = s.window;
      s = valid;
    }
    Layer layer = RandomLayer(s, channels, dice.Seed());
    for (float& bias : layer.bias) bias = dice.OneIn(2) ? dice.Number() : 0;
    layer.learns = plain || !dice.OneIn(4);
    channels = s.outputs;
    d.layers.push_back(std::move(layer));
  }
  return d;
}

void AddTraining(Dice& dice, Document& d, TensorShape output) {
  TrainingSetup& t = d.training;
  t.step_limit = dice.Of(1, 6);
  t.rate = 0.01F * static_cast<float>(dice.Of(1, 5));
  t.loss = static_cast<Loss>(dice.Of(0, 1));
  t.learn_bias = dice.OneIn(2);
  t.seed = dice.Seed();
  t.initialization = static_cast<Initialization>(dice.Of(1, 4));
  t.error = static_cast<ErrorMeasure>(dice.Of(0, 2));
  t.huber_delta = 0.5;
  t.optimizer.kind = static_cast<Optimizer>(dice.Of(0, 3));
  if (dice.OneIn(3)) t.optimizer.weight_decay = 0.01;
  t.schedule.kind = static_cast<Schedule::Kind>(dice.Of(0, 2));
  t.schedule.every = 2;
  t.schedule.length = 4;
  t.schedule.last = 0.001;
  t.target_source = TargetSource::kFixed;
  t.fixed_target = RandomTensor(dice, output);
  if (dice.OneIn(4)) t.target_source = TargetSource::kHiddenLayers;
  if (dice.OneIn(4)) t.noise = 0.1;
  if (dice.OneIn(3)) {
    t.more_pairs.push_back({RandomTensor(dice, d.input.shape()), RandomTensor(dice, output)});
  }
}

}  // namespace

Document RandomDocument(uint64_t seed, bool trains) {
  Dice dice(seed);
  while (true) {
    Document d = RandomLayers(dice);
    const StackShapes shapes = ShapesOf(d.layers, d.input.shape());
    if (shapes.problem || shapes.outputs.back().count() > 2000) continue;
    if (!trains) {
      if (dice.OneIn(8)) SpoilInput(d);
      return d;
    }
    AddTraining(dice, d, shapes.outputs.back());
    if (!TrainingProblem(d)) return d;
  }
}

}  // namespace convlens
