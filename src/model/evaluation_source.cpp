#include "model/evaluation_source.h"

#include <bit>

namespace convlens {
namespace {

std::string Describe(Shape shape) {
  return std::to_string(shape.height) + "×" + std::to_string(shape.width);
}

Result<Shape> CheckedFixedTarget(const TrainingSetup& setup, Shape output) {
  const Shape shape = setup.fixed_target->shape();
  if (shape == output) return output;
  if (shape.empty()) {
    return Message{"There is no target yet. Take it from the output, or choose a reference kernel.",
                   {}};
  }
  return Message{
      "The target is {}, but the output is {}. Take the target from the output again, or choose a "
      "reference kernel.",
      {Describe(shape), Describe(output)}};
}

}  // namespace

bool EvaluationSource::SameAs(const EvaluationSource& other) const {
  return input.SameAs(other.input) && kernel == other.kernel &&
         std::bit_cast<uint32_t>(bias) == std::bit_cast<uint32_t>(other.bias) &&
         operation == other.operation;
}

EvaluationSource OutputSource(const Document& document) {
  return {document.input[0], FrontKernel(document, {}), FrontBias(document, {}),
          document.layers.front().settings.operation};
}

EvaluationSource ReferenceSource(const Document& document) {
  const TrainingSetup& setup = document.training;
  return {document.input[0], setup.reference_kernel, setup.reference_bias,
          document.layers.front().settings.operation};
}

bool SameTarget(const Document& a, const Document& b) {
  if (a.training.target_source != b.training.target_source) return false;
  if (a.training.target_source == TargetSource::kFixed) {
    return a.training.fixed_target.SameAs(b.training.fixed_target);
  }
  const bool same_noise = a.training.noise == b.training.noise &&
                          (a.training.noise == 0 || a.training.noise_seed == b.training.noise_seed);
  return same_noise && ReferenceSource(a).SameAs(ReferenceSource(b));
}

Result<Shape> CheckedTargetShape(const Document& document, Shape output) {
  if (PlainLayer(document) == nullptr) {
    return Message{
        "Training works on a single layer with one channel in and out, stride 1 and no padding: "
        "remove the other layers or simplify this one.",
        {}};
  }
  const TrainingSetup& setup = document.training;
  if (setup.target_source == TargetSource::kFixed) return CheckedFixedTarget(setup, output);
  const Shape reference = setup.reference_kernel->shape();
  Result<Shape> shape = CheckedOutputShape(document.input.shape().grid, reference);
  if (!shape.ok() || *shape == output) return shape;
  return Message{
      "The target is {}, but the output is {}. Make the kernel {} like the reference kernel, or "
      "take the target from the output.",
      {Describe(*shape), Describe(output), Describe(reference)}};
}

}  // namespace convlens
