#pragma once

#include "model/document/document.h"

namespace convlens {

// Fits the training setup to what it learns from, so that training can start at once.

/// The reference kernel, cut or padded with zeros, gets the shape of the only layer's kernel where
/// it makes the target; on an image, a rate that held for the kernel before is lowered to one that
/// holds for this one. Nothing for a stack.
void FitReferenceKernel(Document& document);

/// For an image that has just become the input: where the target cannot be made any more, a
/// reference kernel makes it, or hidden layers where there is more than one kernel. An image has
/// many cells, so its loss becomes their mean, unless the input `was_image` before, and the rate
/// one that holds; a rate that holds already is kept for another image.
void GetReadyToLearnFrom(Document& document, bool was_image);

/// A rate at which plain descent on squared errors surely converges: the Gram matrix's largest
/// eigenvalue is at most its trace, kernel cells · Σx² (+ outputs for the bias). For images the
/// bound is close, since neighbouring cells are much alike. 0 where none is known: for stacks,
/// Adam, absolute errors and inputs that are not finite.
double RateThatHolds(const Document& document);

}  // namespace convlens
