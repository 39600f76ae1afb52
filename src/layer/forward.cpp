#include "layer/forward.h"

namespace convlens {

struct ForwardPass::State {
  Tensor output;
};

ForwardPass::ForwardPass(const Layer& layer, const Tensor& x)
    : state_(std::make_unique<State>(State{ForwardReference(layer, x)})) {}
ForwardPass::~ForwardPass() = default;
ForwardPass::ForwardPass(ForwardPass&&) noexcept = default;
ForwardPass& ForwardPass::operator=(ForwardPass&&) noexcept = default;

TensorShape ForwardPass::output_shape() const { return state_->output.shape(); }

void ForwardPass::Compute(int channel, CellRect region, MutableGridView y) const {
  CopyGrid(GridView(state_->output[channel]).Sub(region), y.Sub(region));
}

Tensor Forward(const Layer& layer, const Tensor& x) { return ForwardReference(layer, x); }

}  // namespace convlens
