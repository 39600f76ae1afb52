#pragma once

#include <optional>

#include "model/document/document.h"

namespace convlens {

/// Which pair of grids stands in front of a document of many: one layer, one channel that goes into
/// it and one that comes out of it. A way of looking at the work: saved, but not undone.
struct Front {
  int layer = 0;
  int input = 0;   ///< channel of what goes into the layer
  int output = 0;  ///< channel of what comes out of it

  bool operator==(const Front&) const = default;
};

/// Channels that go into `document.layers[layer]`, and those that come out of it.
int InputChannels(const Document& document, int layer);
int OutputChannels(const Document& document, int layer);

/// `front` with every index inside the document, and with channels that a kernel joins: where
/// groups or pooling tie an output channel to other inputs, the input follows the output.
Front ClampedFront(Front front, const Document& document);

/// The kernel in front, [kh×kw]; an empty grid where there is none (pooling, or channels
/// that cannot be split into the groups). Requires a clamped front.
Grid FrontKernel(const Document& document, Front front);
/// The bias of the output channel in front; 0 where there is none.
float FrontBias(const Document& document, Front front);

/// Puts `kernel` in the place of the one in front, and changes the layer's window to its shape.
void SetFrontKernel(Document& document, Front front, GridView kernel);
void SetFrontBias(Document& document, Front front, float bias);

/// Makes the layers from `first` on take the channels that the layers before now give: kernels for
/// channels that are gone are dropped, new ones are zero.
void FitChannels(Document& document, int first);

/// The document's only layer where it is the book's: one channel in and out, stride 1, nothing
/// around it; else nullptr. What is trained.
const Layer* PlainLayer(const Document& document);

}  // namespace convlens
