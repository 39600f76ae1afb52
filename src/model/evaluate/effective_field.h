#pragma once

#include <atomic>
#include <optional>

#include "model/evaluate/stack_maps.h"

namespace convlens {

/// How strongly each input cell affects an element just now: the magnitude of the element's
/// gradient with respect to the input, summed over the input's channels
/// (W. Luo et al., "Understanding the Effective Receptive Field in Deep Convolutional Neural
/// Networks", 2016). Shape of the input; zero outside of the theoretical field.
/// Requires an element of a grid behind the input. Computed backwards layer by layer, of each no
/// more than the element sees. Nothing when cancelled.
std::optional<Grid> EffectiveField(const Evaluation& evaluation, const StackElement& element,
                                   const std::atomic<bool>* cancelled = nullptr);

}  // namespace convlens
