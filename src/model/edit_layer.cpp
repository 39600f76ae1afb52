#include "core/kernel_algebra.h"
#include "core/kernel_presets.h"
#include "core/random.h"
#include "model/edit.h"

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
      return FlipBoth(k);
    case KernelTool::kFlipHorizontally:
      return FlipHorizontally(k);
    case KernelTool::kFlipVertically:
      return FlipVertically(k);
    case KernelTool::kRotate90:
      return Rotate90(k);
    case KernelTool::kTranspose:
      return Transpose(k);
    case KernelTool::kNegate:
      return Negate(k);
    case KernelTool::kNormalize:
      return Normalize(k);
    case KernelTool::kZero:
      return Grid(k.shape());
  }
  return Grid(k);
}

}  // namespace

Edit UseKernelTool(KernelTool tool) {
  return {LabelOf(tool), [tool](Document& document) {
            document.layer.kernel = Used(tool, document.layer.kernel);
          }};
}

Edit RandomKernel(uint64_t seed) {
  return {{"Random kernel", {}}, [seed](Document& document) {
            document.layer.kernel = NormalGrid(document.layer.kernel->shape(), seed);
          }};
}

Edit UseKernelPreset(std::string_view id) {
  const KernelPreset* preset = FindKernelPreset(id);
  if (preset == nullptr) return {{"Choose kernel", {}}, [](Document&) {}};
  return ReplaceKernel(preset->Kernel(), {"Choose kernel", {}});
}

Edit SetBias(float bias) {
  return {{"Change bias", {}}, [bias](Document& document) { document.layer.bias = bias; }};
}

Edit SetOperation(Operation operation) {
  return {operation == Operation::kCorrelation ? Message{"Switch to cross-correlation", {}}
                                               : Message{"Switch to convolution", {}},
          [operation](Document& document) { document.layer.operation = operation; }};
}

Edit ChangeTraining(Message label, std::function<void(TrainingSetup&)> change) {
  return {std::move(label),
          [change = std::move(change)](Document& document) { change(document.training); }};
}

Edit TargetFromOutput(SharedGrid output) {
  return ReplaceTarget(std::move(output), {"Take target from output", {}});
}

Edit LearnedKernel(const TrainingState& state) {
  return {{"Train", {}},
          [kernel = SharedGrid(state.kernel), bias = state.bias](Document& document) {
            document.layer.kernel = kernel;
            document.layer.bias = bias;
          }};
}

Edit ResetTraining() {
  return {{"Reset training", {}}, [](Document& document) {
            TrainingState state = InitialState(document);
            document.layer.kernel = std::move(state.kernel);
            document.layer.bias = state.bias;
          }};
}

}  // namespace convlens
