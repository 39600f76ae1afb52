#pragma once

#include "core/grid/result.h"
#include "model/document/document.h"

namespace convlens {

// What training compares the output of the last layer with, all channels of it.

/// Shape of the target, or the message that says why there is none that fits `output`, the shape
/// of what the last layer gives.
Result<TensorShape> CheckedTargetShape(const Document& document, TensorShape output);

/// The target. Requires that `CheckedTargetShape` allows one for `output`.
Tensor TargetOf(const Document& document, TensorShape output);

/// The same, from the document alone; empty where there is none.
Tensor TargetOf(const Document& document);

/// Multiply-adds of `TargetOf`.
int64_t TargetWork(const Document& document);

/// Whether both documents have the same target, decided without looking into large grids. Requires
/// that both have one, for outputs of the same shape.
bool SameTarget(const Document& a, const Document& b);

/// The layers that a target of `kHiddenLayers` is made by: weights of their own where they learn,
/// by He's formula, so that what passes a ReLU keeps its size.
std::vector<Layer> HiddenLayers(const Document& document);

}  // namespace convlens
