#pragma once

#include "core/grid/random.h"
#include "model/document/document.h"

namespace convlens {

/// A document by `seed`: one to three layers of any kind and settings, which fit, with a training
/// of any kind where `trains` and a layer has weights.
Document RandomDocument(uint64_t seed, bool trains);

}  // namespace convlens
