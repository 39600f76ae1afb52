#include "model/document/target_file.h"

#include "model/document/seen_places.h"

namespace convlens {

Result<Tensor> TargetFromFile(const Document& document, const Tensor& content,
                              const std::string& name) {
  const TensorShape input = document.input.shape();
  const StackShapes shapes = ShapesOf(document.layers, input);
  if (shapes.problem) return *shapes.problem;
  const TensorShape output = shapes.outputs.back();
  const TensorShape given = content.shape();
  const bool as_output = given.grid == output.grid;
  const bool channels_fit = given.channels == output.channels || given.channels == 1;
  if (!channels_fit || !(as_output || given.grid == input.grid)) {
    return Message{
        "{} is {}, but a target has the shape of the output, {}, or the size of the "
        "input, {}. Scale or crop it, or change the input.",
        {name, ShapeText(given), ShapeText(output), ShapeText(input.grid)}};
  }
  Tensor target;
  for (const SharedGrid& channel : content.channels) {
    target.channels.push_back(
        as_output ? channel : SharedGrid(SeenByOutputs(*channel, document.layers, output.grid)));
  }
  target.channels.resize(static_cast<size_t>(output.channels), target.channels.front());
  return target;
}

}  // namespace convlens
