#pragma once

#include <string>

#include "core/grid/result.h"
#include "model/document/document.h"

namespace convlens {

/// What a file called `name` holds, as a target of `document`: numbers of the output's shape, or of
/// the input's size, of which each output gets what lies in the middle of its receptive field
/// (`SeenByOutputs`), as of a picture that another program filtered. A single channel serves all.
/// Otherwise the message that says what fits.
Result<Tensor> TargetFromFile(const Document& document, const Tensor& content,
                              const std::string& name);

}  // namespace convlens
