#pragma once

#include "core/grid/words.h"
#include "layer/settings/layer_settings.h"

namespace convlens {

// The words of a layer's choices.
inline constexpr Word<Operation> kOperationWords[] = {
    {Operation::kCorrelation, "Correlation", "correlation", "corr"},
    {Operation::kConvolution, "Convolution", "convolution", "conv"}};
// Those with weights first: `convlens train` knows only these.
inline constexpr Word<LayerKind> kLayerKindWords[] = {
    {LayerKind::kConvolution, "Convolution layer", "convolution", "conv"},
    {LayerKind::kTransposed, "Transposed convolution", "transposed"},
    {LayerKind::kMaxPool, "Max pooling", "max_pool", "max"},
    {LayerKind::kAveragePool, "Average pooling", "average_pool", "avg"}};
inline constexpr Word<Border> kBorderWords[] = {
    {Border::kZeros, "Zeros (00|abc|00)", "zeros"},
    {Border::kReflect, "Reflect (cb|abc|ba)", "reflect"},
    {Border::kSymmetric, "Symmetric (ba|abc|cb)", "symmetric"},
    {Border::kReplicate, "Replicate (aa|abc|cc)", "replicate"},
    {Border::kCircular, "Circular (bc|abc|ab)", "circular"}};
inline constexpr Word<Activation> kActivationWords[] = {
    {Activation::kNone, "None", "none"},
    {Activation::kReLU, "ReLU", "relu"},
    {Activation::kLeakyReLU, "Leaky ReLU", "leaky_relu"},
    {Activation::kSigmoid, "Sigmoid", "sigmoid"},
    {Activation::kTanh, "Tanh", "tanh"}};

}  // namespace convlens
