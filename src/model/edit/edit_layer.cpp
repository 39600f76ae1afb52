#include "core/correlate/kernel_algebra.h"
#include "core/grid/random.h"
#include "core/kernel/kernel_presets.h"
#include "layer/settings/window.h"
#include "model/edit/edit.h"
#include "model/evaluate/ready_to_learn.h"

namespace convlens {
namespace {

Message LabelOf(KernelTool tool) {
  switch (tool) {
    case KernelTool::kFlipBoth:
      return {"Rotate kernel by 180°", {}};
    case KernelTool::kFlipHorizontally:
      return {"Flip kernel left to right", {}};
    case KernelTool::kFlipVertically:
      return {"Flip kernel top to bottom", {}};
    case KernelTool::kRotate90:
      return {"Rotate kernel by 90°", {}};
    case KernelTool::kTranspose:
      return {"Transpose kernel", {}};
    case KernelTool::kNegate:
      return {"Negate kernel", {}};
    case KernelTool::kNormalize:
      return {"Normalize kernel", {}};
    case KernelTool::kZero:
      return {"Zero kernel", {}};
  }
  return {};
}

Grid Used(KernelTool tool, GridView k) {
  switch (tool) {
    case KernelTool::kFlipBoth:
      return kernel_algebra::FlipBoth(k);
    case KernelTool::kFlipHorizontally:
      return kernel_algebra::FlipHorizontally(k);
    case KernelTool::kFlipVertically:
      return kernel_algebra::FlipVertically(k);
    case KernelTool::kRotate90:
      return kernel_algebra::Rotate90(k);
    case KernelTool::kTranspose:
      return kernel_algebra::Transpose(k);
    case KernelTool::kNegate:
      return kernel_algebra::Negate(k);
    case KernelTool::kNormalize:
      return kernel_algebra::Normalize(k);
    case KernelTool::kZero:
      return Grid(k.shape());
  }
  return Grid(k);
}

}  // namespace

Edit UseKernelTool(KernelTool tool, Front at) {
  return {LabelOf(tool), [tool, at](Document& document) {
            const Front front = ClampedFront(at, document);
            const Grid kernel = FrontKernel(document, front);
            if (kernel.empty()) return;
            SetFrontKernel(document, front, Used(tool, kernel));
            FitReferenceKernel(document);
          }};
}

Edit RandomKernel(uint64_t seed, Front at) {
  return {{"Random kernel", {}}, [seed, at](Document& document) {
            const Front front = ClampedFront(at, document);
            const Shape shape = document.layers[static_cast<size_t>(front.layer)].settings.window;
            SetFrontKernel(document, front, NormalGrid(shape, seed));
          }};
}

Edit UseKernelPreset(std::string_view id, Front at) {
  const KernelPreset* preset = FindKernelPreset(id);
  if (preset == nullptr) return {{"Choose kernel", {}}, [](Document&) {}};
  return ReplaceKernel(preset->Kernel(), {"Choose kernel", {}}, at);
}

Edit ForEachInput(Front at, const std::function<Edit(Front)>& make) {
  return {make(at).label, [at, make](Document& document) {
            const Front front = ClampedFront(at, document);
            const LayerSettings& settings =
                document.layers[static_cast<size_t>(front.layer)].settings;
            const int inputs = InputChannels(document, front.layer);
            if (inputs % settings.groups != 0 || settings.outputs % settings.groups != 0) return;
            const ChannelGroup seen = InputsOf(settings, inputs, front.output);
            for (int c = seen.first; c < seen.first + seen.count; ++c) {
              make({front.layer, c, front.output}).apply(document);
            }
          }};
}

Edit SetBias(float bias, Front at) {
  return {{"Change bias", {}}, [bias, at](Document& document) {
            SetFrontBias(document, ClampedFront(at, document), bias);
          }};
}

Edit SetOperation(Operation operation, int layer) {
  return {operation == Operation::kCorrelation ? Message{"Switch to cross-correlation", {}}
                                               : Message{"Switch to convolution", {}},
          [operation, layer](Document& document) {
            const auto at = static_cast<size_t>(layer);
            if (at < document.layers.size()) document.layers[at].settings.operation = operation;
          }};
}

Edit ChangeTraining(Message label, std::function<void(TrainingSetup&)> change) {
  return {std::move(label),
          [change = std::move(change)](Document& document) { change(document.training); }};
}

Edit TargetFromOutput(Tensor output) {
  return ReplaceTarget(std::move(output), {"Take target from output", {}});
}

Edit LearnedKernel(const TrainingState& state) {
  return {{"Train", {}}, [state](Document& document) { TakeNumbers(document, state); }};
}

Edit ResetTraining() {
  return {{"Reset training", {}},
          [](Document& document) { TakeNumbers(document, InitialState(document)); }};
}

Edit SetLearning(int layer, bool learns) {
  return {{"Change what is learned", {}}, [layer, learns](Document& document) {
            const auto at = static_cast<size_t>(layer);
            if (at < document.layers.size()) document.layers[at].learns = learns;
          }};
}

}  // namespace convlens
