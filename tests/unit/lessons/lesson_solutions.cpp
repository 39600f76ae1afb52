#include "lesson_solutions.h"

#include "core/correlate/kernel_algebra.h"
#include "layer/settings/size_formula.h"
#include "model/edit/edit_stack_preset.h"

namespace convlens {
namespace {

using Deed = LessonSolution::Deed;
using Walk = Playback (*)(Playback, PlaybackExtent);

/// Presses the key of `walk` this many times.
Deed Press(Walk walk, int times = 1) {
  return [=](Workbench& bench) {
    for (int i = 0; i < times; ++i) {
      bench.SetPlayback(walk(bench.playback(), bench.evaluation()->extent()));
    }
  };
}

Deed Then(Deed first, Deed second) {
  return [=](Workbench& bench) {
    first(bench);
    second(bench);
  };
}

Deed Make(Edit edit) {
  return [=](Workbench& bench) { bench.Do(edit); };
}

Deed Point(Focus::Kind kind, Cell cell) {
  return [=](Workbench& bench) { bench.Hover({kind, cell}); };
}

Deed PointInStack(StackElement element) {
  return [=](Workbench& bench) {
    ViewSettings view = bench.view();
    view.figure = FigureKind::kStack;
    bench.SetView(view);
    bench.stack().Hover(element);
  };
}

void ChooseDiagonal(Workbench& bench) {
  PatternOptions options;
  options.pattern = Pattern::kDiagonal;
  options.shape = bench.document().input[0]->shape();
  bench.Do(GenerateInput(options));
}

Edit StepLimit(int64_t limit) {
  return ChangeTraining({"Change step limit", {}},
                        [=](TrainingSetup& setup) { setup.step_limit = limit; });
}

Edit Rate(float rate) {
  return ChangeTraining({"Change learning rate", {}},
                        [=](TrainingSetup& setup) { setup.rate = rate; });
}

void Diverge(Workbench& bench) {
  bench.Do(Rate(0.04F));
  bench.training().Reset();
  TrainToTheEnd(bench);
}

LessonSolution SlidingWindow() {
  return {"figure-6-2-1",
          {Press(playback::StepOver), Then(Press(playback::StepOver), Press(playback::StepInto)),
           Press(playback::StepInto, 3), Press(playback::GoToLast)},
          Make(SetCell(GridRole::kKernel, {0, 1}, 2))};
}

LessonSolution OutputSize() {
  return {"output-size",
          {Press(playback::GoToLast), Make(ResizeGrid(GridRole::kKernel, {3, 3})),
           Make(ResizeGrid(GridRole::kInput, {6, 6}))},
          Make(ResizeGrid(GridRole::kKernel, {6, 6}))};
}

LessonSolution EdgeDetection() {
  return {"edge-detection",
          {Press(playback::StepOver), Press(playback::GoToLast),
           [](Workbench& bench) {
             bench.Pin({Focus::Kind::kOutput, {0, 5}});
           }},
          Make(UseKernelTool(KernelTool::kNegate))};
}

LessonSolution Transposed() {
  return {"transposed",
          {Make(TransposeInput()), Make(UseKernelTool(KernelTool::kTranspose)), ChooseDiagonal},
          Make(UseKernelTool(KernelTool::kTranspose))};
}

LessonSolution CorrelationOrConvolution() {
  return {"correlation-or-convolution",
          {Make(SetOperation(Operation::kConvolution)), Make(UseKernelTool(KernelTool::kFlipBoth)),
           Make(SetOperation(Operation::kCorrelation))},
          Make(ReplaceKernel(Grid{{1, 2}, {2, 1}}, {"Choose kernel", {}}))};
}

LessonSolution LearnAKernel() {
  return {"learn-a-kernel",
          {[](Workbench& bench) { bench.training().Step(); }, TrainToTheEnd,
           Then(Make(StepLimit(40)), TrainToTheEnd)},
          Diverge};
}

LessonSolution ReceptiveField() {
  return {"receptive-field",
          {Point(Focus::Kind::kOutput, {0, 0}), Point(Focus::Kind::kInput, {2, 2}),
           Point(Focus::Kind::kInput, {0, 0}), Make(UseStackPreset("two-2x2", 1)),
           PointInStack({2, 0, {1, 1}})},
          [](Workbench& bench) {
            bench.Do(UseStackPreset("two-2x2", 1));
            bench.Do(AddUsualLayer(bench.document(), 1, LayerKind::kConvolution, 3));
          }};
}

/// What the Layer tab does to the layer in front.
Deed Settings(std::function<void(LayerSettings&)> change) {
  return [=](Workbench& bench) {
    LayerSettings settings = bench.front_layer().settings;
    change(settings);
    bench.Do(ChangeLayer(bench.front().layer, settings, {"Change the layer", {}}));
  };
}

Deed Stride(int rows, int cols) {
  return Settings([=](LayerSettings& s) { s.stride = {rows, cols}; });
}

Deed PaddingOfEachSide(int cells) {
  return Settings([=](LayerSettings& s) { s.padding = {cells, cells, cells, cells}; });
}

Deed Dilation(int d) {
  return Settings([=](LayerSettings& s) { s.dilation = {d, d}; });
}

Deed Outputs(int outputs, int groups = 1) {
  return Settings([=](LayerSettings& s) {
    s.outputs = outputs;
    s.groups = groups;
  });
}

Deed Kind(LayerKind kind) {
  return Settings([=](LayerSettings& s) { s = WithKind(s, kind); });
}

LessonSolution Padding() {
  return {"padding",
          {PaddingOfEachSide(1), Point(Focus::Kind::kOutput, {0, 1}),
           Settings([](LayerSettings& s) { s.padding = SamePadding(s); })},
          Settings([](LayerSettings& s) { s.border = Border::kReplicate; })};
}

LessonSolution Striding() {
  return {"stride", {Stride(2, 2), Press(playback::StepOver), Stride(2, 3)}, Stride(5, 5)};
}

LessonSolution Dilating() {
  return {"dilation", {Dilation(2), Point(Focus::Kind::kOutput, {2, 2}), Dilation(4)}, Dilation(3)};
}

LessonSolution SeveralChannels() {
  return {
      "channels", {Press(playback::StepInto, 8), Outputs(3), Outputs(2, 2)}, [](Workbench& bench) {
        bench.Undo();
        bench.Undo();
        bench.Do(SetBias(44));
      }};
}

LessonSolution OneByOne() {
  return {"one-by-one",
          {Press(playback::StepInto, 3), Point(Focus::Kind::kOutput, {1, 1}), Outputs(2)},
          Make(SetCell(GridRole::kKernel, {0, 0}, 0.6F))};
}

LessonSolution Pooling() {
  return {"pooling",
          {Kind(LayerKind::kMaxPool), Kind(LayerKind::kAveragePool), Stride(2, 2)},
          Then(Kind(LayerKind::kMaxPool), Make(SetCell(GridRole::kInput, {0, 0}, 100)))};
}

Deed ShowMatrix(MatrixView matrix) {
  return [=](Workbench& bench) {
    ViewSettings view = bench.view();
    view.matrix = matrix;
    bench.SetView(view);
  };
}

LessonSolution TheLayerAsAMatrix() {
  return {"matrix",
          {ShowMatrix(MatrixView::kIm2col), Press(playback::StepOver, 3),
           ShowMatrix(MatrixView::kToeplitz), Point(Focus::Kind::kInput, {1, 1})},
          Then(Make(ReplaceKernel(Grid(3, 3, 1.0F), {"Choose kernel", {}})), PaddingOfEachSide(1))};
}

LessonSolution TransposedConvolution() {
  return {"transposed-convolution",
          {Point(Focus::Kind::kInput, {1, 1}), Stride(2, 2), PaddingOfEachSide(1)},
          Then(PaddingOfEachSide(0), Stride(3, 3))};
}

/// R, then Shift+T, after a change of the training.
Deed TrainWith(std::function<void(TrainingSetup&)> change) {
  return [=](Workbench& bench) {
    bench.Do(ChangeTraining({"Change training", {}}, change));
    bench.training().Reset();
    TrainToTheEnd(bench);
  };
}

Deed TrainAtRate(float rate) {
  return TrainWith([=](TrainingSetup& setup) { setup.rate = rate; });
}

LessonSolution TooLargeARate() {
  return {"too-large-a-rate",
          {TrainToTheEnd, TrainAtRate(0.0333F), TrainAtRate(0.034F)},
          TrainAtRate(1.0F / 36)};
}

LessonSolution BiasSlowsIt() {
  const auto learn_bias = [](bool learned) {
    return Make(ChangeTraining({"Change what is learned", {}},
                               [=](TrainingSetup& setup) { setup.learn_bias = learned; }));
  };
  const Deed reset = [](Workbench& bench) { bench.training().Reset(); };
  return {"bias-slows-it",
          {TrainToTheEnd, TrainAtRate(0.015F),
           Then(Then(reset, learn_bias(false)), TrainAtRate(0.03F))},
          Then(learn_bias(true), TrainAtRate(0.0147F))};
}

LessonSolution LearnedConvolution() {
  return {"learned-convolution",
          {TrainToTheEnd, Make(SetOperation(Operation::kConvolution)),
           TrainWith([](TrainingSetup&) {})},
          Make(SetOperation(Operation::kCorrelation))};
}

LessonSolution LearnABlur() {
  const Grid box(3, 3, 1.0F / 9);
  return {"learn-a-blur",
          {TrainToTheEnd, Then(Make(StepLimit(2000)), TrainToTheEnd),
           TrainWith([](TrainingSetup& setup) { setup.optimizer.kind = Optimizer::kMomentum; })},
          TrainWith([box](TrainingSetup& setup) { setup.reference_kernel = box; })};
}

LessonSolution NothingToLearn() {
  const auto fill_with_noise = [](Workbench& bench) {
    PatternOptions options;
    options.pattern = Pattern::kNoise;
    options.shape = bench.document().input[0]->shape();
    bench.Do(GenerateInput(options));
  };
  const Deed learn = TrainWith([](TrainingSetup& setup) { setup.step_limit = 400; });
  return {"nothing-to-learn",
          {TrainToTheEnd, Make(ReplaceKernel(Grid{{3, -3}}, {"Choose kernel", {}})),
           Then(Make(SetCell(GridRole::kInput, {2, 3}, 0)), learn)},
          Then(fill_with_noise, learn)};
}

LessonSolution NoiseOnTheTarget() {
  const auto noise = [](double deviation, uint64_t seed) {
    return TrainWith([=](TrainingSetup& setup) {
      setup.noise = deviation;
      setup.noise_seed = seed;
    });
  };
  return {"noise",
          {TrainToTheEnd, Then(Make(StepLimit(200)), TrainToTheEnd), noise(0, 1)},
          noise(0.5, 2)};
}

/// A pixel-wise layer behind the first one, which gets two channels and a ReLU.
void BuildTwoLayers(Workbench& bench) {
  LayerSettings first = bench.front_layer().settings;
  first.outputs = 2;
  first.activation = Activation::kReLU;
  bench.Do(ChangeLayer(0, first, {"Change the layer", {}}));
  bench.Do(AddUsualLayer(bench.document(), 0, LayerKind::kConvolution, 3));
  LayerSettings second = bench.document().layers[1].settings;
  second.window = {1, 1};
  second.padding = {};
  second.outputs = 1;
  bench.Do(ChangeLayer(1, second, {"Change the layer", {}}));
  bench.SetFront({1, 0, 0});
}

LessonSolution TwoLayersLearn() {
  const auto seed = [](uint64_t number) {
    return TrainWith([=](TrainingSetup& setup) { setup.seed = number; });
  };
  const Deed without_relu = [](Workbench& bench) {
    LayerSettings first = bench.document().layers[0].settings;
    first.activation = Activation::kNone;
    bench.Do(ChangeLayer(0, first, {"Change the layer", {}}));
  };
  return {"two-layers-learn",
          {TrainToTheEnd, BuildTwoLayers, seed(7), seed(6)},
          Then(without_relu, seed(6))};
}

}  // namespace

void TrainToTheEnd(Workbench& bench) {
  bench.Do(ChangeTraining({"Change training speed", {}},
                          [](TrainingSetup& setup) { setup.steps_per_second = 0; }));
  bench.training().Start();
  while (bench.training().running()) bench.Advance(0);
}

std::vector<LessonSolution> LessonSolutions() {
  return {SlidingWindow(),
          OutputSize(),
          EdgeDetection(),
          Transposed(),
          CorrelationOrConvolution(),
          LearnAKernel(),
          ReceptiveField(),
          Padding(),
          Striding(),
          Dilating(),
          SeveralChannels(),
          OneByOne(),
          Pooling(),
          TransposedConvolution(),
          TooLargeARate(),
          BiasSlowsIt(),
          LearnedConvolution(),
          LearnABlur(),
          NothingToLearn(),
          NoiseOnTheTarget(),
          TheLayerAsAMatrix(),
          TwoLayersLearn()};
}

}  // namespace convlens
